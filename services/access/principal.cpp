#include "services/access/principal.hpp"

#include "protocol/codec.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

template <class List, class T>
bool contains(const List& list, const T& x) {
  return std::find(list.begin(), list.end(), x) != list.end();
}

constexpr std::array every_right{right::read_people,
                                 right::read_queues,
                                 right::read_queue_calls,
                                 right::read_health,
                                 right::own_status,
                                 right::own_watches,
                                 right::own_contacts,
                                 right::own_calls,
                                 right::send_messages,
                                 right::switchboard,
                                 right::others_person_status,
                                 right::others_phone_status,
                                 right::shared_phone_book,
                                 right::global_templates,
                                 right::administer};

constexpr std::array read_rights{right::read_people, right::read_queues, right::read_queue_calls,
                                 right::read_health};

bool gives(role who, right what) {
  constexpr std::array employee{right::read_people, right::own_status,   right::own_watches,
                                right::read_queues, right::read_health,  right::own_contacts,
                                right::own_calls,   right::send_messages};
  constexpr std::array receptionist{right::switchboard, right::read_queue_calls};
  constexpr std::array privileged{right::others_person_status, right::others_phone_status,
                                  right::shared_phone_book, right::global_templates};
  switch (who) {
    case role::employee: return contains(employee, what);
    case role::receptionist: return contains(employee, what) || contains(receptionist, what);
    case role::privileged: return contains(employee, what) || contains(privileged, what);
    case role::administrator: return what != right::switchboard;
    default: return false;
  }
}

audience audience_of(const std::vector<role>& roles) {
  if (contains(roles, role::receptionist) || contains(roles, role::privileged) ||
      contains(roles, role::administrator))
    return audience::reception;
  return contains(roles, role::employee) ? audience::colleague : audience::public_;
}

bool has(const principal& who, right needed) {
  return needed != right::unknown && contains(who.rights, needed);
}

/// What each command needs. A command without a line here does not compile.
struct needs {
  const principal& who;

  bool own(const employee_id& x) const { return who.employee && *who.employee == x; }

  right operator()(const set_status& x) const {
    return own(x.employee) ? right::own_status : right::others_person_status;
  }
  right operator()(const clear_status& x) const {
    return own(x.employee) ? right::own_status : right::others_person_status;
  }
  right operator()(const put_plan& x) const {
    return own(x.employee) ? right::own_status : right::others_person_status;
  }
  right operator()(const remove_plan& x) const {
    return own(x.employee) ? right::own_status : right::others_person_status;
  }
  right operator()(const put_status_type&) const { return right::global_templates; }
  right operator()(const remove_status_type&) const { return right::global_templates; }
  right operator()(const put_template& x) const {
    return x.global ? right::global_templates : right::own_status;
  }
  right operator()(const remove_template& x) const {
    return x.global ? right::global_templates : right::own_status;
  }
  right operator()(const set_phone& x) const {
    return own(x.employee) ? right::own_status : right::others_phone_status;
  }
  right operator()(const choose_queue&) const { return right::switchboard; }
  right operator()(const set_agent_state&) const { return right::switchboard; }
  right operator()(const answer_call&) const { return right::switchboard; }
  right operator()(const end_call&) const { return right::switchboard; }
  right operator()(const hold_call&) const { return right::switchboard; }
  right operator()(const retrieve_call&) const { return right::switchboard; }
  right operator()(const transfer_call&) const { return right::switchboard; }
  right operator()(const consult_call&) const { return right::switchboard; }
  right operator()(const swap_call&) const { return right::switchboard; }
  right operator()(const conference_call&) const { return right::switchboard; }
  right operator()(const complete_transfer&) const { return right::switchboard; }
  right operator()(const cancel_consult&) const { return right::switchboard; }
  right operator()(const park_call&) const { return right::switchboard; }
  right operator()(const pick_up_call&) const { return right::switchboard; }
  right operator()(const camp_on_call&) const { return right::switchboard; }
  right operator()(const note_call&) const { return right::switchboard; }
  right operator()(const dial_call&) const { return right::own_status; }
  right operator()(const pull_back_call&) const { return right::switchboard; }
  right operator()(const add_watch&) const { return right::own_watches; }
  right operator()(const remove_watch&) const { return right::own_watches; }
  right operator()(const dismiss_popup&) const { return right::own_watches; }
  right operator()(const put_contact& x) const {
    return x.shared ? right::shared_phone_book : right::own_contacts;
  }
  right operator()(const remove_contact& x) const {
    return x.shared ? right::shared_phone_book : right::own_contacts;
  }
  right operator()(const put_message_template& x) const {
    return x.global ? right::global_templates : right::send_messages;
  }
  right operator()(const remove_message_template& x) const {
    return x.global ? right::global_templates : right::send_messages;
  }
  right operator()(const choose_message_template&) const { return right::send_messages; }
  right operator()(const send_message&) const { return right::send_messages; }
  right operator()(const cancel_message&) const { return right::send_messages; }
  right operator()(const close_promise&) const { return right::send_messages; }
  right operator()(const set_settings&) const { return right::own_status; }
  right operator()(const put_employee&) const { return right::administer; }
  right operator()(const remove_employee&) const { return right::administer; }
  right operator()(const put_queue&) const { return right::administer; }
  right operator()(const put_user&) const { return right::administer; }
  right operator()(const add_token&) const { return right::administer; }
  right operator()(const remove_token&) const { return right::administer; }
};

struct query_needs {
  right operator()(const search&) const { return right::read_people; }
  right operator()(const find_alternatives&) const { return right::read_people; }
  right operator()(const read_call_log&) const { return right::own_calls; }
  right operator()(const read_caller_history&) const { return right::switchboard; }
  right operator()(const read_call_story&) const { return right::own_calls; }
  right operator()(const read_messages&) const { return right::send_messages; }
  right operator()(const read_imported&) const { return right::administer; }
};

problem forbidden(std::string expected, std::string_view topic) {
  auto result =
    codec::wrong_value("params.topics", std::move(expected), encode(std::string{topic}));
  result.reason = error_reason::forbidden;
  return result;
}

std::optional<problem> own_topic(const principal& who, const std::string& owner, right needed,
                                 std::string_view topic) {
  if (auto refused = missing(who, needed))
    return refused;
  if (who.user && who.user->value == owner)
    return std::nullopt;
  return forbidden("a topic of one's own", topic);
}

std::optional<problem> queue_topic(const principal& who, const std::string& queue,
                                   std::string_view topic) {
  if (auto refused = missing(who, right::read_queue_calls))
    return refused;
  if (contains(who.queues, queue_id{queue}) || has(who, right::administer))
    return std::nullopt;
  return forbidden("a queue of one's own", topic);
}

} // namespace

principal make_principal(const user_record& x) {
  return {.user = x.id,
          .name = x.name,
          .site = x.site,
          .employee = x.employee,
          .queues = x.queues,
          .rights = rights_of(x.roles),
          .sees = audience_of(x.roles)};
}

principal make_principal(const token_record& x) {
  principal result{.token = x.id, .name = x.name, .sees = x.sees};
  // A token reads and never acts, whatever was kept of it.
  for (const auto allowed : read_rights)
    if (contains(x.rights, allowed))
      result.rights.push_back(allowed);
  if (result.sees == audience::unknown)
    result.sees = audience::public_;
  return result;
}

bool same_rights(const principal& a, const principal& b) {
  return a.user == b.user && a.token == b.token && a.site == b.site && a.employee == b.employee &&
         a.queues == b.queues && a.rights == b.rights && a.sees == b.sees;
}

std::vector<right> rights_of(const std::vector<role>& roles) {
  std::vector<right> result;
  for (const auto what : every_right)
    if (std::any_of(roles.begin(), roles.end(), [&](role who) { return gives(who, what); }))
      result.push_back(what);
  return result;
}

std::optional<problem> missing(const principal& who, right needed) {
  if (has(who, needed))
    return std::nullopt;
  return problem{.reason = error_reason::forbidden,
                 .expected = "the right " + word(needed),
                 .got = "a login without it"};
}

right right_for(const command& x, const principal& who) { return std::visit(needs{who}, x); }

right right_for(const query& x) { return std::visit(query_needs{}, x); }

std::optional<problem> may_read(const principal& who, std::string_view topic) {
  if (topic == "health")
    return missing(who, right::read_health);
  const auto slash = topic.find('/');
  const auto kind = topic.substr(0, slash);
  const std::string name{slash == topic.npos ? std::string_view{} : topic.substr(slash + 1)};
  if (valid_id(name)) {
    if (kind == "people")
      return missing(who, right::read_people);
    if (kind == "queues")
      return missing(who, right::read_queues);
    if (kind == "queue")
      return queue_topic(who, name, topic);
    if (kind == "presence" || kind == "statuses")
      return missing(who, right::read_people);
    if (kind == "templates")
      return own_topic(who, name, right::own_status, topic);
    if (kind == "message_book")
      return missing(who, right::send_messages);
    if (kind == "messages" || kind == "promises")
      return own_topic(who, name, right::send_messages, topic);
    if (kind == "phonebook" && name == "shared")
      return missing(who, right::own_contacts);
    if (kind == "phonebook")
      return own_topic(who, name, right::own_contacts, topic);
    if (kind == "log")
      return own_topic(who, name, right::own_calls, topic);
    if (kind == "desk")
      return own_topic(who, name, right::switchboard, topic);
    if (kind == "watchlist")
      return own_topic(who, name, right::own_watches, topic);
    if (kind == "settings")
      return own_topic(who, name, right::own_status, topic);
  }
  auto refused =
    codec::wrong_value("params.topics",
                       "people/{site}, presence/{employee}, statuses/{site}, queues/{site}, "
                       "queue/{queue}, desk/{user}, watchlist/{user}, templates/{user}, "
                       "phonebook/shared, phonebook/{user}, log/{user}, messages/{user}, "
                       "promises/{user}, message_book/{site}, settings/{user} or health",
                       encode(std::string{topic}));
  refused.reason = error_reason::unknown_topic;
  return refused;
}

} // namespace omstilling

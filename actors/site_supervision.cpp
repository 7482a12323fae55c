#include "actors/queue_day.hpp"
#include "actors/road.hpp"
#include "actors/site_state.hpp"

#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

/// `first` is what it begins with that has never kept anything.
template <class Record, class Add>
void restart(site_pointer self, const entity_ref& ref, Add add,
             std::optional<Record> first = std::nullopt) {
  self->request(self->state.env->journal, caf::infinite, load_row{self->state.site.id, ref})
    .then([self, ref, add, first](const loaded_row& row) {
      if (row.state && !*row.state && first) {
        spdlog::warn("{} {} is started anew", word(ref.kind), ref.id);
        return add(*first);
      }
      if (!row.state || !*row.state)
        return spdlog::error("{} {} is not started again: {}", word(ref.kind), ref.id,
                             row.state ? "nothing is kept of it" : message(row.state.error()));
      auto kept = decode_text<Record>(**row.state);
      if (!kept)
        return spdlog::error("{} {} is not started again: {}", word(ref.kind), ref.id,
                             message(kept.error()));
      spdlog::warn("{} {} is started again", word(ref.kind), ref.id);
      add(std::move(*kept));
    });
}

/// Queues and desks that are new hear which calls are theirs.
void hear_all_calls(site_pointer self) {
  for (const auto& [call, actor] : self->state.calls)
    self->send(actor, announce{});
}

/// The queue counts its day anew from the journal, and hears again who waits and who answers.
void restart_queue(site_pointer self, queue_record kept) {
  const auto& st = self->state;
  const auto query = counted_events(st.site.id, st.site.time_zone, st.env->time->now());
  self->request(st.env->journal, caf::infinite, read_history{query})
    .then([self, kept](const history_read& read) {
      const auto& now = self->state;
      add_queue(self, count_day(kept, now.site.time_zone,
                                read.events.value_or(std::vector<stored_event>{})));
      for (const auto& [user, news] : now.agents)
        self->send(self, news);
      hear_all_calls(self);
    });
}

/// What a book holds before anything is put into it.
status_book_record first_book(const site_id& site, const std::string& id) {
  auto own = first_status_book(site);
  constexpr std::string_view of_user = "user:";
  if (!id.starts_with(of_user))
    return own;
  return {.site = site, .user = user_id{id.substr(of_user.size())}, .types = {}, .templates = {}};
}

void start_again(site_pointer self, const entity_ref& ref) {
  auto& st = self->state;
  switch (ref.kind) {
    case entity_kind::employee:
      return restart<employee_record>(self, ref, [self](employee_record x) {
        const auto id = x.id;
        repeat_wishes(self, x);
        add_employee(self, std::move(x));
        for (const auto& [user, news] : self->state.agents)
          if (news.employee == id)
            tell_person(self, news);
        tell_employee_watchers(self, id);
      });
    case entity_kind::queue:
      return restart<queue_record>(self, ref,
                                   [self](queue_record x) { restart_queue(self, std::move(x)); });
    case entity_kind::call:
      return restart<call_record>(self, ref, [self](call_record x) {
        const auto actor = add_call(self, std::move(x));
        self->send(actor, announce{});
        self->send(actor, wake{}); // its deadline runs on
      });
    case entity_kind::desk:
      return restart<desk_record>(
        self, ref,
        [self](desk_record x) {
          const auto person = self->state.logins[x.user].person;
          add_desk(self, restated(self->state, std::move(x)), person);
          hear_all_calls(self);
        },
        st.logins[user_id{ref.id}].desk);
    case entity_kind::watchlist:
      return restart<watchlist_record>(
        self, ref, [self](watchlist_record x) { add_watchlist(self, std::move(x)); });
    case entity_kind::settings:
      return restart<settings_record>(
        self, ref, [self](settings_record x) { add_settings(self, std::move(x)); },
        first_settings(st, user_id{ref.id}));
    case entity_kind::status_book:
      return restart<status_book_record>(
        self, ref, [self](status_book_record x) { add_book(self, std::move(x)); },
        first_book(st.site.id, ref.id));
    case entity_kind::contact: return restart_phone_book(self, ref.id);
    case entity_kind::message_book:
      return restart<message_book_record>(
        self, ref, [self](message_book_record x) { add_message_book(self, std::move(x)); },
        first_message_book(st, ref.id));
    case entity_kind::message: return restart_outbox(self);
    case entity_kind::promise: return restart_promises(self);
    default: spdlog::error("{} {} failed at site {}", word(ref.kind), ref.id, st.site.id.value);
  }
}

void forget(site_pointer self, const entity_ref& ref) {
  auto& st = self->state;
  if (ref.kind == entity_kind::employee) {
    st.employees.erase(employee_id{ref.id});
    st.directory.remove(employee_id{ref.id});
    restate_phones_of(self, employee_id{ref.id});
    hear_calendar(self, calendar_is{employee_id{ref.id}});
  } else if (ref.kind == entity_kind::call) {
    st.calls.erase(call_id{ref.id});
  }
  say_where(self, {ref}, true);
}

/// What the others asked of the PBX last is to go out.
void end_link_when_last(site_pointer self) {
  const auto& st = self->state;
  if (st.link && st.refs.size() == 1 && st.refs.contains(st.link.address()))
    self->send_exit(st.link, *st.ending);
}

} // namespace

void end(site_pointer self, const caf::error& why) {
  auto& st = self->state;
  if (st.ending)
    return;
  st.ending = why;
  close_calendars(self);
  for (const auto& [actor, ref] : st.refs)
    if (!st.link || actor != st.link.address())
      self->send_exit(actor, why);
  end_link_when_last(self);
  end_when_alone(self);
}

void end_when_alone(site_pointer self) {
  auto& st = self->state;
  if (st.ending && st.refs.empty())
    self->quit(*st.ending);
}

void mourn(site_pointer self, const caf::down_msg& x) {
  auto& st = self->state;
  const auto found = st.refs.find(x.source);
  if (st.ending) {
    st.refs.erase(x.source);
    end_link_when_last(self);
    if (st.refs.empty())
      self->send(self, tidy{}); // behind the commands that have come meanwhile: each is answered
    return;
  }
  if (found == st.refs.end())
    return mourn_feed(self, x);
  const auto ref = found->second;
  st.refs.erase(found);
  if (!x.reason || x.reason == caf::exit_reason::user_shutdown)
    return forget(self, ref); // it left because its entity is over
  spdlog::error("{} {} failed: {}", word(ref.kind), ref.id, self->system().render(x.reason));
  if (st.budgets[ref].may_restart(st.env->time->now()))
    return start_again(self, ref);
  if (ref.kind == entity_kind::employee)
    self->send(st.env->directory, directory_free{employee_id{ref.id}, {}});
  spdlog::critical("{} {} fails too often and stays away", word(ref.kind), ref.id);
  self->send(st.env->board, health_news{{.id = word(ref.kind) + ":" + ref.id,
                                         .name = ref.id,
                                         .ok = false,
                                         .problem = "fails too often",
                                         .since = st.env->time->now()}});
}

} // namespace omstilling

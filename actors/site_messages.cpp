#include "actors/message_book_actor.hpp"
#include "actors/outbox_actor.hpp"
#include "actors/promises_actor.hpp"
#include "actors/site_journey.hpp"

#include <caf/typed_response_promise.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace omstilling {

namespace {

logins_are logins_of(const site_state& st) {
  logins_are result;
  for (const auto& [user, login] : st.logins)
    if (login.person)
      result.of[*login.person].push_back(user);
  return result;
}

// --- who can be written to --------------------------------------------------------------

using found_receiver = std::function<void(message_receiver)>;

/// The number that she chose for SMS at any of her logins.
std::string chosen_for_sms(const site_state& st, const employee_id& who) {
  for (const auto& [user, login] : st.logins)
    if (login.person == who && !settings_of(st, user).sms_phone.empty())
      return settings_of(st, user).sms_phone;
  return {};
}

/// Looks up the deputy's name, if there is a deputy of this site.
void with_deputy(site_pointer self, message_receiver found,
                 const std::optional<employee_id>& deputy, const found_receiver& then) {
  const auto actor = deputy ? find_in(self->state.employees, *deputy) : employee_actor{};
  if (!actor)
    return then(std::move(found));
  self->request(actor, patience, ask_person{})
    .then(
      [found, then](const person_now& x) mutable {
        found.deputy = stand_in{x.who.id, x.who.name};
        then(std::move(found));
      },
      [found, then](const caf::error&) { then(found); });
}

void find_here(site_pointer self, const employee_id& who, const found_receiver& then) {
  const auto actor = find_in(self->state.employees, who);
  if (!actor)
    return then({});
  self->request(actor, patience, ask_person{})
    .then(
      [self, who, then](const person_now& x) {
        with_deputy(self, receiver_of(x.who, chosen_for_sms(self->state, who)), x.who.deputy, then);
      },
      [then](const caf::error&) { then({}); });
}

/// Here, else by way of the door at another site.
void find_anywhere(site_pointer self, const std::optional<employee_id>& who,
                   const found_receiver& then) {
  const auto& st = self->state;
  if (!who)
    return then({});
  if (st.employees.contains(*who) || !st.door)
    return find_here(self, *who, then);
  self->request(st.door, patience, ask_receiver{*who})
    .then([then](const message_receiver& x) { then(x); }, [then](const caf::error&) { then({}); });
}

void post(site_pointer self, const journey& x, const send_message& asked) {
  find_anywhere(self, x.who.employee, [self, x, asked](const message_receiver& own) {
    const message_sender from{.site = self->state.site.id,
                              .user = *x.who.user,
                              .name = x.who.name,
                              .employee = x.who.employee,
                              .email = own.email};
    find_anywhere(self, asked.receiver, [self, x, from](const message_receiver& to) {
      auto& st = self->state;
      const auto id = make_message_id(st.site.id, st.epoch, ++st.messages_made);
      ask_owner(self, st.outbox, post_message{{x.who, x.what, x.mark}, id, from, to}, x.then);
    });
  });
}

/// Rows of one kind, for what starts again with all of them; one that does not fit is left out.
template <class Record, class Add>
void load_again(site_pointer self, entity_kind kind, Add add) {
  self->request(self->state.env->journal, caf::infinite, load_rows{self->state.site.id, kind})
    .then([self, kind, add](const loaded_rows& rows) {
      if (!rows.states)
        return spdlog::error("the {}s of {} are not started again: {}", word(kind),
                             self->state.site.id.value, message(rows.states.error()));
      std::vector<Record> kept;
      for (const auto& text : *rows.states)
        if (auto record = decode_text<Record>(text))
          kept.push_back(std::move(*record));
        else
          spdlog::error("a {} of {} does not fit: {}", word(kind), self->state.site.id.value,
                        message(record.error()));
      spdlog::warn("the {}s of {} are started again", word(kind), self->state.site.id.value);
      add(std::move(kept));
    });
}

} // namespace

// --- what lives here ------------------------------------------------------------------------

void add_outbox(site_pointer self, std::vector<message_record> kept) {
  auto& st = self->state;
  show(self, shown_messages(kept));
  st.outbox = supervise(self,
                        spawn_outbox(self->system(), st.env, caf::actor_cast<site_actor>(self),
                                     {st.site.id, st.carried_by, std::move(kept)}),
                        {entity_kind::message, "outbox"});
}

void add_promises(site_pointer self, std::vector<promise_record> kept) {
  auto& st = self->state;
  promises_start start{st.site.id, std::move(kept), logins_of(st)};
  show(self, shown_promises(start, st.env->time->now()));
  st.promises = supervise(
    self,
    spawn_promises(self->system(), st.env, caf::actor_cast<site_actor>(self), std::move(start)),
    {entity_kind::promise, "promises"});
}

void add_message_book(site_pointer self, message_book_record kept) {
  auto& st = self->state;
  const auto id = message_book_id(kept);
  if (!kept.user)
    st.message_templates = {
      std::make_shared<const std::vector<message_template_view>>(kept.templates)};
  show(self, shown_message_book(kept));
  const auto own = caf::actor_cast<site_actor>(self);
  st.message_books[id] =
    supervise(self, spawn_message_book(self->system(), st.env, own, std::move(kept)),
              {entity_kind::message_book, id});
}

message_book_record first_message_book(const site_state& st, const std::string& id) {
  constexpr std::string_view of_user = "user:";
  if (!id.starts_with(of_user))
    return first_message_book(st.site.id);
  return first_message_book(st.site.id, user_id{id.substr(of_user.size())},
                            *st.message_templates.templates);
}

void add_message_books(site_pointer self, std::vector<message_book_record> kept) {
  const auto own = std::find_if(kept.begin(), kept.end(), [](const auto& x) { return !x.user; });
  add_message_book(self, own == kept.end() ? first_message_book(self->state.site.id) : *own);
  for (auto& x : kept)
    if (x.user)
      add_message_book(self, std::move(x));
}

/// What a login without a book of its own takes unless it says otherwise.
void show_first_defaults(site_pointer self, const user_id& user) {
  const auto& st = self->state;
  const auto first = first_message_book(st.site.id, user, *st.message_templates.templates);
  if (!st.message_books.contains(message_book_id(first)))
    show(self, shown_message_book(first));
}

void restart_outbox(site_pointer self) {
  load_again<message_record>(self, entity_kind::message, [self](std::vector<message_record> kept) {
    add_outbox(self, std::move(kept));
  });
}

void restart_promises(site_pointer self) {
  load_again<promise_record>(self, entity_kind::promise, [self](std::vector<promise_record> kept) {
    add_promises(self, std::move(kept));
  });
}

// --- what is heard --------------------------------------------------------------------------

void hear_message_templates(site_pointer self, const message_templates_are& x) {
  auto& st = self->state;
  st.message_templates = x;
  for (const auto& [id, book] : st.message_books)
    if (id.starts_with("user:"))
      self->send(book, x);
  for (const auto& [user, login] : st.logins)
    show_first_defaults(self, user);
}

void hear_promise_news(site_pointer self, const promise_to_tell& x) {
  const auto& whom = x.whom;
  std::vector<user_id> users;
  for (const auto& [user, login] : self->state.logins)
    if (user != whom.except &&
        (user == whom.user || (whom.employee && login.person == whom.employee)))
      users.push_back(user);
  for (const auto& user : users)
    self->send(watchlist_of(self, user), promise_popup{whom.what, x.about});
}

void restate_promise_readers(site_pointer self) {
  if (self->state.promises)
    self->send(self->state.promises, logins_of(self->state));
}

caf::result<message_receiver> find_receiver(site_pointer self, const employee_id& who) {
  auto asker = self->make_response_promise<message_receiver>();
  find_here(self, who, [asker](message_receiver x) mutable { asker.deliver(std::move(x)); });
  return asker;
}

// --- commands -------------------------------------------------------------------------------

void to_messages(site_pointer self, const journey& x) {
  const auto& st = self->state;
  if (!x.who.user || !st.logins.contains(*x.who.user))
    return x.then(tl::unexpected(
      problem{.reason = error_reason::forbidden, .detail = "this login has no messages"}));
  if (const auto* asked = std::get_if<send_message>(&x.what))
    return post(self, x, *asked);
  if (std::holds_alternative<close_promise>(x.what))
    return ask_owner(self, st.promises, ask{x.who, x.what, x.mark}, x.then);
  ask_owner(self, st.outbox, ask{x.who, x.what, x.mark}, x.then);
}

void to_message_book(site_pointer self, const journey& x, bool of_site) {
  auto& st = self->state;
  if (!of_site && (!x.who.user || !st.logins.contains(*x.who.user)))
    return x.then(tl::unexpected(
      problem{.reason = error_reason::forbidden, .detail = "this login has no templates"}));
  const auto id = of_site ? "site:" + st.site.id.value : "user:" + x.who.user->value;
  if (!st.message_books.contains(id))
    add_message_book(self, first_message_book(st, id));
  ask_owner(self, st.message_books.at(id), ask{x.who, x.what, x.mark}, x.then,
            st.message_templates);
}

} // namespace omstilling

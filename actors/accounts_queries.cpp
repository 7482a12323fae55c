#include "actors/accounts_state.hpp"
#include "services/history/call_questions.hpp"

#include <utility>

namespace omstilling {

namespace {

tl::expected<presence_reading, problem> reading_of(const accounts_state& st,
                                                   const presence_request& asked,
                                                   const time_window& window,
                                                   const presence_now& found) {
  if (found.who.id.empty())
    return refuse_asker(error_reason::unknown_employee, "employee", "an employee", asked.who.value);
  return presence_reading{.who = found.who,
                          .taken = times_taken(found.who, found.agenda, *found.types, window),
                          .window = window,
                          .at = st.env->time->now()};
}

bool is_for_directory(const query& x) {
  return std::holds_alternative<search>(x) || std::holds_alternative<find_alternatives>(x) ||
         std::holds_alternative<read_imported>(x);
}

template <class Asked>
concept asks_for_calls = requires(const Asked& asked, const principal& who) {
  reading_for(asked, who);
};

/// Of calls that are over the journal knows.
template <asks_for_calls Asked>
void ask_journal(accounts_pointer self, const door_query& x, const Asked& asked) {
  auto reading = reading_for(asked, x.who);
  if (!reading)
    return x.then(tl::unexpected(std::move(reading.error())));
  self->request(self->state.env->journal, caf::infinite, read_calls{std::move(*reading)})
    .then(
      [x, asked](const calls_read& found) {
        x.then(found.calls ? answer_of(asked, x.who, *found.calls)
                           : tl::unexpected(found.calls.error()));
      },
      [then = x.then](const caf::error&) {
        then(refuse_asker(error_reason::storage_unavailable));
      });
}

void ask_messages_of(accounts_pointer self, const door_query& x, const read_messages& asked) {
  auto& st = self->state;
  if (!x.who.user || !is_site(st, x.who.site))
    return x.then(tl::unexpected(
      problem{.reason = error_reason::forbidden, .detail = "this login has no messages"}));
  if (is_elsewhere(st, x.who.site))
    return self->send(st.nodes, owner_query{x.who.site, x});
  if (auto refusal = not_here(st, x.who.site))
    return x.then(tl::unexpected(std::move(*refusal)));
  self->request(st.sites.at(x.who.site), caf::infinite, ask_messages{*x.who.user, asked})
    .then(
      [then = x.then](const messages_now& read) {
        if (read.found)
          then(query_result{*read.found});
        else
          then(tl::unexpected(read.found.error()));
      },
      [then = x.then](const caf::error&) { then(refuse_asker(error_reason::try_later)); });
}

} // namespace

void read_presence(accounts_pointer self, const presence_wish& x) {
  auto& st = self->state;
  const auto who = current(st, x.who);
  if (!who)
    return x.then(refuse_asker(error_reason::not_authenticated));
  if (auto refusal = missing(*who, right::read_people))
    return x.then(tl::unexpected(std::move(*refusal)));
  const auto window = window_asked(x.asked.from, x.asked.to, st.env->time->now());
  if (!window)
    return x.then(tl::unexpected(window.error()));
  const auto home = home_of(st, entity_kind::employee, x.asked.who.value);
  if (!home)
    return x.then(reading_of(st, x.asked, *window, {}));
  if (is_elsewhere(st, *home))
    return self->send(st.nodes, owner_presence{*home, x});
  if (auto refusal = not_here(st, *home))
    return x.then(tl::unexpected(std::move(*refusal)));
  self
    ->request(st.sites.at(*home), caf::infinite,
              ask_presence_of{x.asked.who, {who->sees, window->from, window->to}})
    .then([self, x, window = *window](
            const presence_now& found) { x.then(reading_of(self->state, x.asked, window, found)); },
          // She left, or is being started again.
          [then = x.then](const caf::error&) { then(refuse_asker(error_reason::try_later)); });
}

caf::result<message_receiver> find_receiver(accounts_pointer self, const ask_receiver& x) {
  const auto& st = self->state;
  const auto home = home_of(st, entity_kind::employee, x.who.value);
  if (!home)
    return message_receiver{};
  if (is_elsewhere(st, *home))
    return self->delegate(st.nodes, owner_receiver{*home, x.who});
  if (!st.sites.contains(*home))
    return caf::make_error(caf::sec::request_receiver_down); // the asker says to try later
  return self->delegate(st.sites.at(*home), x);
}

void pass_query(accounts_pointer self, door_query x) {
  auto who = current(self->state, x.who);
  if (!who)
    return x.then(refuse_asker(error_reason::not_authenticated));
  x.who = std::move(*who);
  if (auto refusal = missing(x.who, right_for(x.asked)))
    return x.then(tl::unexpected(std::move(*refusal)));
  if (is_for_directory(x.asked))
    return self->send(self->state.env->directory, std::move(x));
  if (const auto* asked = std::get_if<read_messages>(&x.asked))
    return ask_messages_of(self, x, *asked);
  std::visit(
    [&](const auto& asked) {
      if constexpr (asks_for_calls<std::decay_t<decltype(asked)>>)
        ask_journal(self, x, asked);
      else
        x.then(
          tl::unexpected(problem{.reason = error_reason::not_supported,
                                 .detail = std::string{std::decay_t<decltype(asked)>::method}}));
    },
    x.asked);
}

caf::result<person_now> find_person(accounts_pointer self, const employee_id& who) {
  const auto& st = self->state;
  const auto home = home_of(st, entity_kind::employee, who.value);
  if (!home || !st.sites.contains(*home))
    return person_now{};
  return self->delegate(st.sites.at(*home), who);
}

} // namespace omstilling

#include "actors/site_actions.hpp"
#include "actors/site_journey.hpp"

#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

// --- people, queues, desks ---------------------------------------------------------

/// A phone number that another has already would make two lamps fight over one phone.
std::optional<problem> taken_number(const numbers& directory, const employee_record& x) {
  for (std::size_t i = 0; i < x.phones.size(); ++i) {
    const auto* owner = directory.find(x.phones[i].number);
    if (owner && (!owner->employee || *owner->employee != x.id))
      return problem{.reason = error_reason::already_exists,
                     .path = "params.phones[" + std::to_string(i) + "].number",
                     .expected = "a number that nobody has",
                     .got = x.phones[i].number,
                     .who = owner->name};
  }
  return std::nullopt;
}

/// Phones that an import did not bring stay hers.
std::vector<phone> phones_after(const numbers& directory, const put_employee& asked,
                                const employee_record& made) {
  auto result = made.phones;
  if (asked.imported_from)
    for (const auto& number : directory.all(asked.id))
      if (const auto* had = directory.find(number);
          had && std::none_of(result.begin(), result.end(),
                              [&](const phone& x) { return x.number == number; }))
        result.push_back({.id = had->phone, .number = number, .kind = had->kind});
  return result;
}

void put(site_pointer self, const journey& x, const put_employee& asked) {
  auto& st = self->state;
  auto record = make_employee(asked, nullptr);
  if (!record)
    return x.then(tl::unexpected(record.error()));
  if (auto taken = taken_number(st.directory, *record))
    return x.then(tl::unexpected(std::move(*taken)));
  if (auto wrong = wrong_calendar(st, record->calendar))
    return x.then(tl::unexpected(std::move(*wrong)));
  const bool fresh = !st.employees.contains(asked.id);
  const auto owner =
    fresh ? adopt_employee(self, {.id = asked.id, .site = asked.site}) : st.employees.at(asked.id);
  st.directory.put(asked.id, record->name, phones_after(st.directory, asked, *record));
  ask_owner(self, owner, ask{x.who, x.what, x.mark},
            [self, fresh, id = asked.id, owner,
             then = x.then](const tl::expected<command_result, problem>& result) {
              if (!result && fresh)
                self->send_exit(owner, caf::exit_reason::user_shutdown);
              if (result && fresh && self->state.door)
                self->send(self->state.door,
                           located{self->state.site.id, {{entity_kind::employee, id.value}}});
              then(result);
            });
}

void put(site_pointer self, const journey& x, const put_queue& asked) {
  auto& st = self->state;
  const auto record = make_queue(asked);
  if (!record)
    return x.then(tl::unexpected(record.error()));
  const auto* owner = st.directory.find(record->number);
  if (owner && (!owner->queue || *owner->queue != record->id))
    return x.then(tl::unexpected(problem{.reason = error_reason::already_exists,
                                         .path = "params.number",
                                         .expected = "a number that nobody has",
                                         .got = record->number,
                                         .who = owner->name}));
  if (!st.queues.contains(asked.id))
    add_queue(self, queue{*record, st.site.time_zone});
  st.queue_records[asked.id] = *record;
  st.directory.put(record->id, record->name, record->number);
  ask_owner(self, st.queues.at(asked.id), ask{x.who, x.what, x.mark}, x.then);
}

void to_desk_of(site_pointer self, const journey& x) {
  const auto owner = x.who.user ? find_in(self->state.desks, *x.who.user) : desk_actor{};
  if (!owner)
    return x.then(tl::unexpected(
      problem{.reason = error_reason::forbidden, .detail = "this login has no desk"}));
  ask_owner(self, owner, ask{x.who, x.what, x.mark}, x.then);
}

// --- calls ------------------------------------------------------------------------------

/// How often "the longest waiting call" is asked for anew when a colleague was quicker.
constexpr int most_tries = 5;

std::optional<call_id> named_call(const command& what) {
  return std::visit(
    [](const auto& x) -> std::optional<call_id> {
      if constexpr (requires { x.call; })
        return x.call;
      else
        return std::nullopt;
    },
    what);
}

/// A slot that was set aside for a call that is not parked after all.
void release_slot(site_pointer self, const call_action& refused) {
  if (const auto* const asked = std::get_if<call_input::park>(&refused))
    self->state.slots.erase(asked->slot);
}

void to_meant_call(site_pointer self, const journey& x, const meant_call& meant, int tries);

void on_call(site_pointer self, const journey& x, const meant_call& meant, const call_id& id,
             int tries) {
  auto& st = self->state;
  const auto owner = find_in(st.calls, id);
  if (!owner)
    return x.then(tl::unexpected(not_known(error_reason::unknown_call, "params.call", id.value)));
  const auto action = action_of(st, x, id, meant.desk);
  if (!action)
    return x.then(tl::unexpected(action.error()));
  const bool any_would_do = !named_call(x.what) && std::holds_alternative<answer_call>(x.what);
  ask_owner(self, owner, ask_call{x.who, *action, x.mark},
            [self, x, meant, any_would_do, tries,
             action](const tl::expected<command_result, problem>& result) {
              if (!result && any_would_do && result.error().reason == error_reason::already_taken &&
                  tries > 1)
                return to_meant_call(self, x, meant, tries - 1);
              if (!result)
                release_slot(self, *action);
              x.then(result);
            });
}

/// The call that was named, else the one that the desk means, else the queue's longest waiting one.
void to_meant_call(site_pointer self, const journey& x, const meant_call& meant, int tries) {
  if (const auto named = named_call(x.what))
    return on_call(self, x, meant, *named, 1);
  if (!meant.call)
    return x.then(tl::unexpected(meant.call.error()));
  if (*meant.call)
    return on_call(self, x, meant, **meant.call, 1);
  const auto queue = meant.queue ? find_in(self->state.queues, *meant.queue) : queue_actor{};
  if (!queue)
    return x.then(tl::unexpected(not_known(error_reason::unknown_queue, "", "no queue is chosen")));
  self->request(queue, caf::infinite, ask_next_call{})
    .then([self, x, meant, tries](const next_call& next) {
      if (!next.call)
        return x.then(tl::unexpected(
          problem{.reason = error_reason::wrong_state, .detail = "no call is waiting"}));
      on_call(self, x, meant, *next.call, tries);
    });
}

void to_call_of(site_pointer self, const journey& x);

bool refused_without_link(const site_state& st, const journey& x) {
  if (!st.link_up)
    x.then(
      tl::unexpected(problem{.reason = error_reason::pbx_unavailable, .detail = st.site.name}));
  return !st.link_up;
}

/// The one that rings at this person.
std::optional<call_id> ringing_at(const site_state& st, const employee_id& who) {
  const auto* const number = st.directory.primary(who);
  const auto found = number ? st.ringing.find(*number) : st.ringing.end();
  return found == st.ringing.end() ? std::nullopt : std::optional{found->second};
}

void pick_up(site_pointer self, const journey& x, const pick_up_call& asked) {
  const auto& st = self->state;
  if (asked.call.has_value() == asked.employee.has_value())
    return x.then(tl::unexpected(problem{.reason = error_reason::invalid_params,
                                         .path = "params",
                                         .expected = "call or employee",
                                         .got = asked.call ? "both" : "neither"}));
  if (asked.employee && !st.employees.contains(*asked.employee))
    return x.then(tl::unexpected(
      not_known(error_reason::unknown_employee, "params.employee", asked.employee->value)));
  const auto call = asked.call ? asked.call : ringing_at(st, *asked.employee);
  if (!call)
    return x.then(tl::unexpected(
      problem{.reason = error_reason::wrong_state, .detail = "nothing rings there"}));
  auto named = x;
  named.what = pick_up_call{.call = call};
  to_call_of(self, named);
}

/// The phone that is rung first when this one calls.
destination own_phone(const site_state& st, const principal& who) {
  destination result{.who = {.name = who.name, .employee = who.employee},
                     .endpoint = own_phone_of(st, who.user)};
  result.who.number = result.endpoint;
  if (who.user && st.desks.contains(*who.user))
    result.user = who.user;
  result.headset = settings_of(st, who.user).headset; // also of one without a desk
  return own_route(st, std::move(result));
}

void dial(site_pointer self, const journey& x, const dial_call& asked) {
  const auto& st = self->state;
  if (refused_without_link(st, x))
    return;
  if (auto refusal = refused_callback(settings_of(st, x.who.user)))
    return x.then(tl::unexpected(std::move(*refusal)));
  const auto from = own_phone(st, x.who);
  if (from.endpoint.empty())
    return x.then(
      tl::unexpected(not_known(error_reason::unknown_phone, "", "this login has no phone")));
  const auto to = target_of(st, {asked.employee, asked.number, x.to});
  if (!to)
    return x.then(tl::unexpected(to.error()));
  if (to->endpoint == from.endpoint)
    return x.then(tl::unexpected(problem{.reason = error_reason::invalid_params,
                                         .path = "params",
                                         .expected = "another phone than one's own",
                                         .got = to->endpoint}));
  call_record made{.direction = to->kind == endpoint_kind::outside ? call_direction::outbound
                                                                   : call_direction::internal,
                   .called = to->endpoint};
  note_called(self, x.who.user, to->who);
  const auto id = begin_call(self, std::move(made), call_input::dial{from, *to, {}});
  x.then(command_result{.call = id});
}

void to_call_of(site_pointer self, const journey& x) {
  auto& st = self->state;
  // Notes need no telephone.
  if (!std::holds_alternative<note_call>(x.what) && refused_without_link(st, x))
    return;
  const auto desk = x.who.user ? find_in(st.desks, *x.who.user) : desk_actor{};
  if (!desk)
    return x.then(tl::unexpected(
      problem{.reason = error_reason::forbidden, .detail = "this login has no desk"}));
  self->request(desk, caf::infinite, which_call{x.who, x.what})
    .then([self, x](const meant_call& meant) { to_meant_call(self, x, meant, most_tries); },
          [then = x.then](const caf::error&) {
            then(tl::unexpected(problem{.reason = error_reason::try_later}));
          });
}

// --- all -----------------------------------------------------------------------------------

void route(site_pointer self, journey x) {
  const command what = x.what;
  std::visit(
    [&](const auto& body) {
      using asked = std::decay_t<decltype(body)>;
      if constexpr (std::is_same_v<asked, put_employee> || std::is_same_v<asked, put_queue>)
        put(self, x, body);
      else if constexpr (std::is_same_v<asked, dial_call>)
        dial(self, x, body);
      else if constexpr (std::is_same_v<asked, pick_up_call>)
        pick_up(self, x, body);
      else if constexpr (requires { body.call; })
        to_call_of(self, x);
      else if constexpr (requires { employee_id{body.employee}; })
        ask_employee(self, x, body.employee);
      else if constexpr (std::is_same_v<asked, choose_queue> ||
                         std::is_same_v<asked, set_agent_state>)
        to_desk_of(self, x);
      else if constexpr (std::is_same_v<asked, add_watch> || std::is_same_v<asked, remove_watch> ||
                         std::is_same_v<asked, dismiss_popup>)
        to_watchlist(self, x);
      else if constexpr (std::is_same_v<asked, set_settings>)
        to_settings(self, x);
      else if constexpr (std::is_same_v<asked, put_status_type> ||
                         std::is_same_v<asked, remove_status_type>)
        to_book(self, x, true);
      else if constexpr (std::is_same_v<asked, put_template> ||
                         std::is_same_v<asked, remove_template>)
        to_book(self, x, body.global);
      else if constexpr (std::is_same_v<asked, put_contact> ||
                         std::is_same_v<asked, remove_contact>)
        to_phone_book(self, x, body.shared);
      else if constexpr (std::is_same_v<asked, put_message_template> ||
                         std::is_same_v<asked, remove_message_template>)
        to_message_book(self, x, body.global);
      else if constexpr (std::is_same_v<asked, choose_message_template>)
        to_message_book(self, x, false);
      else if constexpr (std::is_same_v<asked, send_message> ||
                         std::is_same_v<asked, cancel_message> ||
                         std::is_same_v<asked, close_promise>)
        to_messages(self, x);
      else
        x.then(tl::unexpected(
          problem{.reason = error_reason::not_supported, .detail = std::string{asked::method}}));
    },
    what);
}

/// The same command again while it is under way waits for the same answer.
void answer_all(site_pointer self, const std::string& key,
                const tl::expected<command_result, problem>& result) {
  const auto waiting = self->state.under_way.extract(key);
  if (waiting.empty())
    return;
  for (const auto& x : waiting.mapped())
    x.then(result);
}

} // namespace

void carry_out(site_pointer self, const door_command& x) {
  auto& st = self->state;
  if (st.ending)
    return x.then(
      tl::unexpected(problem{.reason = error_reason::try_later, .detail = "the site is ending"}));
  if (auto refusal = missing(x.who, right_for(x.asked, x.who)))
    return x.then(tl::unexpected(*refusal));
  if (!x.key || !x.who.user)
    return route(self, {x.who, x.asked, std::nullopt, x.then, x.to});
  receipt mark{.user = *x.who.user,
               .key = *x.key,
               .asked = command_text(x.asked),
               .at = st.env->time->now(),
               .result = {}};
  const auto earlier = st.done.find(mark.user, mark.key, mark.asked, mark.at);
  if (!earlier)
    return x.then(tl::unexpected(earlier.error()));
  if (*earlier)
    return x.then(**earlier);
  const auto key = mark.user.value + '\0' + mark.key.value + '\0' + mark.asked;
  auto& waiting = st.under_way[key];
  waiting.push_back(x);
  if (waiting.size() > 1)
    return;
  route(self, {x.who, x.asked, mark,
               [self, mark, key](const tl::expected<command_result, problem>& result) mutable {
                 if (result) {
                   mark.result = *result;
                   self->state.done.add(std::move(mark));
                 }
                 answer_all(self, key, result);
               },
               x.to});
}

} // namespace omstilling

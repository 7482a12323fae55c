#include "actors/site_state.hpp"

#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

/// Codes that a phone of the house may dial (B1.3, B1.5).
constexpr std::string_view dials_slot = "*7";
constexpr std::string_view dials_pick_up = "*8";

call_record record_of(const pbx::leg_arrived& x) {
  return {.called = x.called,
          .show_in_switchboard = x.show_in_switchboard,
          .origin = x.origin,
          .caller_leg = x.leg,
          .arrived_legs = {x.leg},
          .overflowed_from = {},
          .attempts = {},
          .waits_for = {},
          .notes = {}};
}

/// The call that is parked, or rings, where the dialled code says.
std::optional<call_id> meant_by_code(const site_state& st, const std::string& dialled) {
  const auto find = [&](const auto& calls, std::string_view code) -> std::optional<call_id> {
    const auto found =
      dialled.starts_with(code) ? calls.find(dialled.substr(code.size())) : calls.end();
    return found == calls.end() ? std::nullopt : std::optional{found->second};
  };
  const auto parked = find(st.slots, dials_slot);
  return parked ? parked : find(st.ringing, dials_pick_up);
}

void hear_code(site_pointer self, const pbx::leg_arrived& x, const destination& who) {
  auto& st = self->state;
  const auto call = meant_by_code(st, x.called);
  const auto found = call ? st.calls.find(*call) : st.calls.end();
  if (found == st.calls.end())
    return order_pbx(self, pbx::hang_up{x.leg, leg_cause::unreachable});
  st.arrived_legs[x.leg] = *call;
  self->send(found->second, call_fact{call_input::join{x.leg, who}});
}

void begin_in_queue(site_pointer self, call_record made, const queue_record& queue) {
  made.queue = queue.id;
  made.greeting = queue.greeting;
  begin_call(self, std::move(made), call_input::start{});
}

/// Dialled at a phone of the house: a queue, a colleague, a number outside, or a code.
void hear_dialled(site_pointer self, const pbx::leg_arrived& x) {
  auto& st = self->state;
  const auto number = normal_number(x.called);
  destination from{.who = known_as(st, {.number = x.from_phone}), .endpoint = x.from_phone};
  if (const auto desk = st.desk_phones.find(x.from_phone); desk != st.desk_phones.end())
    from.user = desk->second;
  from = as_set(st, std::move(from));
  if (!number)
    return order_pbx(self, pbx::hang_up{x.leg, leg_cause::unreachable});
  if (number->starts_with('*'))
    return hear_code(self, x, from);
  auto made = record_of(x);
  made.direction = call_direction::internal;
  made.caller = from.who;
  if (const auto* const queue = queue_of(st, *number))
    return begin_in_queue(self, std::move(made), *queue);
  const auto to = route_to(st, *number);
  if (to.kind == endpoint_kind::outside)
    made.direction = call_direction::outbound;
  if (!from.user)
    return void(begin_call(self, std::move(made), call_input::start{to}));
  // A receptionist serves whom she calls: he is the one to be held and put through.
  made.caller_leg = {};
  note_called(self, from.user, to.who);
  begin_call(self, std::move(made), call_input::dial{from, to, x.leg});
}

/// From another site, for somebody here: who does not answer goes back to whoever sent the caller
/// here, not to this site's reception.
void hear_site(site_pointer self, const pbx::leg_arrived& x) {
  auto& st = self->state;
  auto made = record_of(x);
  made.direction = call_direction::internal;
  made.caller = known_as(st, x.caller);
  const auto number = normal_number(x.called);
  const auto* const queue = number ? queue_of(st, *number) : nullptr;
  const auto* const owner = number ? st.directory.find(*number) : nullptr;
  if (queue)
    return begin_in_queue(self, std::move(made), *queue);
  if (!owner || !owner->employee)
    return order_pbx(self, pbx::hang_up{x.leg, leg_cause::unreachable});
  begin_call(self, std::move(made), call_input::start{route_to(st, *number)});
}

} // namespace

/// From outside: the queue or the person whose number it is, else the site's most important queue,
/// so that nobody who dials us is lost.
void hear_arrival(site_pointer self, const pbx::leg_arrived& x) {
  auto& st = self->state;
  if (!x.from_phone.empty())
    return hear_dialled(self, x);
  if (x.from_site)
    return hear_site(self, x);
  auto made = record_of(x);
  made.caller = known_as(st, x.caller);
  const auto* const home = main_queue(st);
  if (home)
    made.home = home->id;
  const auto* queue = queue_of(st, x.called);
  const auto* const owner = st.directory.find(x.called);
  if (!queue && owner && owner->employee)
    return void(begin_call(self, std::move(made), call_input::start{route_to(st, x.called)}));
  queue = queue ? queue : home;
  if (!queue) {
    spdlog::warn("{}: a call to {} finds no queue and is refused", st.site.id.value, x.called);
    return order_pbx(self, pbx::hang_up{x.leg, leg_cause::unreachable});
  }
  begin_in_queue(self, std::move(made), *queue);
}

} // namespace omstilling

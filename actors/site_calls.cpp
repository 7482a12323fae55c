#include "actors/call_actor.hpp"
#include "actors/road.hpp"
#include "actors/site_state.hpp"
#include "services/calls/call_ids.hpp"

#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

void to_owner(site_pointer self, const leg_id& leg, call_action what, bool answered = false) {
  auto& st = self->state;
  const auto arrived = st.arrived_legs.find(leg);
  const auto id = arrived != st.arrived_legs.end() ? std::optional{arrived->second} : call_of(leg);
  const auto found = id ? st.calls.find(*id) : st.calls.end();
  if (found != st.calls.end())
    return self->send(found->second, call_fact{std::move(what)});
  // Nobody owns the leg any more: it must not stay.
  if (answered)
    order_pbx(self, pbx::hang_up{leg, leg_cause::answered_elsewhere});
}

std::optional<call_id> owner_of(const site_state& st, const leg_id& x) {
  const auto arrived = st.arrived_legs.find(x);
  const auto id = arrived != st.arrived_legs.end() ? std::optional{arrived->second} : call_of(x);
  return id && st.calls.contains(*id) ? id : std::nullopt;
}

/// A phone joins its two calls: the one it talks in last gives its party to the first.
void hear_joining(site_pointer self, const leg_id& leg, const leg_id& other) {
  const auto stays = owner_of(self->state, leg);
  const auto gives = owner_of(self->state, other);
  if (stays && gives && *stays != *gives)
    self->send(self->state.calls.at(*gives), call_fact{call_input::give{other, *stays, leg}});
}

void tell_of_turn(site_pointer self, const camp_turn& turn) {
  if (const auto found = self->state.calls.find(turn.call); found != self->state.calls.end())
    self->send(found->second, call_fact{call_input::phone_free{turn.number}});
}

void hear_device(site_pointer self, const pbx::device_changed& x) {
  auto& st = self->state;
  const phone_seen seen{x.number, x.reach, x.activity};
  st.devices[x.number] = seen;
  if (const auto turn = st.camped.phone(x.number, x.reach, x.activity))
    tell_of_turn(self, *turn);
  const auto* const owner = st.directory.find(x.number);
  if (!owner || !owner->employee)
    return;
  if (const auto found = st.employees.find(*owner->employee); found != st.employees.end())
    self->send(found->second, seen);
}

std::optional<call_id> owner_of(const site_state& st, const bridge_id& x) {
  const auto end = x.value.rfind(".b");
  const call_id id{end == std::string::npos ? std::string{} : x.value.substr(0, end)};
  return st.calls.contains(id) ? std::optional{id} : std::nullopt;
}

/// A leg of a call that is over, or one that came while we were away.
void hear_stray(site_pointer self, const pbx::leg_now& x) {
  if (x.arrival)
    return hear_arrival(self, *x.arrival);
  order_pbx(self, pbx::hang_up{x.leg, leg_cause::cancelled});
}

/// Each call hears what is left of it, and what is nobody's is taken care of.
void hear_link_up(site_pointer self, const pbx::link_up& x) {
  auto& st = self->state;
  st.link_up = true;
  std::unordered_map<call_id, call_input::adopt> found;
  for (const auto& [id, actor] : st.calls)
    found[id] = {};
  for (const auto& bridge : x.bridges)
    if (const auto owner = owner_of(st, bridge))
      found[*owner].bridges.push_back(bridge);
    else
      order_pbx(self, pbx::destroy_bridge{bridge});
  std::vector<pbx::leg_now> strays;
  for (const auto& leg : x.legs)
    if (const auto owner = owner_of(st, leg.leg))
      found[*owner].legs.push_back(leg);
    else
      strays.push_back(leg);
  for (auto& [id, adopted] : found)
    if (!x.partial || !adopted.legs.empty())
      self->send(st.calls.at(id), call_fact{std::move(adopted)});
  for (const auto& leg : strays)
    hear_stray(self, leg);
  for (const auto& device : x.devices)
    hear_device(self, device);
}

void hear_link_down(site_pointer self) {
  auto& st = self->state;
  st.link_up = false;
  for (const auto& [number, seen] : st.devices)
    st.camped.phone(number, phone_reach::unknown, phone_activity::unknown);
  st.devices.clear();
  for (const auto& [id, actor] : st.employees)
    self->send(actor, phones_unknown{});
}

} // namespace

void order_pbx(site_pointer self, pbx::order what) {
  if (self->state.link)
    self->send(self->state.link, pbx_orders{{std::move(what)}});
}

call_actor add_call(site_pointer self, call_record kept) {
  auto& st = self->state;
  const auto id = kept.id;
  for (const auto& leg : kept.arrived_legs)
    st.arrived_legs[leg] = id;
  const auto own = caf::actor_cast<site_actor>(self);
  return st.calls[id] =
           supervise(self, spawn_call(self->system(), st.env, own, st.link, std::move(kept)),
                     {entity_kind::call, id.value});
}

namespace {

/// Of whom the house has to be told who he is.
party to_be_named(const call_record& made, const call_action& how) {
  if (const auto* const x = std::get_if<call_input::dial>(&how))
    return x->to.who;
  const auto* const x = std::get_if<call_input::start>(&how);
  const bool out = made.direction == call_direction::outbound && x && x->to;
  return out ? x->to->who : made.caller;
}

} // namespace

call_id begin_call(site_pointer self, call_record made, call_action how) {
  auto& st = self->state;
  made.id = make_call_id(st.site.id, st.epoch, ++st.calls_made);
  made.site = st.site.id;
  made.since = made.arrived = st.env->time->now();
  const auto id = made.id;
  const auto stranger = to_be_named(made, how);
  self->send(add_call(self, std::move(made)), call_fact{std::move(how)});
  name_number(self, id, stranger);
  return id;
}

void hear_standing(site_pointer self, const call_stands& x) {
  auto& st = self->state;
  const auto of_this = [&](const auto& entry) { return entry.second == x.call; };
  std::erase_if(st.slots, of_this);
  std::erase_if(st.ringing, of_this);
  st.camped.leave(x.call);
  for (const auto& turn : st.camped.rings(x.call, x.where.ringing_at, x.where.waits.has_value()))
    tell_of_turn(self, turn);
  const auto found = st.calls.find(x.call);
  if (found == st.calls.end())
    return;
  if (x.where.slot)
    st.slots[*x.where.slot] = x.call;
  for (const auto& number : x.where.ringing_at)
    st.ringing[number] = x.call;
  if (const auto turn = x.where.waits ? st.camped.wait(*x.where.waits) : std::nullopt)
    tell_of_turn(self, *turn);
}

void forget_call(site_pointer self, const call_over& x) {
  auto& st = self->state;
  std::erase_if(st.arrived_legs, [&](const auto& leg) { return leg.second == x.call; });
  hear_standing(self, {x.call, {}});
  st.camped.forget(x.call);
}

void hand_on(site_pointer self, const call_gives& x) {
  auto& st = self->state;
  const auto& leg = x.party.who.leg;
  const auto found = st.calls.find(x.party.to);
  if (found == st.calls.end()) {
    if (!leg.empty())
      order_pbx(self, pbx::hang_up{leg, leg_cause::cancelled});
    return;
  }
  if (!leg.empty())
    st.arrived_legs[leg] = x.party.to;
  self->send(found->second, call_fact{call_input::receive{x.party.to_leg, x.party.who}});
}

void hear_pbx(site_pointer self, const pbx::event& what) {
  if (const auto* x = std::get_if<pbx::leg_arrived>(&what))
    return hear_arrival(self, *x);
  if (const auto* x = std::get_if<pbx::leg_ringing>(&what))
    return to_owner(self, x->leg, call_input::leg_ringing{x->leg});
  if (const auto* x = std::get_if<pbx::leg_answered>(&what))
    return to_owner(self, x->leg, call_input::leg_answered{x->leg}, true);
  if (const auto* x = std::get_if<pbx::leg_gone>(&what))
    return to_owner(self, x->leg, call_input::leg_gone{x->leg, x->cause});
  if (const auto* x = std::get_if<pbx::leg_held>(&what))
    return to_owner(self, x->leg, call_input::leg_held{x->leg});
  if (const auto* x = std::get_if<pbx::leg_retrieved>(&what))
    return to_owner(self, x->leg, call_input::leg_retrieved{x->leg});
  if (const auto* x = std::get_if<pbx::transfer_asked>(&what); x && x->to_leg)
    return hear_joining(self, x->leg, *x->to_leg);
  if (const auto* x = std::get_if<pbx::transfer_asked>(&what)) {
    const auto number = normal_number(x->to);
    return number
             ? to_owner(self, x->leg, call_input::refer{x->leg, route_to(self->state, *number)})
             : spdlog::warn("{}: a phone wants a transfer to '{}'", self->state.site.id.value,
                            x->to.substr(0, 40));
  }
  if (std::holds_alternative<pbx::order_failed>(what) && !self->state.link_up)
    return; // each call hears what there is as soon as the link is back
  if (const auto* x = std::get_if<pbx::order_failed>(&what); x && !x->no_leg) {
    spdlog::warn("{}: {}: {}", self->state.site.id.value, x->leg.value, x->why);
    return to_owner(self, x->leg, call_input::press_failed{x->leg});
  }
  if (const auto* x = std::get_if<pbx::order_failed>(&what))
    return to_owner(self, x->leg, call_input::leg_gone{x->leg, leg_cause::unreachable});
  if (const auto* x = std::get_if<pbx::device_changed>(&what))
    return hear_device(self, *x);
  if (const auto* x = std::get_if<pbx::link_up>(&what))
    return hear_link_up(self, *x);
  if (std::holds_alternative<pbx::link_down>(what))
    hear_link_down(self);
}

void send_on(site_pointer self, const overflow_order& order) {
  auto& st = self->state;
  const auto found = st.calls.find(order.call);
  if (found == st.calls.end())
    return;
  if (st.queue_records.contains(queue_id{order.to}))
    return self->send(found->second,
                      call_fact{call_input::overflow{order.reason, queue_id{order.to}}});
  self->send(found->second, call_fact{call_input::overflow{order.reason, route_to(st, order.to)}});
}

} // namespace omstilling

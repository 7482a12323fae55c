#include "actors/call_actor.hpp"
#include "actors/road.hpp"
#include "actors/site_state.hpp"
#include "services/calls/call_ids.hpp"

#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

/// The queue that a number leads to: its own, else the site's most important one, so that nobody
/// who dials us is lost.
const queue_record* queue_for(const site_state& st, const std::string& number) {
  const auto* owner = st.directory.find(number);
  if (owner && owner->queue)
    return &st.queue_records.at(*owner->queue);
  const queue_record* best = nullptr;
  for (const auto& [id, record] : st.queue_records)
    if (!best || record.priority > best->priority)
      best = &record;
  return best;
}

party known_as(const site_state& st, party caller) {
  const auto* owner = st.directory.find(caller.number);
  if (owner && owner->employee) {
    caller.employee = owner->employee;
    if (caller.name.empty())
      caller.name = owner->name;
  }
  return caller;
}

void begin_call(site_pointer self, const pbx::leg_arrived& x) {
  auto& st = self->state;
  const auto* queue = queue_for(st, x.called);
  if (!queue) {
    spdlog::warn("{}: a call to {} finds no queue and is refused", st.site.id.value, x.called);
    return self->send(st.link, pbx_orders{{pbx::hang_up{x.leg, leg_cause::unreachable}}});
  }
  const auto now = st.env->time->now();
  const auto actor = add_call(self, {.id = make_call_id(st.site.id, st.epoch, ++st.calls_made),
                                     .site = st.site.id,
                                     .caller = known_as(st, x.caller),
                                     .called = x.called,
                                     .show_in_switchboard = x.show_in_switchboard,
                                     .origin = x.origin,
                                     .queue = queue->id,
                                     .caller_leg = x.leg,
                                     .since = now,
                                     .arrived = now});
  self->send(actor, call_fact{call_input::start{}});
}

/// Nobody owns the leg any more: it must not stay.
void refuse_leg(site_pointer self, const leg_id& leg, bool answered) {
  if (answered)
    self->send(self->state.link, pbx_orders{{pbx::hang_up{leg, leg_cause::answered_elsewhere}}});
}

void to_owner(site_pointer self, const leg_id& leg, call_action what, bool answered = false) {
  auto& st = self->state;
  const auto caller = st.caller_legs.find(leg);
  const auto id = caller != st.caller_legs.end() ? std::optional{caller->second} : call_of(leg);
  const auto found = id ? st.calls.find(*id) : st.calls.end();
  if (found == st.calls.end())
    return refuse_leg(self, leg, answered);
  self->send(found->second, call_fact{std::move(what)});
}

void hear_device(site_pointer self, const pbx::device_changed& x) {
  auto& st = self->state;
  const auto* owner = st.directory.find(x.number);
  if (!owner || !owner->employee)
    return;
  if (const auto found = st.employees.find(*owner->employee); found != st.employees.end())
    self->send(found->second, phone_seen{x.number, x.reach, x.activity});
}

void hear_link_up(site_pointer self, const pbx::link_up& x) {
  auto& st = self->state;
  st.link_up = true;
  for (const auto& device : x.devices)
    hear_device(self, device);
  for (const auto& [id, actor] : st.calls)
    self->send(actor, call_fact{call_input::adopt{x.legs}});
}

void hear_link_down(site_pointer self) {
  auto& st = self->state;
  st.link_up = false;
  for (const auto& [id, actor] : st.employees)
    self->send(actor, phones_unknown{});
}

} // namespace

call_actor add_call(site_pointer self, call_record kept) {
  auto& st = self->state;
  const auto id = kept.id;
  st.caller_legs[kept.caller_leg] = id;
  const auto actor =
    spawn_call(self->system(), st.env, caf::actor_cast<site_actor>(self), st.link, std::move(kept));
  self->monitor(actor);
  st.refs[actor.address()] = {entity_kind::call, id.value};
  st.calls[id] = actor;
  return actor;
}

void hear_pbx(site_pointer self, const pbx::event& what) {
  if (const auto* x = std::get_if<pbx::leg_arrived>(&what))
    return begin_call(self, *x);
  if (const auto* x = std::get_if<pbx::leg_ringing>(&what))
    return to_owner(self, x->leg, call_input::leg_ringing{x->leg});
  if (const auto* x = std::get_if<pbx::leg_answered>(&what))
    return to_owner(self, x->leg, call_input::leg_answered{x->leg}, true);
  if (const auto* x = std::get_if<pbx::leg_gone>(&what))
    return to_owner(self, x->leg, call_input::leg_gone{x->leg, x->cause});
  if (const auto* x = std::get_if<pbx::order_failed>(&what); x && !x->no_leg)
    return spdlog::warn("{}: {}: {}", self->state.site.id.value, x->leg.value, x->why);
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
  const auto* owner = st.directory.find(order.to);
  party who{.number = order.to,
            .name = owner ? owner->name : "",
            .employee = owner ? owner->employee : std::nullopt};
  self->send(found->second,
             call_fact{call_input::overflow{order.reason, destination{std::move(who), order.to}}});
}

} // namespace omstilling

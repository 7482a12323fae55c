#include "gateways/pbx/simulator/simulator_core.hpp"

#include <type_traits>
#include <utility>

namespace omstilling {

using namespace std::chrono_literals;

namespace {

constexpr duration until_it_rings = 150ms;
constexpr duration until_it_fails = 100ms;
constexpr duration until_auto_answer = 500ms;
constexpr duration ring_limit = 60s; // of an order that gives none

template <class Order>
leg_id leg_of(const Order& x) {
  if constexpr (requires { x.leg; })
    return x.leg;
  else
    return {};
}

} // namespace

template <class Order>
void simulator_core::carry_out(const Order& x, time_point) {
  auto* found = find(x.leg);
  if (!found)
    return;
  if constexpr (std::is_same_v<Order, pbx::start_music> || std::is_same_v<Order, pbx::stop_music>)
    found->music = std::is_same_v<Order, pbx::start_music>;
  if constexpr (std::is_same_v<Order, pbx::start_ringing_tone> ||
                std::is_same_v<Order, pbx::stop_ringing_tone>)
    found->ringing_tone = std::is_same_v<Order, pbx::start_ringing_tone>;
  show_phone(x.leg, *found);
}

simulator_core::events simulator_core::execute(const pbx::order& order, time_point now) {
  if (cut_) {
    const auto of = std::visit([](const auto& x) { return leg_of(x); }, order);
    return {pbx::order_failed{of, *cut_, std::holds_alternative<pbx::originate>(order)}};
  }
  std::visit([&](const auto& x) { carry_out(x, now); }, order);
  return finish();
}

void simulator_core::carry_out(const pbx::originate& x, time_point now) {
  if (legs_.contains(x.leg))
    return refuse(x.leg, "leg exists");
  if (x.endpoint.empty())
    return refuse(x.leg, "no endpoint", true);
  const auto& made = legs_[x.leg] = leg{.endpoint = x.endpoint, .kind = x.kind, .plan = ++plans_};
  const bool inside = made.kind == endpoint_kind::phone && phones_.find(x.endpoint) != nullptr;
  if (inside && !phones_.has_free_line(x.endpoint)) {
    const auto why = phones_.registered(x.endpoint) ? leg_cause::busy : leg_cause::unreachable;
    return agenda_.add(now + until_it_fails, {what::leave, made.plan, x.leg, {}, why});
  }
  agenda_.add(now + until_it_rings, {what::ring, made.plan, x.leg});
  plan_answer(x, made, now);
  if (inside)
    phones_.connect(x.endpoint, x.leg.value, phone_activity::idle); // takes the line
}

void simulator_core::plan_answer(const pbx::originate& x, const leg& made, time_point now) {
  if (made.kind == endpoint_kind::voicemail)
    return agenda_.add(now + until_it_rings, {what::pick_up, made.plan, x.leg});
  const auto& habit = habit_of(made);
  const auto give_up = now + (x.ring_for > duration{} ? x.ring_for : ring_limit);
  agenda_.add(give_up, {what::leave, made.plan, x.leg, {}, leg_cause::no_answer});
  const auto luck = chance_.unit();
  const auto reaction = now + until_it_rings + chance_.between(habit.ring_min, habit.ring_max);
  const bool in_a_call = made.kind == endpoint_kind::phone && phones_.find(x.endpoint) != nullptr &&
                         !phones_.idle(x.endpoint);
  if (x.auto_answer && habit.auto_answers)
    agenda_.add(now + until_auto_answer, {what::pick_up, made.plan, x.leg});
  else if (in_a_call)
    return; // nobody talks to two at once
  else if (luck < habit.answers)
    agenda_.add(reaction, {what::pick_up, made.plan, x.leg});
  else if (luck < habit.answers + habit.rejects)
    agenda_.add(reaction, {what::leave, made.plan, x.leg, {}, leg_cause::rejected});
}

void simulator_core::carry_out(const pbx::press_answer& x, time_point now) {
  auto* found = find(x.leg);
  if (!found)
    return;
  if (found->state != progress::ringing)
    return refuse(x.leg, "it does not ring");
  if (!habit_of(*found).auto_answers)
    return refuse(x.leg, "this phone cannot be told to answer");
  pick_up(x.leg, *found, now);
}

void simulator_core::carry_out(const pbx::answer& x, time_point now) {
  auto* found = find(x.leg);
  if (!found || !found->caller() || found->state == progress::answered)
    return; // a phone answers by itself
  found->state = progress::answered;
  if (found->bridge)
    settle(*found->bridge, now);
}

void simulator_core::carry_out(const pbx::hang_up& x, time_point now) {
  if (find(x.leg))
    leave(x.leg, x.cause, now);
}

void simulator_core::carry_out(const pbx::create_bridge& x, time_point) {
  if (!bridges_.try_emplace(x.bridge).second)
    refuse({}, "bridge exists");
}

void simulator_core::carry_out(const pbx::add_to_bridge& x, time_point now) {
  auto* found = find(x.leg);
  if (!found || found->bridge == x.bridge)
    return;
  const auto into = bridges_.find(x.bridge);
  if (into == bridges_.end())
    return refuse(x.leg, "no such bridge");
  take_out(x.leg, *found, now);
  into->second.legs.push_back(x.leg);
  found->bridge = x.bridge;
  settle(x.bridge, now);
}

void simulator_core::carry_out(const pbx::remove_from_bridge& x, time_point now) {
  auto* found = find(x.leg);
  if (found && found->bridge == x.bridge)
    take_out(x.leg, *found, now);
  else if (found)
    refuse(x.leg, "not in this bridge");
}

void simulator_core::carry_out(const pbx::destroy_bridge& x, time_point now) {
  const auto at = bridges_.find(x.bridge);
  if (at == bridges_.end())
    return refuse({}, "no such bridge");
  const auto members = std::move(at->second.legs);
  bridges_.erase(at);
  for (const auto& id : members) {
    legs_.at(id).bridge.reset();
    set_talking(id, false, now);
  }
}

simulator_core::leg* simulator_core::find(const leg_id& id) {
  const auto at = legs_.find(id);
  if (at != legs_.end())
    return &at->second;
  refuse(id, "no such leg", true);
  return nullptr;
}

void simulator_core::refuse(const leg_id& id, const char* why, bool no_leg) {
  out_.push_back(pbx::order_failed{id, why, no_leg});
}

} // namespace omstilling

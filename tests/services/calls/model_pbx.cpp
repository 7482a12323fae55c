#include "tests/services/calls/model_pbx.hpp"

#include <algorithm>

namespace omstilling::test {

void model_pbx::execute(const pbx::order& x) {
  if (link_up)
    std::visit([this](const auto& body) { on(body); }, x);
}

void model_pbx::answers(const leg_id& x, bool beats_hang_up) {
  auto& answering = legs.at(x);
  answering.up = true;
  answering.ending = answering.ending && !beats_hang_up;
  tell(call_input::leg_answered{x});
}

void model_pbx::hold_key(const leg_id& x) {
  auto& held = legs.at(x).held_by_key;
  held = !held;
  tell(held ? call_action{call_input::leg_held{x}} : call_action{call_input::leg_retrieved{x}});
}

void model_pbx::tell(const call_action& news) {
  if (link_up)
    in_flight.push_back(news);
}

void model_pbx::link_breaks() {
  link_up = false;
  in_flight.clear();
}

call_input::adopt model_pbx::link_is_back() {
  link_up = true;
  says_again_ = true;
  call_input::adopt result;
  result.bridges.assign(bridges.begin(), bridges.end());
  for (const auto& [id, known] : legs)
    result.legs.push_back({.leg = id, .answered = known.up, .bridge = known.bridge});
  return result;
}

void model_pbx::settled() { says_again_ = false; }

bool model_pbx::answer_in_flight(const leg_id& x) const {
  return std::any_of(in_flight.begin(), in_flight.end(), [&](const call_action& news) {
    const auto* it = std::get_if<call_input::leg_answered>(&news);
    return it != nullptr && it->leg == x;
  });
}

void model_pbx::ends(const leg_id& x, leg_cause cause) {
  legs.erase(x);
  tell(call_input::leg_gone{x, cause});
}

model_pbx::leg* model_pbx::usable(const leg_id& x) {
  const auto found = legs.find(x);
  return found == legs.end() || found->second.ending ? nullptr : &found->second;
}

void model_pbx::turn(bool leg::*what, bool on, const leg_id& x, const char* order) {
  auto* const known = usable(x);
  if (known == nullptr)
    return;
  if (known->*what == on && !says_again_)
    complain(std::string{order} + " of what is so already");
  known->*what = on;
}

void model_pbx::on(const pbx::originate& x) {
  if (!ever_made_.insert(x.leg).second)
    complain("leg " + x.leg.value + " made twice");
  if (x.ring_for <= duration::zero())
    complain("leg " + x.leg.value + " may not ring at all");
  legs[x.leg] = {};
  legs[x.leg].headset = x.endpoint != "phone-bo";
  if (x.auto_answer && !legs[x.leg].headset)
    complain("leg " + x.leg.value + " is to answer by itself without a headset");
}

void model_pbx::on(const pbx::press_answer& x) {
  auto* const known = usable(x.leg);
  if (known == nullptr)
    return;
  if (known->arrived)
    complain("leg " + x.leg.value + " is no ringing phone");
  if (!known->headset)
    complain("leg " + x.leg.value + " is told to answer without a headset");
  known->pressed = true;
}

void model_pbx::on(const pbx::answer& x) {
  auto* const known = usable(x.leg);
  if (known == nullptr)
    return;
  if (!known->arrived || (known->up && !says_again_))
    complain("leg " + x.leg.value + " is not ours to answer");
  known->up = true;
}

void model_pbx::on(const pbx::hang_up& x) {
  if (auto* const known = usable(x.leg))
    known->ending = true;
}

void model_pbx::on(const pbx::create_bridge& x) {
  if (!bridges.insert(x.bridge).second)
    complain("bridge " + x.bridge.value + " made twice");
}

void model_pbx::on(const pbx::add_to_bridge& x) {
  if (!bridges.contains(x.bridge))
    complain("no bridge " + x.bridge.value);
  auto* const known = usable(x.leg);
  if (known == nullptr)
    return;
  if (!known->up)
    complain("leg " + x.leg.value + " bridged while it rings");
  known->bridge = x.bridge;
}

void model_pbx::on(const pbx::remove_from_bridge& x) {
  auto* const known = usable(x.leg);
  if (known == nullptr)
    return;
  if (known->bridge != x.bridge)
    complain("leg " + x.leg.value + " is not in bridge " + x.bridge.value);
  known->bridge.reset();
}

void model_pbx::on(const pbx::destroy_bridge& x) {
  if (bridges.erase(x.bridge) == 0)
    complain("no bridge " + x.bridge.value);
  for (auto& [id, known] : legs)
    if (known.bridge == x.bridge) {
      known.bridge.reset();
      if (!known.ending)
        complain("leg " + id.value + " left in silence");
    }
}

} // namespace omstilling::test

#include "services/presence/employee.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

/// The order that `lamp` states: of several states the first is shown.
constexpr std::array order{lamp::unknown, lamp::alerting,       lamp::initiated,
                           lamp::busy,    lamp::do_not_disturb, lamp::forwarded,
                           lamp::paused,  lamp::offline,        lamp::idle};

bool is_monitored(const phone& x) {
  return x.kind != phone_kind::external && x.reach != phone_reach::unmonitored;
}

bool is_forwarded(const phone& x) {
  return std::any_of(x.forwarding.begin(), x.forwarding.end(),
                     [](const auto& rule) { return rule.type == forwarding_type::immediate; });
}

/// Whether the phone is in this state, whatever others it is in beside.
bool shows(const phone& x, agent_state agent, lamp state) {
  switch (state) {
    case lamp::unknown:
      return x.reach == phone_reach::unknown ||
             (x.reach == phone_reach::registered && x.activity == phone_activity::unknown);
    case lamp::alerting: return x.activity == phone_activity::alerting;
    case lamp::initiated: return x.activity == phone_activity::initiated;
    case lamp::busy:
      return x.activity == phone_activity::connected || x.activity == phone_activity::hold ||
             x.activity == phone_activity::busy;
    case lamp::do_not_disturb: return x.do_not_disturb;
    case lamp::forwarded: return is_forwarded(x);
    case lamp::paused: return agent == agent_state::not_ready;
    case lamp::offline: return x.reach == phone_reach::unregistered;
    default: return state == lamp::idle;
  }
}

} // namespace

lamp lamp_of(const std::vector<phone>& phones, agent_state agent) {
  if (std::none_of(phones.begin(), phones.end(), is_monitored))
    return lamp::unmonitored;
  return *std::find_if(order.begin(), order.end(), [&](lamp state) {
    return std::any_of(phones.begin(), phones.end(),
                       [&](const phone& x) { return is_monitored(x) && shows(x, agent, state); });
  });
}

} // namespace omstilling

#include "ui-dear-imgui/panels/status_values.hpp"

#include "ui-dear-imgui/model/search.hpp"

#include <algorithm>

namespace omstilling {

set_status applied(const template_view& x, const employee_id& who) {
  set_status result{.employee = who};
  put_values(values_of(x), result);
  result.for_seconds = x.for_seconds;
  return result;
}

actions_draft actions_draft::of(const status_values& x) {
  actions_draft result;
  for (const auto& one : x.start_actions) {
    const auto* type = std::find(forward_types.begin(), forward_types.end(),
                                 one.type.value_or(forwarding_type::immediate));
    if (one.kind == status_action_kind::set_do_not_disturb) {
      result.dnd_on = true;
    } else if (one.kind == status_action_kind::set_forwarding && result.forward_to.empty() &&
               type != forward_types.end()) {
      result.forward_to = one.to.value_or("");
      result.forward_type = static_cast<std::size_t>(type - forward_types.begin());
    } else {
      result.other_start_.push_back(one);
    }
  }
  for (const auto& one : x.stop_actions) {
    if (one.kind == status_action_kind::clear_do_not_disturb)
      result.dnd_off = true;
    else if (one.kind == status_action_kind::clear_forwarding)
      result.forward_off = true;
    else
      result.other_stop_.push_back(one);
  }
  return result;
}

void actions_draft::put(status_values& out) const {
  out.start_actions = other_start_;
  out.stop_actions = other_stop_;
  if (dnd_on)
    out.start_actions.push_back({.kind = status_action_kind::set_do_not_disturb});
  if (dnd_off)
    out.stop_actions.push_back({.kind = status_action_kind::clear_do_not_disturb});
  const auto number = plain_number(forward_to);
  if (number.empty())
    return;
  status_action forward{.kind = status_action_kind::set_forwarding, .to = number};
  if (const auto type = forward_types.at(forward_type.value_or(0));
      type != forwarding_type::immediate)
    forward.type = type;
  out.start_actions.push_back(std::move(forward));
  if (forward_off)
    out.stop_actions.push_back({.kind = status_action_kind::clear_forwarding});
}

} // namespace omstilling

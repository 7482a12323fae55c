#pragma once

#include "services/directory/numbers.hpp"
#include "services/presence/employee.hpp"

#include <algorithm>

/// What the parts of `employee` share: employee.cpp, employee_plans.cpp, person_view.cpp.
namespace omstilling {

template <class Claims>
auto* find_claim(Claims& claims, claim_source source, const std::optional<plan_id>& plan) {
  const auto found = std::find_if(claims.begin(), claims.end(), [&](const claim& x) {
    return x.source == source && x.plan == plan;
  });
  return found == claims.end() ? nullptr : &*found;
}

template <class Plans>
auto* find_plan(Plans& plans, const plan_id& id) {
  const auto found =
    std::find_if(plans.begin(), plans.end(), [&](const plan& x) { return x.id == id; });
  return found == plans.end() ? nullptr : &*found;
}

/// Whether the claim has an end of its own to come; the calendar's follow its appointments.
inline bool ends_by_itself(const claim& x) {
  return x.until && !x.overrun && x.source != claim_source::calendar;
}

inline problem unknown(const plan_id& x, const employee_id& of) {
  return {.reason = error_reason::unknown_plan,
          .path = "params.plan",
          .expected = "a plan of " + of.value,
          .got = x.value};
}

/// Numbers as they are compared and dialled, and of each action only what it needs.
inline std::vector<status_action> normalised(std::vector<status_action> actions) {
  for (auto& x : actions) {
    const bool sets = x.kind == status_action_kind::set_forwarding;
    if (!sets)
      x.to.reset();
    else if (auto number = normal_number(x.to.value_or("")))
      x.to = std::move(number);
    if ((!sets && x.kind != status_action_kind::clear_forwarding) ||
        x.type == forwarding_type::immediate)
      x.type.reset();
  }
  return actions;
}

/// What a set_status and a put_plan have in common.
template <class Wish>
claim claim_of(const Wish& x, claim_source source) {
  claim result{.source = source,
               .type = x.type,
               .note = x.note.value_or(""),
               .start_actions = normalised(x.start_actions),
               .stop_actions = normalised(x.stop_actions),
               .expiry = x.expiry.value_or(on_expiry::fall_back),
               .alias = x.alias.value_or("")};
  if (result.expiry == on_expiry::force_status)
    result.forced_type = *x.forced_type;
  return result;
}

/// The appointment that takes its owner most at this instant; nullptr when none does.
const calendar_event* appointment_at(const std::vector<calendar_event>& all, time_point at);

/// The status that an appointment makes.
std::string type_of(const calendar_event& x);

} // namespace omstilling

#include "services/presence/claims.hpp"

#include "services/presence/status_types.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

/// The stated order: whose word counts first. What a person says by hand beats every machine.
constexpr std::array order{claim_source::manual, claim_source::schedule, claim_source::calendar,
                           claim_source::agent,  claim_source::device,   claim_source::rule};

std::size_t rank(claim_source x) {
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), x) - order.begin());
}

} // namespace

const claim* in_force(const std::vector<claim>& claims) {
  const auto first =
    std::min_element(claims.begin(), claims.end(), [](const claim& a, const claim& b) {
      return rank(a.source) < rank(b.source);
    });
  return first == claims.end() ? nullptr : &*first;
}

person_status status_in_force(const employee_record& x) {
  person_status result{.since = x.available_since};
  const auto* decides = in_force(x.claims);
  take_type(result, decides ? decides->type : "available");
  if (!decides)
    return result;
  result.note = decides->note;
  result.since = decides->since;
  result.until = decides->until;
  result.source = decides->source;
  result.start_actions = decides->start_actions;
  result.stop_actions = decides->stop_actions;
  result.overrun = decides->overrun;
  return result;
}

void take_type(person_status& x, std::string id) {
  const auto* type = find_status_type(default_status_types(), id);
  x.type = std::move(id);
  x.activity = type ? type->activity : rpid_activity::unknown;
  x.basic = type ? type->basic : basic_status::unknown;
}

} // namespace omstilling

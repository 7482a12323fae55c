#include "services/presence/claims.hpp"

#include "protocol/codec.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace omstilling {

namespace {

/// The stated order: whose word counts first. What a person says by hand beats every machine.
constexpr std::array order{claim_source::manual, claim_source::schedule, claim_source::calendar,
                           claim_source::agent,  claim_source::device,   claim_source::rule};

std::size_t rank(claim_source x) {
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), x) - order.begin());
}

bool counts_before(const claim& a, const claim& b) {
  const auto place = [](const claim& x) {
    return std::tuple{rank(x.source), -x.since.time_since_epoch()};
  };
  if (place(a) != place(b))
    return place(a) < place(b);
  return a.plan > b.plan; // of two that begin together, the one made later
}

} // namespace

void put_in_order(std::vector<claim>& claims) {
  std::stable_sort(claims.begin(), claims.end(), counts_before);
}

const claim* in_force(const std::vector<claim>& claims) {
  const auto first = std::min_element(claims.begin(), claims.end(), counts_before);
  return first == claims.end() ? nullptr : &*first;
}

person_status status_in_force(const std::vector<claim>& claims, time_point available_since,
                              const std::vector<status_type>& types) {
  person_status result{.since = available_since};
  const auto* decides = in_force(claims);
  take_type(result, decides ? decides->type : "available", types);
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

void take_type(person_status& x, std::string id, const std::vector<status_type>& types) {
  const auto* type = find_status_type(types, id);
  x.type = std::move(id);
  x.activity = type ? type->activity : rpid_activity::unknown;
  x.basic = type ? type->basic : basic_status::unknown;
}

std::string shown_outside(const std::string& type, const std::string& alias,
                          const std::vector<status_type>& types) {
  if (!alias.empty())
    return alias;
  const auto* known = find_status_type(types, type);
  return known ? known->public_alias : "away";
}

std::string id_of(const claim& x) {
  auto result = std::to_string(rank(x.source) + 1) + '.' + word(x.source);
  if (x.plan)
    result += '.' + x.plan->value;
  return result;
}

} // namespace omstilling

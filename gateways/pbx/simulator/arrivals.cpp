#include "gateways/pbx/simulator/arrivals.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

using namespace std::chrono_literals;

namespace {

constexpr duration slice = 30min; // of the profile

} // namespace

arrivals::arrivals(caller_profile profile, std::optional<duration> stop_after, std::uint64_t seed)
  : profile_(std::move(profile)), stop_after_(stop_after), chance_(seed) {
  for (const auto& x : profile_.numbers)
    weights_.push_back(x.weight);
}

void arrivals::start(time_point now) {
  start_ = now;
  at_once_left_ = profile_.at_once;
  plan(now);
}

pbx::leg_arrived arrivals::take(leg_id leg) {
  in_a_hurry_ = at_once_left_ > 0 && at_once_left_ <= profile_.at_once / 3;
  const auto& called = profile_.numbers[chance_.weighted(weights_)];
  pbx::leg_arrived result{.leg = std::move(leg),
                          .caller = {},
                          .from_phone = {},
                          .called = called.number,
                          .show_in_switchboard = {},
                          .origin = {}};
  if (!called.texts.empty())
    result.show_in_switchboard = chance_.pick(called.texts);
  if (!profile_.people.empty()) {
    const auto& who = chance_.pick(profile_.people);
    result.caller = {who.number, who.name, {}};
  }
  at_once_left_ = std::max<std::int64_t>(at_once_left_ - 1, 0);
  plan(next_.value_or(start_));
  return result;
}

void arrivals::skip(time_point to) {
  if (next_)
    plan(to);
}

duration arrivals::patience() {
  if (std::exchange(in_a_hurry_, false) || chance_.chance(profile_.impatient))
    return chance_.between(3s, 9s);
  return profile_.patience_min + chance_.exponential(profile_.patience_mean);
}

// A wait of one unit at rate 1 is used up half hour by half hour, each at its own rate.
void arrivals::plan(time_point after) {
  next_.reset();
  if (profile_.numbers.empty())
    return;
  if (at_once_left_ > 0) {
    next_ = after + duration{3s} / profile_.at_once;
    return;
  }
  constexpr auto an_hour = duration{1h};
  auto units = chance_.exponential(an_hour); // in ms at one call an hour
  auto at = after - start_;
  for (;;) {
    const auto index = static_cast<std::size_t>(at / slice);
    const auto per_hour = rate(index);
    const bool last = index + 1 >= profile_.calls_per_hour.size();
    if (last && per_hour <= 0)
      return;
    const auto left = slice * (static_cast<std::int64_t>(index) + 1) - at;
    const auto used = static_cast<double>(left.count()) * per_hour;
    if (per_hour > 0 && (last || static_cast<double>(units.count()) <= used)) {
      at += duration{static_cast<std::int64_t>(static_cast<double>(units.count()) / per_hour)};
      break;
    }
    units -= duration{static_cast<std::int64_t>(used)};
    at += left;
  }
  if (!stop_after_ || at <= *stop_after_)
    next_ = start_ + at;
}

double arrivals::rate(std::size_t index) const {
  if (profile_.calls_per_hour.empty())
    return 0;
  return profile_.calls_per_hour[std::min(index, profile_.calls_per_hour.size() - 1)];
}

} // namespace omstilling

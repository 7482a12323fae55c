#pragma once

#include "gateways/pbx/simulator/dice.hpp"
#include "gateways/pbx/simulator/simulator_options.hpp"
#include "services/calls/pbx_words.hpp"

#include <optional>

namespace omstilling {

/// Callers from outside: a Poisson process whose rate follows the day.
class arrivals {
public:
  arrivals(caller_profile profile, std::optional<duration> stop_after, std::uint64_t seed);

  void start(time_point now);
  /// When the next caller comes; nothing once none will.
  std::optional<time_point> next() const { return next_; }
  /// The caller who is due, for the leg that it becomes; the one after is planned.
  pbx::leg_arrived take(leg_id leg);
  /// Nobody came until then: the machine was asleep.
  void skip(time_point to);
  /// How long a caller stays without talking to anybody; asked first of the one just taken.
  duration patience();

private:
  void plan(time_point after);
  double rate(std::size_t index) const;

  caller_profile profile_;
  std::optional<duration> stop_after_;
  dice chance_;
  std::vector<double> weights_;
  time_point start_;
  std::int64_t at_once_left_ = 0;
  bool in_a_hurry_ = false; // the last caller, one of the late ones of the crowd
  std::optional<time_point> next_;
};

} // namespace omstilling

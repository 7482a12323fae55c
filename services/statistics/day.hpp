#pragma once

#include "protocol/entities.hpp"
#include "protocol/events.hpp"

#include <string>
#include <vector>

namespace omstilling {

/// The local day (`2026-11-22`) and half hour (0-47) of an instant in an IANA time zone; an unknown
/// zone counts as UTC.
struct local_moment {
  std::string day;
  std::int64_t half_hour = 0;
};
local_moment local_time(time_point at, const std::string& time_zone);
bool known_time_zone(const std::string& name);

/// What the counters need to know of their queue.
struct counting_rules {
  std::int64_t target_seconds = 30;
  std::int64_t short_abandon_seconds = 5;
};

/// One queue's figures of one day: a fold over the journal's events, so that live figures and those
/// counted after a restart are equal.
struct day_counters {
  std::string day;
  std::int64_t offered = 0;
  std::int64_t answered = 0;
  std::int64_t abandoned = 0;
  std::int64_t abandoned_short = 0;
  std::int64_t overflowed = 0;
  std::int64_t answered_in_target = 0;
  std::int64_t answered_wait_seconds = 0; // summed
  std::int64_t abandoned_wait_seconds = 0;
  std::vector<half_hour> half_hours;

  /// Counts `queued` (not again), `established` with a queue, `abandoned` with a queue and
  /// `overflowed` of `queue`; begins anew when the day changes.
  void apply(const event& what, const queue_id& queue, time_point at, const std::string& time_zone,
             const counting_rules& rules);

  /// answered_in_target / (answered + abandoned - abandoned_short + overflowed); nothing while that
  /// is zero.
  std::optional<double> level() const;

  friend bool operator==(const day_counters&, const day_counters&) = default;
};

} // namespace omstilling

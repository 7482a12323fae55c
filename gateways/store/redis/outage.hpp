#pragma once

#include "protocol/time.hpp"

#include <chrono>
#include <optional>

namespace omstilling::redis {

/// While Redis is away: who asks in its first moments waits for it, as a failover or a restart
/// takes some seconds; later everybody is refused at once, and tries are spaced further and
/// further apart.
class outage {
public:
  using instant = std::chrono::steady_clock::time_point;

  struct spans {
    duration patience = std::chrono::seconds{10}; // from its beginning
    duration first_delay{20};                     // after a try that failed; doubles
    duration longest_delay{2'000};
  };
  enum class advice { try_now, wait, refuse };

  explicit outage(spans x) : spans_(x) {}

  /// The connection was lost, or could not be made.
  void failed(instant now);
  void over() { since_.reset(); }
  bool lasts() const { return since_.has_value(); }
  /// `wait`: until next_try(), then ask again.
  advice ask(instant now) const;
  instant next_try() const { return next_try_; }

private:
  spans spans_;
  std::optional<instant> since_;
  instant next_try_;
  duration delay_{};
};

} // namespace omstilling::redis

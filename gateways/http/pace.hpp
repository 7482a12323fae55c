#pragma once

#include "protocol/time.hpp"

#include <chrono>
#include <cstddef>
#include <optional>

namespace omstilling {

/// When the next request to a provider may start: so many at a time, and so many a second.
class pace {
public:
  using instant = std::chrono::steady_clock::time_point;
  pace(std::size_t in_flight, double per_second);

  /// How long to wait from `now`; nothing while as many are under way as may be.
  std::optional<std::chrono::milliseconds> wait(instant now) const;
  void started(instant now);
  void ended() { --under_way_; }

private:
  std::size_t in_flight_;
  std::chrono::nanoseconds apart_;
  std::size_t under_way_ = 0;
  instant next_{};
};

} // namespace omstilling

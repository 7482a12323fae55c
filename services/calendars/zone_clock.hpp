#pragma once

#include "protocol/time.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace date {
class time_zone;
}

namespace omstilling {

/// Between UTC and the clock on the wall of a time zone; a wall time has seconds.
class zone_clock {
public:
  /// By its IANA name (`Europe/Copenhagen`); nothing for one that the zone database does not have.
  static std::optional<zone_clock> find(const std::string& name);

  /// Of a time that comes twice the first; one that is skipped counts with the offset before the
  /// skip (RFC 5545, 3.3.5).
  time_point to_utc(std::chrono::local_seconds wall) const;
  std::chrono::local_seconds to_wall(time_point at) const;

private:
  explicit zone_clock(const date::time_zone* zone) : zone_{zone} {}
  const date::time_zone* zone_;
};

} // namespace omstilling

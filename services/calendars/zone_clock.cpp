#include "services/calendars/zone_clock.hpp"

#include <date/tz.h>

#include <stdexcept>

namespace omstilling {

std::optional<zone_clock> zone_clock::find(const std::string& name) {
  try {
    return zone_clock{date::locate_zone(name)};
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

time_point zone_clock::to_utc(std::chrono::local_seconds wall) const {
  const auto info = zone_->get_info(date::local_seconds{wall.time_since_epoch()});
  return time_point{wall.time_since_epoch() - info.first.offset};
}

std::chrono::local_seconds zone_clock::to_wall(time_point at) const {
  const auto utc = std::chrono::floor<std::chrono::seconds>(at);
  return std::chrono::local_seconds{utc.time_since_epoch() + zone_->get_info(utc).offset};
}

} // namespace omstilling

#pragma once

#include "services/calendars/zone_clock.hpp"

#include <libical/ical.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>

/// libical's values as ours. Wall times are local to the zone that goes with them.
namespace omstilling::ical {

using component_pointer = std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)>;
using wall_time = std::chrono::local_seconds;

wall_time to_wall_time(const icaltimetype& x);
icaltimetype to_icaltime(wall_time x, bool is_date);

/// UTC, a zone of the database, or one that the object describes itself.
class zone {
public:
  zone() = default;
  explicit zone(zone_clock x) : clock_{x} {}
  explicit zone(icaltimezone* x) : own_{x} {}
  time_point to_utc(wall_time x) const;
  wall_time to_wall(time_point x) const;

private:
  std::optional<zone_clock> clock_;
  icaltimezone* own_ = nullptr; // of the object, which lives longer
};

/// A date or time as an object has it.
struct moment {
  wall_time wall;
  ical::zone zone;
  bool is_date = false;
  time_point utc() const { return zone.to_utc(wall); }
};

/// The zones that one calendar object names.
class zone_book {
public:
  zone_book(icalcomponent* calendar, zone_clock person) : calendar_{calendar}, person_{person} {}
  moment read(const icaltimetype& time, icalproperty* from);

private:
  zone named(const std::string& tzid);
  icalcomponent* calendar_;
  zone_clock person_;
  std::map<std::string, zone> known_;
};

} // namespace omstilling::ical

#pragma once

#include "services/calendars/icalendar.hpp"

#include <string>
#include <vector>

namespace omstilling {

inline time_point at(std::string_view text) { return from_rfc3339(text).value(); }

inline calendar_window window(std::string_view from, std::string_view to,
                              std::string zone = "Europe/Copenhagen") {
  return {at(from), at(to), std::move(zone)};
}

inline const calendar_window november = window("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z");

inline std::string calendar(std::string_view inside) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" + std::string{inside} +
         "END:VCALENDAR\r\n";
}

inline std::string vevent(std::string_view inside) {
  return "BEGIN:VEVENT\r\nDTSTAMP:20261101T000000Z\r\n" + std::string{inside} + "END:VEVENT\r\n";
}

inline std::vector<calendar_event> read(const std::string& inside,
                                        const calendar_window& when = november) {
  auto result = read_icalendar(calendar(inside), when);
  if (!result)
    throw std::runtime_error{result.error()};
  return *result;
}

/// `start id` of each, to be compared at a glance.
inline std::vector<std::string> starts(const std::vector<calendar_event>& events) {
  std::vector<std::string> result;
  for (const auto& x : events)
    result.push_back(to_rfc3339(x.start).substr(0, 16));
  return result;
}

} // namespace omstilling

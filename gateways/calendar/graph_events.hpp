#pragma once

#include "services/calendars/calendar_event.hpp"
#include "services/calendars/zone_clock.hpp"

#include <boost/json/value.hpp>
#include <tl/expected.hpp>

#include <optional>
#include <string>

/// Microsoft Graph's events as ours
/// (https://learn.microsoft.com/graph/api/resources/event, and calendarView/delta).
namespace omstilling::calendars {

enum class graph_type { single, occurrence, exception, series_master };
graph_type graph_type_of(const boost::json::value& event);

/// Delta tells of an occurrence only when it is; the rest is with its series.
bool is_bare(const boost::json::value& event);

/// Nothing for what is cancelled, takes no time or is an entry of ours. `series` completes a bare
/// one. The error names the time that is none.
tl::expected<std::optional<calendar_event>, std::string>
to_calendar_event(const boost::json::value& event, const boost::json::value* series,
                  const zone_clock& person);

/// An event of ours, as it is posted; what finds it again is `graph_mark_filter`.
std::string graph_event(const std::string& uid, const std::string& title, time_point start,
                        time_point end, busy_type busy, bool is_new);
std::string graph_mark_filter(const std::string& uid);

} // namespace omstilling::calendars

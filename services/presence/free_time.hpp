#pragma once

#include "protocol/entities.hpp"
#include "protocol/errors.hpp"
#include "services/calendars/icalendar.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <vector>

/// When a person is taken, for other programs that look for a time.
namespace omstilling {

/// The stretch of time that is asked about: `from` is before `to`.
struct time_window {
  time_point from;
  time_point to;
};

/// From `from`, or the last full hour; to `to`, or 14 days on. Refuses more than 62 days, and an
/// end that is not after the start; the problem's path is `from` or `to`.
tl::expected<time_window, problem> window_asked(std::optional<time_point> from,
                                                std::optional<time_point> to, time_point now);

/// When she is taken within the window, by time, none touching another of its kind: by her agenda,
/// and by a status that keeps calls away and has an end. Of two at a time the stronger counts: out
/// of office, busy, tentative. Free time, and work elsewhere, takes nobody. Both the person and the
/// agenda are those of whoever asks; `types` are the site's.
std::vector<busy_period> times_taken(const person& who, const std::vector<agenda_entry>& agenda,
                                     const std::vector<status_type>& types,
                                     const time_window& window);

/// As a VFREEBUSY to be published, `stamp` being when it was found out.
std::string write_times_taken(const person& who, const std::vector<busy_period>& periods,
                              const time_window& window, time_point stamp);

} // namespace omstilling

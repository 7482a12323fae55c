#pragma once

#include "services/calendars/calendar_event.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// The stretch of time that is asked about, and the zone of days and of times that name none.
struct calendar_window {
  time_point from; // appointments that touch [from, to)
  time_point to;
  std::string time_zone; // IANA
};

struct icalendar_limits {
  std::size_t bytes = 16 << 20;
  std::size_t instances = 20'000; // in the window, of all appointments together
  std::size_t steps =
    100'000; // of one rule, from its start to the end of the window; daily is 273 years
};

/// The appointments of an iCalendar object or feed (RFC 5545) that touch the window, by start.
/// Repeating ones are expanded, with moved, changed and cancelled instances; an instance's id is
/// its UID, '/' and the UTC start it had by the rule, any other's its UID. What takes no time and
/// what `write_icalendar` made are left out; a change for "this and future" holds for the one.
/// A zone that is neither IANA nor described in the object counts as the person's.
/// The error tells what is wrong: no calendar, an unknown zone, a limit, a rule that repeats
/// oftener than each day.
tl::expected<std::vector<calendar_event>, std::string>
read_icalendar(std::string_view text, const calendar_window& window,
               const icalendar_limits& limits = {});

/// One appointment of ours.
struct icalendar_entry {
  std::string id; // ours; own_uid() of it stands in the calendar
  std::string title;
  time_point start;
  time_point end;
  busy_type busy = busy_type::busy;
  time_point stamp; // when it is written
};

/// The UID of an entry of ours, fit for a URL: the same id has the same, another one another.
std::string own_uid(std::string_view id);
bool is_own_uid(std::string_view uid);

/// An object with that one appointment, to be stored at a CalDAV server.
std::string write_icalendar(const icalendar_entry& what);

struct busy_period {
  time_point start;
  time_point end;
  busy_type busy = busy_type::busy;
};

/// When somebody is taken, without what by.
struct free_busy {
  std::string uid;
  std::string owner; // a mail address; may be empty
  time_point from;
  time_point to;
  time_point stamp; // when it was found out
  std::vector<busy_period> periods;
};

/// A VFREEBUSY to be published (RFC 5545, 3.6.4). Out of office is BUSY-UNAVAILABLE, tentative
/// BUSY-TENTATIVE, working elsewhere FREE; the unknown is BUSY.
std::string write_free_busy(const free_busy& what);

} // namespace omstilling

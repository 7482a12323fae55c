#pragma once

#include "services/calendars/calendar_event.hpp"

#include <optional>
#include <string>
#include <vector>

/// What is said to a source of calendars (`actors/ports/calendar_source.hpp`), and what it says.
namespace omstilling {

/// Which calendar to read, and how far.
struct calendar_request {
  std::string calendar;  // as the source names it: an address, a path, a URL
  std::string time_zone; // the person's, for days and for times without a zone
  time_point from;       // appointments that touch [from, to)
  time_point to;
  std::string cursor; // of the last reading of this calendar with this source; empty: all anew
};

/// What a calendar holds. With `whole` the events are all there is in the window; otherwise only
/// what became another since the cursor, and the ids of what is gone, which may name ids never
/// told of. Readings reach up to a day beyond `to`: whoever keeps it all needs no whole reading
/// while the window moves on by less. What `write` made is not read back.
struct calendar_reading {
  bool whole = true;
  std::vector<calendar_event> events;
  std::vector<std::string> gone;
  std::string cursor; // empty where the source knows none
};

/// A status that is to stand in the calendar; `id` is ours, and asked twice it is there once.
struct calendar_entry {
  std::string calendar;
  std::string id;
  std::string title;
  time_point start;
  time_point end;
  busy_type busy = busy_type::busy;
};

/// Why a calendar could not be read or written.
struct calendar_failure {
  enum class kind { unreachable, refused, not_found, throttled, malformed };
  kind what = kind::unreachable;
  std::string text;                      // for a person who is to mend it; no secret
  std::optional<duration> retry_after{}; // what the source asked for, when throttled
};

} // namespace omstilling

#pragma once

#include "protocol/vocabulary.hpp"
#include "services/calendars/ical_parts.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>

/// What one VEVENT says, before it is repeated.
namespace omstilling::ical {

struct length {
  std::chrono::days days{0}; // on the wall, whatever the zone does meanwhile
  std::chrono::seconds seconds{0};
};

struct vevent {
  icalcomponent* component = nullptr;
  std::string uid;
  moment start;
  ical::length length;
  std::optional<moment> recurrence; // RECURRENCE-ID
  bool cancelled = false;
};

/// Nothing when it has no start.
std::optional<vevent> read_vevent(icalcomponent* component, zone_book& zones);

std::string title_of(icalcomponent* component);
bool is_private(icalcomponent* component);
busy_type busy_of(icalcomponent* component);

time_point end_of(const moment& start, const length& how_long);

/// An instance as the rules have it.
struct instance {
  moment start;
  std::optional<time_point> end; // when the rule says so itself
};
using instances = std::map<time_point, instance>; // by start

bool repeats(const vevent& what);

/// All instances up to `to`; the error is a limit or a rule that is not read.
tl::expected<instances, std::string> expand(const vevent& what, zone_book& zones, time_point to,
                                            std::size_t most_steps);

} // namespace omstilling::ical

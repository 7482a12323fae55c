#pragma once

#include "protocol/time.hpp"
#include "protocol/vocabulary.hpp"

#include <boost/describe/class.hpp>

#include <string>

namespace omstilling {

/// One appointment as a person's calendar has it; of a repeating one, one instance.
struct calendar_event {
  std::string id; // unique in its calendar, and the same for the same appointment at each reading
  std::string title; // empty when it is private
  time_point start;
  time_point end; // after start
  bool all_day = false;
  bool is_private = false; // only that it takes its owner may be shown
  busy_type busy = busy_type::busy;
  friend bool operator==(const calendar_event&, const calendar_event&) = default;
};
BOOST_DESCRIBE_STRUCT(calendar_event, (), (id, title, start, end, all_day, is_private, busy))

} // namespace omstilling

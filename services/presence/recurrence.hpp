#pragma once

#include "protocol/codec.hpp"
#include "protocol/errors.hpp"
#include "protocol/time.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// One time that something is on: [start, end).
struct occurrence {
  time_point start;
  time_point end;
  friend bool operator==(const occurrence&, const occurrence&) = default;
};
BOOST_DESCRIBE_STRUCT(occurrence, (), (start, end))

/// When something is on, by the clock on the wall of one time zone.
struct wall_times {
  std::string starts; // local, of the first time, `2026-11-27T12:00`
  std::string ends;
  std::string rule; // RRULE (RFC 5545), daily at most; empty: once
  std::vector<std::string> exceptions;
  std::string time_zone; // IANA
  friend bool operator==(const wall_times&, const wall_times&) = default;
};
BOOST_DESCRIBE_STRUCT(wall_times, (), (starts, ends, rule, exceptions, time_zone))

/// What is wrong with them, by the path of the member below `path`; at most 366 days each.
std::optional<problem> wrong_times(const wall_times& x, const std::string& path);

/// The first time that ends after `at`, also one that is on; nothing when there is none any more.
///
/// Through daylight saving the clock on the wall counts: 8:00 to 16:00 is that on every day. A time
/// that the change leaves out is read with the offset before it, one that comes twice is the first
/// (RFC 5545, 3.3.5).
std::optional<occurrence> ends_after(const wall_times& x, time_point at);

/// The first time that starts after `at`.
std::optional<occurrence> starts_after(const wall_times& x, time_point at);

/// The times that end after `at`, at most this many.
std::vector<occurrence> times_from(const wall_times& x, time_point at, std::size_t most);

} // namespace omstilling

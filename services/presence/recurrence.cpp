#include "services/presence/recurrence.hpp"

#include <date/tz.h>
#include <libical/ical.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace omstilling {

namespace {

using local = date::local_seconds;
using std::chrono::seconds;

constexpr auto longest = std::chrono::hours{366 * 24};
constexpr std::size_t longest_rule = 300;
constexpr std::size_t most_exceptions = 500;
// A rule whose times are all left out ends its search somewhere.
constexpr int most_left_out = 2000;

const date::time_zone* zone_named(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

/// `2026-11-27T12:00`, also with seconds.
std::optional<local> read_local(const std::string& text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, used = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d%n", &year, &month, &day, &hour, &minute,
                  &used) != 5)
    return std::nullopt;
  const auto length = static_cast<std::size_t>(used);
  if (length != 16 || (text.size() != 16 &&
                       (text.size() != 19 || std::sscanf(text.c_str() + 16, ":%2d", &second) != 1)))
    return std::nullopt;
  const date::year_month_day on{date::year{year}, date::month{static_cast<unsigned>(month)},
                                date::day{static_cast<unsigned>(day)}};
  const bool is_digit = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == ':' || c == 'T';
  });
  if (!is_digit || !on.ok() || year < 1970 || year > 2200 || hour > 23 || minute > 59 ||
      second > 59)
    return std::nullopt;
  return date::local_days{on} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         seconds{second};
}

icaltimetype as_ical(local x) {
  const auto day = date::floor<date::days>(x);
  const date::year_month_day on{day};
  const date::hh_mm_ss at{x - day};
  auto result = icaltime_null_time();
  result.year = static_cast<int>(on.year());
  result.month = static_cast<int>(static_cast<unsigned>(on.month()));
  result.day = static_cast<int>(static_cast<unsigned>(on.day()));
  result.hour = static_cast<int>(at.hours().count());
  result.minute = static_cast<int>(at.minutes().count());
  result.second = static_cast<int>(at.seconds().count());
  return result;
}

local as_local(const icaltimetype& x) {
  const date::year_month_day on{date::year{x.year}, date::month{static_cast<unsigned>(x.month)},
                                date::day{static_cast<unsigned>(x.day)}};
  return date::local_days{on} + std::chrono::hours{x.hour} + std::chrono::minutes{x.minute} +
         seconds{x.second};
}

/// RFC 5545, 3.3.5: the offset before a gap, the first of two.
time_point as_instant(local x, const date::time_zone& zone) {
  return time_point{x.time_since_epoch() - zone.get_info(x).first.offset};
}

local on_the_wall(time_point x, const date::time_zone& zone) {
  return zone.to_local(date::floor<seconds>(x));
}

/// Times as they are computed with, read once.
struct read_times {
  const date::time_zone* zone;
  local starts;
  seconds length;
  icalrecurrencetype rule;
  bool repeats;
  std::vector<local> left_out;

  occurrence at(local start) const {
    occurrence result{as_instant(start, *zone), as_instant(start + length, *zone)};
    // One that begins in an hour that is left out.
    if (result.end <= result.start)
      result.end = result.start + length;
    return result;
  }
  bool is_left_out(local x) const {
    return std::find(left_out.begin(), left_out.end(), x) != left_out.end();
  }
};

icalrecurrencetype read_rule(const std::string& text) {
  auto result = icalrecurrencetype_from_string(text.c_str());
  icalerror_clear_errno();
  return result;
}

std::optional<read_times> read(const wall_times& x) {
  const auto* zone = zone_named(x.time_zone);
  const auto starts = read_local(x.starts);
  const auto ends = read_local(x.ends);
  if (!zone || !starts || !ends)
    return std::nullopt;
  read_times result{zone, *starts, *ends - *starts, {}, !x.rule.empty(), {}};
  if (result.repeats) {
    result.rule = read_rule(x.rule);
    // The end of a rule is an instant; the times themselves are on the wall.
    if (icaltime_is_utc(result.rule.until)) {
      const auto until = time_point{as_local(result.rule.until).time_since_epoch()};
      result.rule.until = as_ical(on_the_wall(until, *zone));
    }
  }
  for (const auto& text : x.exceptions)
    if (const auto at = read_local(text))
      result.left_out.push_back(*at);
  return result;
}

/// Calls `take` with each start from about `from` on, until it says no.
template <class Take>
void each_start(const read_times& x, local from, Take take) {
  if (!x.repeats) {
    if (!x.is_left_out(x.starts))
      take(x.starts);
    return;
  }
  const std::unique_ptr<icalrecur_iterator, decltype(&icalrecur_iterator_free)> each{
    icalrecur_iterator_new(x.rule, as_ical(x.starts)), icalrecur_iterator_free};
  if (!each)
    return;
  // What is counted must be counted from the first.
  if (x.rule.count == 0 && from > x.starts)
    icalrecur_iterator_set_start(each.get(), as_ical(from));
  int left_out = 0;
  for (auto next = icalrecur_iterator_next(each.get()); !icaltime_is_null_time(next);
       next = icalrecur_iterator_next(each.get())) {
    const auto at = as_local(next);
    if (x.is_left_out(at)) {
      if (++left_out > most_left_out)
        return;
    } else if (!take(at)) {
      return;
    }
  }
}

std::optional<problem> wrong_rule(const wall_times& x, const std::string& path) {
  const auto expected = "an RRULE of RFC 5545 with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY";
  if (x.rule.size() > longest_rule)
    return codec::wrong_value(path, expected, encode(x.rule.substr(0, 60)));
  const auto rule = read_rule(x.rule);
  if (rule.freq < ICAL_DAILY_RECURRENCE || rule.freq > ICAL_YEARLY_RECURRENCE ||
      rule.by_hour[0] != ICAL_RECURRENCE_ARRAY_MAX ||
      rule.by_minute[0] != ICAL_RECURRENCE_ARRAY_MAX ||
      rule.by_second[0] != ICAL_RECURRENCE_ARRAY_MAX)
    return codec::wrong_value(path, expected, encode(x.rule));
  return std::nullopt;
}

} // namespace

std::optional<problem> wrong_times(const wall_times& x, const std::string& path) {
  if (!zone_named(x.time_zone))
    return codec::wrong_value(path + ".time_zone", "a time zone", encode(x.time_zone));
  const auto local_time = "a local time as 2026-11-27T12:00";
  const auto starts = read_local(x.starts);
  if (!starts)
    return codec::wrong_value(path + ".starts", local_time, encode(x.starts));
  const auto ends = read_local(x.ends);
  if (!ends)
    return codec::wrong_value(path + ".ends", local_time, encode(x.ends));
  if (*ends <= *starts || *ends - *starts > longest)
    return codec::wrong_value(path + ".ends", "a time after starts, by at most 366 days",
                              encode(x.ends));
  if (x.exceptions.size() > most_exceptions)
    return problem{.reason = error_reason::invalid_params,
                   .path = path + ".exceptions",
                   .expected = "at most " + std::to_string(most_exceptions),
                   .got = std::to_string(x.exceptions.size())};
  for (std::size_t i = 0; i < x.exceptions.size(); ++i)
    if (!read_local(x.exceptions[i]))
      return codec::wrong_value(path + ".exceptions[" + std::to_string(i) + "]", local_time,
                                encode(x.exceptions[i]));
  return x.rule.empty() ? std::nullopt : wrong_rule(x, path + ".rule");
}

std::vector<occurrence> times_from(const wall_times& x, time_point at, std::size_t most) {
  std::vector<occurrence> result;
  const auto times = read(x);
  if (!times || most == 0)
    return result;
  // A day more than its length, for what daylight saving moves.
  const auto from = on_the_wall(at, *times->zone) - times->length - date::days{1};
  each_start(*times, from, [&](local start) {
    if (const auto one = times->at(start); one.end > at)
      result.push_back(one);
    return result.size() < most;
  });
  return result;
}

std::optional<occurrence> ends_after(const wall_times& x, time_point at) {
  const auto found = times_from(x, at, 1);
  return found.empty() ? std::nullopt : std::optional{found.front()};
}

std::optional<occurrence> starts_after(const wall_times& x, time_point at) {
  std::optional<occurrence> result;
  const auto times = read(x);
  if (!times)
    return result;
  each_start(*times, on_the_wall(at, *times->zone) - date::days{1}, [&](local start) {
    if (const auto one = times->at(start); one.start > at)
      result = one;
    return !result;
  });
  return result;
}

} // namespace omstilling

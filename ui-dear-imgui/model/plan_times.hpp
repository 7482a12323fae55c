#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

/// When a plan is on, as somebody writes it: dates, times of day and how it repeats. No time zone:
/// a plan means the clock on the wall of its site.
namespace omstilling {

using local_date = std::chrono::year_month_day;

/// A day and a time of day, to the minute.
struct local_minute {
  local_date day;
  int minute = 0; // of the day
  friend bool operator==(const local_minute&, const local_minute&) = default;
};

/// "14:30", "1430", "14.30" or "9", in minutes of the day; nothing where it is no time of day.
std::optional<int> read_time_of_day(std::string_view text);
/// "27-11-2026", "27.11.26", "27/11" or "2026-11-27"; without a year the next such day from `today`
/// on.
std::optional<local_date> read_date(std::string_view text, const local_date& today);

/// `2026-11-27T12:00`, as a plan has it.
std::string plan_time_text(const local_minute& x);
std::optional<local_minute> read_plan_time(std::string_view text);
/// `27-11-2026`, as a form shows it.
std::string form_date_text(const local_date& x);
/// `12:00`.
std::string form_time_text(int minute);

local_minute later(const local_minute& x, std::chrono::minutes by);
/// Monday is 0.
std::size_t weekday_of(const local_date& x);

enum class repeats { never, daily, weekdays, weekly, monthly, yearly, otherwise };
enum class repeats_until { for_ever, count, date };

/// How a plan comes again.
struct repetition {
  repeats how = repeats::never;
  int every = 1;              // every so many days, weeks, months or years
  std::array<bool, 7> days{}; // of `weekly`, from Monday on; none: the day it starts on
  repeats_until end = repeats_until::for_ever;
  int count = 0;
  local_date last{};
  std::string rule; // of `otherwise`: one that the form has no words for
  friend bool operator==(const repetition&, const repetition&) = default;
};

/// The RRULE of RFC 5545; empty: once. `last` counts to its end, wherever the site is.
std::string rule_of(const repetition& x, const local_minute& start);
/// The other way; `otherwise` for a rule that is more than this.
repetition read_rule(std::string_view rule);

} // namespace omstilling

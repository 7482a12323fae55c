#include "protocol/time.hpp"

#include <charconv>
#include <cstdio>

namespace omstilling {

namespace {

/// Reads exactly `digits` digits at the front of `text` and drops them.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  int result = 0;
  if (text.size() < digits)
    return std::nullopt;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9')
      return std::nullopt;
    result = result * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return result;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos)
    return false;
  text.remove_prefix(1);
  return true;
}

/// `.123` of any length, to the millisecond; nothing is zero.
std::optional<int> take_fraction(std::string_view& text) {
  if (!take(text, "."))
    return 0;
  int result = 0;
  std::size_t digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9';
       text.remove_prefix(1), ++digits)
    if (digits < 3)
      result = result * 10 + (text.front() - '0');
  if (digits == 0)
    return std::nullopt;
  for (; digits < 3; ++digits)
    result *= 10;
  return result;
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  if (take(text, "Zz"))
    return std::chrono::minutes{0};
  const bool west = text.starts_with('-');
  if (!take(text, "+-"))
    return std::nullopt;
  const auto hours = take_number(text, 2);
  if (!hours || *hours > 23 || !take(text, ":"))
    return std::nullopt;
  const auto minutes = take_number(text, 2);
  if (!minutes || *minutes > 59)
    return std::nullopt;
  const std::chrono::minutes result{*hours * 60 + *minutes};
  return west ? -result : result;
}

/// An offset may carry a time over the edge of what four digits of a year hold.
bool writable(time_point x) {
  using std::chrono::sys_days;
  using std::chrono::year;
  constexpr sys_days first{year{1970} / 1 / 1};
  constexpr sys_days after_last{year{10000} / 1 / 1};
  return x >= first && x < after_last;
}

} // namespace

std::string to_rfc3339(time_point x) {
  const auto day = std::chrono::floor<std::chrono::days>(x);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{x - day};
  char text[40];
  std::snprintf(
    text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
    static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
    static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

std::optional<time_point> from_rfc3339(std::string_view text) {
  const auto year = take_number(text, 4);
  if (!year || *year < 1970 || !take(text, "-"))
    return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, "-"))
    return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day || !take(text, "Tt "))
    return std::nullopt;
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ":"))
    return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59 || !take(text, ":"))
    return std::nullopt;
  const auto second = take_number(text, 2);
  if (!second || *second > 60) // 60: a leap second, counted as the next minute's first
    return std::nullopt;
  const auto fraction = take_fraction(text);
  const auto offset = fraction ? take_offset(text) : std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!offset || !text.empty() || !date.ok())
    return std::nullopt;
  const auto local = std::chrono::sys_days{date} + std::chrono::hours{*hour} +
                     std::chrono::minutes{*minute} + std::chrono::seconds{*second} +
                     std::chrono::milliseconds{*fraction};
  const time_point result = local - *offset;
  return writable(result) ? std::optional{result} : std::nullopt;
}

} // namespace omstilling

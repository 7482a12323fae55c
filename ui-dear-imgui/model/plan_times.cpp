#include "ui-dear-imgui/model/plan_times.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <map>
#include <vector>

namespace omstilling {

namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 7> day_names{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
constexpr int largest_interval = 99, largest_count = 999;

std::optional<int> number(std::string_view text) {
  int result = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), result);
  if (wrong != std::errc{} || end != text.data() + text.size() || text.front() == '-')
    return std::nullopt;
  return result;
}

std::vector<std::string_view> split(std::string_view text, std::string_view at) {
  std::vector<std::string_view> result;
  while (true) {
    const auto end = text.find_first_of(at);
    result.push_back(text.substr(0, end));
    if (end == text.npos)
      return result;
    text.remove_prefix(end + 1);
  }
}

std::optional<local_date> date_of(int y, int m, int d) {
  const local_date made{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  return made.ok() && y >= 1970 && y <= 9999 ? std::optional{made} : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ')
    text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

template <class... Parts>
std::string printed(const char* how, Parts... parts) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), how, parts...);
  return text.data();
}

int year_of(const local_date& x) { return static_cast<int>(x.year()); }
unsigned month_of(const local_date& x) { return static_cast<unsigned>(x.month()); }
unsigned day_of(const local_date& x) { return static_cast<unsigned>(x.day()); }

/// RFC 5545 wants the end of a rule in UTC. This computer stands where its site is.
std::string end_in_utc(const local_date& x) {
  std::tm at{};
  at.tm_year = year_of(x) - 1900;
  at.tm_mon = static_cast<int>(month_of(x)) - 1;
  at.tm_mday = static_cast<int>(day_of(x));
  at.tm_hour = 23;
  at.tm_min = at.tm_sec = 59;
  at.tm_isdst = -1;
  const auto seconds = std::mktime(&at);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  return printed("%04d%02d%02dT%02d%02d%02dZ", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                 utc.tm_hour, utc.tm_min, utc.tm_sec);
}

/// The day on this computer's clock that an UNTIL means.
std::optional<local_date> until_day(std::string_view text) {
  const auto y = text.size() >= 8 ? number(text.substr(0, 4)) : std::nullopt;
  const auto m = y ? number(text.substr(4, 2)) : std::nullopt;
  const auto d = m ? number(text.substr(6, 2)) : std::nullopt;
  if (!d)
    return std::nullopt;
  if (text.back() != 'Z' || text.size() != 16)
    return date_of(*y, *m, *d);
  std::tm at{};
  at.tm_year = *y - 1900;
  at.tm_mon = *m - 1;
  at.tm_mday = *d;
  at.tm_hour = number(text.substr(9, 2)).value_or(0);
  at.tm_min = number(text.substr(11, 2)).value_or(0);
  at.tm_sec = number(text.substr(13, 2)).value_or(0);
  const auto seconds = timegm(&at);
  std::tm local{};
  localtime_r(&seconds, &local);
  return date_of(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

std::string by_day(const std::array<bool, 7>& days) {
  std::string result;
  for (std::size_t i = 0; i < days.size(); ++i)
    if (days[i])
      result += (result.empty() ? "" : ",") + std::string{day_names[i]};
  return result;
}

std::optional<std::array<bool, 7>> read_days(std::string_view text) {
  std::array<bool, 7> result{};
  for (const auto one : split(text, ",")) {
    const auto* found = std::find(day_names.begin(), day_names.end(), one);
    if (found == day_names.end())
      return std::nullopt;
    result.at(static_cast<std::size_t>(found - day_names.begin())) = true;
  }
  return result;
}

constexpr std::array working_days{true, true, true, true, true, false, false};

} // namespace

std::optional<int> read_time_of_day(std::string_view text) {
  text = trimmed(text);
  const auto colon = text.find_first_of(":.");
  if (text.empty() || text.find_first_not_of("0123456789:.") != text.npos)
    return std::nullopt;
  auto hours = text.substr(0, colon), minutes = std::string_view{"00"};
  if (colon != text.npos) {
    minutes = text.substr(colon + 1);
  } else if (text.size() > 2) {
    hours = text.substr(0, text.size() - 2);
    minutes = text.substr(text.size() - 2);
  }
  if (hours.empty() || hours.size() > 2 || minutes.size() != 2)
    return std::nullopt;
  const auto hour = number(hours), minute = number(minutes);
  if (!hour || !minute || *hour > 23 || *minute > 59)
    return std::nullopt;
  return *hour * 60 + *minute;
}

std::optional<local_date> read_date(std::string_view text, const local_date& today) {
  const auto parts = split(trimmed(text), "-./ ");
  std::vector<int> numbers;
  for (const auto one : parts)
    if (const auto read = one.empty() || one.size() > 4 ? std::nullopt : number(one))
      numbers.push_back(*read);
  if (numbers.size() != parts.size() || numbers.size() < 2 || numbers.size() > 3)
    return std::nullopt;
  if (numbers.size() == 3 && parts[0].size() == 4)
    return date_of(numbers[0], numbers[1], numbers[2]);
  if (numbers.size() == 3)
    return date_of(numbers[2] < 100 ? 2000 + numbers[2] : numbers[2], numbers[1], numbers[0]);
  const auto this_year = date_of(year_of(today), numbers[1], numbers[0]);
  return this_year && *this_year < today ? date_of(year_of(today) + 1, numbers[1], numbers[0])
                                         : this_year;
}

std::string plan_time_text(const local_minute& x) {
  return printed("%04d-%02u-%02uT%02d:%02d", year_of(x.day), month_of(x.day), day_of(x.day),
                 x.minute / 60, x.minute % 60);
}

std::optional<local_minute> read_plan_time(std::string_view text) {
  if (text.size() < 16 || text[10] != 'T')
    return std::nullopt;
  const auto day = read_date(text.substr(0, 10), {});
  const auto minute = read_time_of_day(text.substr(11, 5));
  return day && minute ? std::optional{local_minute{*day, *minute}} : std::nullopt;
}

std::string form_date_text(const local_date& x) {
  return printed("%02u-%02u-%04d", day_of(x), month_of(x), year_of(x));
}

std::string form_time_text(int minute) { return printed("%02d:%02d", minute / 60, minute % 60); }

local_minute later(const local_minute& x, minutes by) {
  const auto at = sys_days{x.day} + minutes{x.minute} + by;
  const auto day = floor<days>(at);
  return {local_date{day}, static_cast<int>(duration_cast<minutes>(at - day).count())};
}

std::size_t weekday_of(const local_date& x) { return weekday{sys_days{x}}.iso_encoding() - 1; }

std::string rule_of(const repetition& x, const local_minute& start) {
  std::string result;
  switch (x.how) {
    case repeats::never: return {};
    case repeats::otherwise: return x.rule;
    case repeats::daily: result = "FREQ=DAILY"; break;
    case repeats::monthly: result = "FREQ=MONTHLY"; break;
    case repeats::yearly: result = "FREQ=YEARLY"; break;
    default: result = "FREQ=WEEKLY";
  }
  if (x.every > 1 && x.how != repeats::weekdays)
    result += ";INTERVAL=" + std::to_string(x.every);
  if (x.how == repeats::weekdays)
    result += ";BYDAY=" + by_day(working_days);
  if (x.how == repeats::weekly) {
    auto days = by_day(x.days);
    result += ";BYDAY=" + (days.empty() ? std::string{day_names.at(weekday_of(start.day))} : days);
  }
  if (x.end == repeats_until::count)
    result += ";COUNT=" + std::to_string(x.count);
  if (x.end == repeats_until::date)
    result += ";UNTIL=" + end_in_utc(x.last);
  return result;
}

repetition read_rule(std::string_view rule) {
  if (rule.empty())
    return {};
  repetition result;
  const repetition other{.how = repeats::otherwise, .rule = std::string{rule}};
  std::map<std::string_view, std::string_view> parts;
  for (const auto one : split(rule, ";")) {
    const auto sign = one.find('=');
    if (sign == one.npos || !parts.emplace(one.substr(0, sign), one.substr(sign + 1)).second)
      return other;
  }
  const auto take = [&](std::string_view name) {
    const auto found = parts.find(name);
    const auto value = found == parts.end() ? std::string_view{} : found->second;
    if (found != parts.end())
      parts.erase(found);
    return value;
  };
  const auto often = take("FREQ");
  result.how = often == "DAILY"     ? repeats::daily
               : often == "WEEKLY"  ? repeats::weekly
               : often == "MONTHLY" ? repeats::monthly
               : often == "YEARLY"  ? repeats::yearly
                                    : repeats::otherwise;
  if (const auto every = take("INTERVAL"); !every.empty())
    result.every = number(every).value_or(0);
  if (const auto count = take("COUNT"); !count.empty()) {
    result.end = repeats_until::count;
    result.count = number(count).value_or(0);
  }
  if (const auto until = take("UNTIL"); !until.empty()) {
    const auto last = until_day(until);
    if (!last || result.end == repeats_until::count)
      return other;
    result.end = repeats_until::date;
    result.last = *last;
  }
  if (result.how == repeats::weekly)
    if (const auto days = take("BYDAY"); !days.empty()) {
      const auto read = read_days(days);
      if (!read)
        return other;
      result.days = *read;
    }
  const bool odd =
    result.every < 1 || result.every > largest_interval ||
    (result.end == repeats_until::count && (result.count < 1 || result.count > largest_count));
  if (result.how == repeats::otherwise || !parts.empty() || odd)
    return other;
  if (result.how == repeats::weekly && result.every == 1 && result.days == working_days)
    result = {
      .how = repeats::weekdays, .end = result.end, .count = result.count, .last = result.last};
  return result;
}

} // namespace omstilling

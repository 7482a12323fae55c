#include "services/calendars/ical_parts.hpp"

namespace omstilling::ical {

namespace {

using namespace std::chrono;

/// Old programs write `/example.org/Europe/Copenhagen`.
std::optional<zone_clock> find_clock(const std::string& tzid) {
  auto name = tzid;
  for (;;) {
    if (auto found = zone_clock::find(name); found && !name.empty())
      return found;
    const auto slash = name.find('/');
    if (tzid.empty() || tzid.front() != '/' || slash == std::string::npos)
      return std::nullopt;
    name.erase(0, slash + 1);
  }
}

} // namespace

wall_time to_wall_time(const icaltimetype& x) {
  const year_month_day day{year{x.year}, month{static_cast<unsigned>(x.month)},
                           std::chrono::day{static_cast<unsigned>(x.day)}};
  const auto midnight = wall_time{local_days{day}};
  return x.is_date ? midnight : midnight + hours{x.hour} + minutes{x.minute} + seconds{x.second};
}

icaltimetype to_icaltime(wall_time x, bool is_date) {
  const auto days = floor<std::chrono::days>(x);
  const year_month_day date{days};
  const hh_mm_ss time{x - days};
  auto result = icaltime_null_time();
  result.year = static_cast<int>(date.year());
  result.month = static_cast<int>(static_cast<unsigned>(date.month()));
  result.day = static_cast<int>(static_cast<unsigned>(date.day()));
  result.is_date = is_date ? 1 : 0;
  if (is_date)
    return result;
  result.hour = static_cast<int>(time.hours().count());
  result.minute = static_cast<int>(time.minutes().count());
  result.second = static_cast<int>(time.seconds().count());
  return result;
}

time_point zone::to_utc(wall_time x) const {
  if (clock_)
    return clock_->to_utc(x);
  if (own_ == nullptr)
    return time_point{x.time_since_epoch()};
  auto time = to_icaltime(x, false);
  int daylight = 0;
  return time_point{x.time_since_epoch() -
                    seconds{icaltimezone_get_utc_offset(own_, &time, &daylight)}};
}

wall_time zone::to_wall(time_point x) const {
  if (clock_)
    return clock_->to_wall(x);
  const auto utc = wall_time{floor<seconds>(x.time_since_epoch())};
  if (own_ == nullptr)
    return utc;
  auto time = to_icaltime(utc, false);
  int daylight = 0;
  return utc + seconds{icaltimezone_get_utc_offset_of_utc_time(own_, &time, &daylight)};
}

moment zone_book::read(const icaltimetype& time, icalproperty* from) {
  const auto is_date = time.is_date != 0;
  if (icaltime_is_utc(time))
    return {to_wall_time(time), zone{}, false};
  auto* parameter = icalproperty_get_first_parameter(from, ICAL_TZID_PARAMETER);
  const auto* tzid = parameter != nullptr ? icalparameter_get_tzid(parameter) : nullptr;
  if (is_date || tzid == nullptr)
    return {to_wall_time(time), zone{person_}, is_date};
  return {to_wall_time(time), named(tzid), false};
}

zone zone_book::named(const std::string& tzid) {
  if (const auto found = known_.find(tzid); found != known_.end())
    return found->second;
  auto result = zone{person_};
  if (const auto clock = find_clock(tzid))
    result = zone{*clock};
  else if (auto* own = icalcomponent_get_timezone(calendar_, tzid.c_str()))
    result = zone{own};
  return known_.emplace(tzid, result).first->second;
}

} // namespace omstilling::ical

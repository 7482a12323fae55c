#include "ui-dear-imgui/panels/times.hpp"

#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace omstilling {

namespace {

std::tm local(time_point x) {
  const auto seconds = std::chrono::system_clock::to_time_t(x);
  std::tm result{};
  localtime_r(&seconds, &result);
  return result;
}

const char* weekday(int x) {
  static constexpr std::array days{n_("Sun"), n_("Mon"), n_("Tue"), n_("Wed"),
                                   n_("Thu"), n_("Fri"), n_("Sat")};
  return _(days[static_cast<std::size_t>(x)]);
}

const char* month(int x) {
  static constexpr std::array months{n_("Jan"), n_("Feb"), n_("Mar"), n_("Apr"),
                                     n_("May"), n_("Jun"), n_("Jul"), n_("Aug"),
                                     n_("Sep"), n_("Oct"), n_("Nov"), n_("Dec")};
  return _(months[static_cast<std::size_t>(x)]);
}

/// `24 Nov`; others put it another way.
std::string day_text(const std::tm& x) {
  return fmt::format(fmt::runtime(_("{day} {month}")), fmt::arg("day", x.tm_mday),
                     fmt::arg("month", month(x.tm_mon)));
}

} // namespace

std::string elapsed_text(time_point since, time_point now) {
  const auto seconds =
    std::max<std::int64_t>(0, std::chrono::floor<std::chrono::seconds>(now - since).count());
  if (seconds >= 3'600)
    return fmt::format("{}:{:02}:{:02}", seconds / 3'600, seconds / 60 % 60, seconds % 60);
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string clock_text(time_point x) {
  const auto at = local(x);
  return fmt::format("{:02}:{:02}", at.tm_hour, at.tm_min);
}

std::string date_text(time_point x) {
  const auto at = local(x);
  return std::string{weekday(at.tm_wday)} + ' ' + day_text(at);
}

std::string until_text(time_point x, time_point now) {
  const auto end = local(x), today = local(now);
  if (end.tm_yday == today.tm_yday && end.tm_year == today.tm_year)
    return clock_text(x);
  if (x - now < std::chrono::hours{24 * 6})
    return fmt::format("{} {}", weekday(end.tm_wday), clock_text(x));
  return day_text(end);
}

std::string remaining_text(time_point until, time_point now) {
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(until - now).count();
  if (minutes <= 0) {
    const auto over = std::chrono::floor<std::chrono::minutes>(now - until).count();
    if (over < 120)
      return fmt::format(fmt::runtime(_("overrun by {} min")), over);
    if (over < 48 * 60)
      return fmt::format(fmt::runtime(_("overrun by {} h {} min")), over / 60, over % 60);
    return fmt::format(fmt::runtime(_("overrun by {} days")), over / (24 * 60));
  }
  if (minutes < 120)
    return fmt::format(fmt::runtime(_("{} min left")), minutes);
  if (minutes < 48 * 60)
    return fmt::format(fmt::runtime(_("{} h {} min left")), minutes / 60, minutes % 60);
  return fmt::format(fmt::runtime(_("{} days left")), minutes / (24 * 60));
}

} // namespace omstilling

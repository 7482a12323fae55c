#include "ui-dear-imgui/panels/presence_words.hpp"

#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <array>
#include <ctime>

namespace omstilling {

namespace {

/// Midnight before this moment, on this computer's clock; `days` further on.
time_point day_start(time_point x, int days = 0) {
  const auto seconds = std::chrono::system_clock::to_time_t(x);
  std::tm at{};
  localtime_r(&seconds, &at);
  at.tm_mday += days;
  at.tm_hour = at.tm_min = at.tm_sec = 0;
  at.tm_isdst = -1;
  return std::chrono::floor<duration>(std::chrono::system_clock::from_time_t(std::mktime(&at)));
}

/// This day at noon, for words that want a moment.
time_point moment_of(const local_minute& x) {
  std::tm at{};
  at.tm_year = static_cast<int>(x.day.year()) - 1900;
  at.tm_mon = static_cast<int>(static_cast<unsigned>(x.day.month())) - 1;
  at.tm_mday = static_cast<int>(static_cast<unsigned>(x.day.day()));
  at.tm_hour = 12;
  at.tm_isdst = -1;
  return std::chrono::floor<duration>(std::chrono::system_clock::from_time_t(std::mktime(&at)));
}

std::string action_text(const status_action& x) {
  const auto to = x.to.value_or("");
  switch (x.kind) {
    case status_action_kind::set_do_not_disturb: return _("Do not disturb on");
    case status_action_kind::clear_do_not_disturb: return _("Do not disturb off");
    case status_action_kind::set_forwarding:
      if (x.type == forwarding_type::busy)
        return fmt::format(fmt::runtime(_("Forwarded → {} when busy")), to);
      if (x.type == forwarding_type::no_answer)
        return fmt::format(fmt::runtime(_("Forwarded → {} without an answer")), to);
      return fmt::format(fmt::runtime(_("Forwarded → {}")), to);
    case status_action_kind::clear_forwarding: return _("Forwarding off");
    case status_action_kind::agent_pause: return _("Pause on");
    case status_action_kind::agent_resume: return _("Pause off");
    default: return {};
  }
}

std::string days_text(const repetition& x, const local_minute& start) {
  std::string result;
  for (std::size_t i = 0; i < x.days.size(); ++i)
    if (x.days[i])
      result += (result.empty() ? "" : ", ") + std::string{weekday_word(i)};
  return result.empty() ? weekday_word(weekday_of(start.day)) : result;
}

std::string often_text(const repetition& x, const local_minute& start) {
  const auto with = [&](const char* words) { return fmt::format(fmt::runtime(words), x.every); };
  switch (x.how) {
    case repeats::daily: return x.every > 1 ? with(_("every {} days")) : _("every day");
    case repeats::weekdays: return _("on weekdays");
    case repeats::weekly:
      if (x.every > 1)
        return fmt::format(fmt::runtime(_("every {} weeks on {}")), x.every, days_text(x, start));
      return fmt::format(fmt::runtime(_("every {}")), days_text(x, start));
    case repeats::monthly: return x.every > 1 ? with(_("every {} months")) : _("every month");
    case repeats::yearly: return x.every > 1 ? with(_("every {} years")) : _("every year");
    case repeats::otherwise: return _("repeated");
    default: return {};
  }
}

} // namespace

const char* source_word(claim_source x) {
  switch (x) {
    case claim_source::manual: return _("By hand");
    case claim_source::schedule: return _("Plan");
    case claim_source::calendar: return _("Calendar");
    case claim_source::device: return _("Phone");
    case claim_source::agent: return _("Queue agent");
    case claim_source::rule: return _("Rule");
    default: return _("Unknown");
  }
}

const char* source_icon(claim_source x) {
  switch (x) {
    case claim_source::manual: return icon::user;
    case claim_source::schedule: return icon::clock;
    case claim_source::calendar: return icon::calendar;
    case claim_source::device: return icon::phone;
    case claim_source::agent: return icon::list;
    default: return icon::info;
  }
}

std::string actions_text(const std::vector<status_action>& x) {
  std::string result;
  for (const auto& one : x)
    result += (result.empty() ? "" : ", ") + action_text(one);
  return result;
}

const char* weekday_word(std::size_t x) {
  static constexpr std::array days{n_("Monday"), n_("Tuesday"),  n_("Wednesday"), n_("Thursday"),
                                   n_("Friday"), n_("Saturday"), n_("Sunday")};
  return _(days.at(x));
}

std::string plan_text(const plan_view& x) {
  const auto start = read_plan_time(x.starts), end = read_plan_time(x.ends);
  if (!start || !end)
    return x.starts + "–" + x.ends;
  const auto rule = read_rule(x.rule);
  const auto often = often_text(rule, *start);
  auto result = (often.empty() ? date_text(moment_of(*start)) : often) + ' ' +
                form_time_text(start->minute) + "–";
  if (start->day != end->day)
    result += date_text(moment_of(*end)) + ' ';
  result += form_time_text(end->minute);
  if (rule.end == repeats_until::count)
    result += ", " + fmt::format(fmt::runtime(_("{} times")), rule.count);
  if (rule.end == repeats_until::date)
    result += ", " + fmt::format(fmt::runtime(_("until {}")), form_date_text(rule.last));
  return result;
}

std::string agenda_day(const ui& u, const agenda_entry& x) {
  const auto now = u.now - u.view.ahead, start = x.start - u.view.ahead;
  if (start < day_start(now, 1))
    return _("Today");
  return start < day_start(now, 2) ? std::string{_("Tomorrow")} : date_text(start);
}

std::string agenda_span(const ui& u, const agenda_entry& x) {
  const auto now = u.now - u.view.ahead, start = x.start - u.view.ahead, end = x.end - u.view.ahead;
  const auto last = end - duration{1}; // an end at midnight belongs to the day before
  const auto day = std::max(day_start(start), day_start(now));
  const bool longer = last >= day_start(day, 1);
  if (x.all_day)
    return longer ? fmt::format(fmt::runtime(_("All day to {}")), date_text(last)) : _("All day");
  const auto to = longer ? until_text(end, start) : clock_text(end);
  if (start < day_start(now))
    return fmt::format(fmt::runtime(_("until {}")), to);
  return clock_text(start) + "–" + to;
}

std::string agenda_text(const ui& u, const agenda_entry& x, const site_id& site) {
  if (x.is_private)
    return x.busy == busy_type::free ? _("Free (private)") : _("Busy (private)");
  auto result = x.busy == busy_type::tentative ? _("Tentative") : status_word(u.view, x.type, site);
  if (!x.text.empty())
    result += " · " + x.text;
  return result;
}

} // namespace omstilling

#include "ui-dear-imgui/panels/when_fields.hpp"

#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/presence_words.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

struct repeat_word {
  repeats how;
  const char* id;
  const char* word;
};

constexpr std::array words{repeat_word{repeats::never, "once only", n_("Once")},
                           repeat_word{repeats::daily, "daily", n_("Every day")},
                           repeat_word{repeats::weekdays, "weekdays", n_("On weekdays")},
                           repeat_word{repeats::weekly, "weekly", n_("Every week")},
                           repeat_word{repeats::monthly, "monthly", n_("Every month")},
                           repeat_word{repeats::yearly, "yearly", n_("Every year")}};
constexpr std::size_t as_it_is = words.size();
constexpr int longest_interval = 99, most_times = 999;

std::optional<int> number_in(std::string_view text, int most) {
  int result = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || result > most)
      return std::nullopt;
    result = result * 10 + (c - '0');
  }
  return text.empty() || result < 1 || result > most ? std::nullopt : std::optional{result};
}

std::optional<local_minute> minute_of(const std::string& day, const std::string& time,
                                      const local_date& today) {
  const auto date = read_date(day, today);
  const auto minute = read_time_of_day(time);
  return date && minute ? std::optional{local_minute{*date, *minute}} : std::nullopt;
}

} // namespace

void when_fields::open(const local_minute& now) {
  *this = {};
  now_ = now;
  const auto from = later(now, std::chrono::minutes{60 - now.minute % 60});
  const auto to = later(from, std::chrono::hours{1});
  from_day_ = form_date_text(from.day);
  from_time_ = form_time_text(from.minute);
  to_day_ = form_date_text(to.day);
  to_time_ = form_time_text(to.minute);
  every_ = "1";
  count_ = "10";
  how_ = 0;
  end_ = 0;
  days_.assign(7, false);
}

void when_fields::open(const plan_view& x, const local_minute& now) {
  open(now);
  const auto from = read_plan_time(x.starts), to = read_plan_time(x.ends);
  if (!from || !to)
    return;
  from_day_ = form_date_text(from->day);
  from_time_ = form_time_text(from->minute);
  to_day_ = form_date_text(to->day);
  to_time_ = form_time_text(to->minute);
  const auto rule = read_rule(x.rule);
  rule_ = x.rule;
  const auto* found =
    std::find_if(words.begin(), words.end(), [&](const auto& one) { return one.how == rule.how; });
  how_ = static_cast<std::size_t>(found - words.begin());
  every_ = std::to_string(rule.every);
  std::copy(rule.days.begin(), rule.days.end(), days_.begin());
  end_ = static_cast<std::size_t>(rule.end);
  if (rule.end == repeats_until::count)
    count_ = std::to_string(rule.count);
  if (rule.end == repeats_until::date)
    last_ = form_date_text(rule.last);
}

std::optional<local_minute> when_fields::start() const {
  return minute_of(from_day_, from_time_, now_.day);
}

std::optional<local_minute> when_fields::end() const {
  const auto from = start();
  return minute_of(to_day_, to_time_, from ? from->day : now_.day);
}

repetition when_fields::repeats_now() const {
  if (how_ == as_it_is)
    return {.how = repeats::otherwise, .rule = rule_};
  repetition result{.how = words.at(how_.value_or(0)).how,
                    .every = number_in(every_, longest_interval).value_or(1)};
  if (result.how == repeats::weekly)
    std::copy(days_.begin(), days_.end(), result.days.begin());
  result.end = static_cast<repeats_until>(end_.value_or(0));
  if (result.end == repeats_until::count)
    result.count = number_in(count_, most_times).value_or(1);
  if (result.end == repeats_until::date)
    result.last = read_date(last_, now_.day).value_or(now_.day);
  return result;
}

const char* when_fields::every_label() const {
  switch (words.at(how_.value_or(0)).how) {
    case repeats::daily: return _("Every how many days, and until when");
    case repeats::monthly: return _("Every how many months, and until when");
    case repeats::yearly: return _("Every how many years, and until when");
    default: return _("Every how many weeks, and until when");
  }
}

void when_fields::draw_repeats(form& page) {
  page.label(_("Repeat"));
  std::vector<form_choice> choices;
  for (const auto& one : words)
    choices.push_back({.id = one.id, .text = _(one.word)});
  if (read_rule(rule_).how == repeats::otherwise)
    choices.push_back({.id = "as it is", .text = _("As it is now")});
  if (page.choose("repeat", choices, how_) && how_ != std::size_t{0}) {
    const auto from = start();
    if (from && std::none_of(days_.begin(), days_.end(), [](bool x) { return x; }))
      days_[weekday_of(from->day)] = true;
  }
  if (words.size() > how_.value_or(0) && words.at(*how_).how == repeats::weekly) {
    std::vector<form_choice> days;
    for (std::size_t i = 0; i < days_.size(); ++i)
      days.push_back({.id = "day " + std::to_string(i + 1), .text = weekday_word(i)});
    page.choose_many("days", days, days_);
  }
  if (how_ != std::size_t{0} && how_ != as_it_is)
    draw_last(page);
}

void when_fields::draw_last(form& page) {
  const bool has_interval = words.at(*how_).how != repeats::weekdays;
  page.label(has_interval ? every_label() : _("Until when"));
  if (has_interval)
    page.text("##every", icon::again, "1", every_,
              number_in(every_, longest_interval) ? "" : _("A number from 1 to 99 is needed."),
              120);
  page.choose("repeat end",
              {{.id = "for ever", .text = _("No end")},
               {.id = "so often", .text = _("So many times …")},
               {.id = "to a date", .text = _("To a date …")}},
              end_);
  if (end_ == std::size_t{1})
    page.text("##count", icon::list, "10", count_,
              number_in(count_, most_times) ? "" : _("A number from 1 to 999 is needed."), 200);
  if (end_ == std::size_t{2})
    page.text("##last", icon::calendar, "31-12-2026", last_,
              read_date(last_, now_.day) ? "" : _("A date such as 27-11-2026 is needed."), 200);
}

void when_fields::draw(form& page) {
  page.label(_("From and to, by the clock of the site"));
  page.side_by_side(4);
  const auto wrong = [](bool ok) { return ok ? std::string_view{} : std::string_view{"!"}; };
  const auto before = from_day_;
  page.text("##from day", icon::calendar, "27-11-2026", from_day_,
            wrong(read_date(from_day_, now_.day).has_value()));
  // Most end on the day on which they begin.
  if (before != from_day_ && to_day_ == before)
    to_day_ = from_day_;
  page.text("##from time", icon::clock, "12:00", from_time_,
            wrong(read_time_of_day(from_time_).has_value()));
  page.text("##to day", icon::calendar, "27-11-2026", to_day_,
            wrong(read_date(to_day_, now_.day).has_value()));
  page.text("##to time", icon::clock, "13:00", to_time_,
            wrong(read_time_of_day(to_time_).has_value()));
  draw_repeats(page);
  if (const auto why = why_not(); !why.empty())
    page.line(why, true);
  else if (const auto times = made())
    page.line(plan_text({.starts = times->starts, .ends = times->ends, .rule = times->rule}));
}

std::string when_fields::why_not() const {
  if (!read_date(from_day_, now_.day) || !read_date(to_day_, now_.day))
    return _("A date such as 27-11-2026 is needed.");
  if (!read_time_of_day(from_time_) || !read_time_of_day(to_time_))
    return _("A time such as 14:30 is needed.");
  const auto from = *start(), to = *end();
  if (plan_time_text(to) <= plan_time_text(from))
    return _("The end lies before the start.");
  if (how_ == std::size_t{0} && plan_time_text(to) <= plan_time_text(now_))
    return _("That is over already.");
  if (how_ == std::size_t{0} || how_ == as_it_is)
    return {};
  if (words.at(*how_).how != repeats::weekdays && !number_in(every_, longest_interval))
    return _("A number from 1 to 99 is needed.");
  if (end_ == std::size_t{1} && !number_in(count_, most_times))
    return _("A number from 1 to 999 is needed.");
  if (end_ == std::size_t{2} && !read_date(last_, now_.day))
    return _("A date such as 27-11-2026 is needed.");
  if (end_ == std::size_t{2} && *read_date(last_, now_.day) < from.day)
    return _("The end lies before the start.");
  return {};
}

std::optional<when_fields::plan_times> when_fields::made() const {
  if (!why_not().empty())
    return std::nullopt;
  const auto from = *start();
  return plan_times{plan_time_text(from), plan_time_text(*end()), rule_of(repeats_now(), from)};
}

} // namespace omstilling

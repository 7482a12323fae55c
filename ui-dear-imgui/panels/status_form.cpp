#include "ui-dear-imgui/panels/status_form.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <array>
#include <ctime>

namespace omstilling {

namespace {

struct length {
  const char* id;
  const char* word;
  std::int64_t seconds;
};

constexpr std::array lengths{length{"until changed", n_("Until changed"), 0},
                             length{"15 min", n_("15 min"), 900},
                             length{"30 min", n_("30 min"), 1'800},
                             length{"1 h", n_("1 h"), 3'600},
                             length{"2 h", n_("2 h"), 7'200},
                             length{"rest of the day", n_("Rest of the day"), 0},
                             length{"until a time", n_("Until …"), 0},
                             length{"from to", n_("From – to …"), 0}};
constexpr std::size_t until_changed = 0, rest_of_day = 5, until_time = 6, from_to = 7;

/// Today, or `days` later, at this time on this computer's clock.
time_point at_local(time_point now, int days, int hour, int minute) {
  const auto seconds = std::chrono::system_clock::to_time_t(now);
  std::tm parts{};
  localtime_r(&seconds, &parts);
  parts.tm_mday += days;
  parts.tm_hour = hour;
  parts.tm_min = minute;
  parts.tm_sec = 0;
  parts.tm_isdst = -1;
  return std::chrono::floor<duration>(std::chrono::system_clock::from_time_t(mktime(&parts)));
}

time_point local_now(const ui& u) { return u.now - u.view.ahead; }

local_minute minute_of(time_point local) {
  const auto seconds = std::chrono::system_clock::to_time_t(local);
  std::tm at{};
  localtime_r(&seconds, &at);
  return {local_date{std::chrono::year{at.tm_year + 1900},
                     std::chrono::month{static_cast<unsigned>(at.tm_mon + 1)},
                     std::chrono::day{static_cast<unsigned>(at.tm_mday)}},
          at.tm_hour * 60 + at.tm_min};
}

/// What is on of somebody's own choice, with all that only its claim tells.
status_values values_now(const console_view& view, const person& who) {
  if (const auto* known = presence_of(view, who.id))
    for (const auto& one : known->claims)
      if (one.source == claim_source::manual)
        return values_of(one);
  const auto& x = who.status;
  return {.type = x.type,
          .note = x.note,
          .start_actions = x.start_actions,
          .stop_actions = x.stop_actions};
}

} // namespace

std::optional<time_point> next_time(std::string_view text, time_point now) {
  const auto minute = read_time_of_day(text);
  if (!minute)
    return std::nullopt;
  const auto today = at_local(now, 0, *minute / 60, *minute % 60);
  return today > now ? today : at_local(now, 1, *minute / 60, *minute % 60);
}

std::optional<time_point> next_end(std::string_view text, time_point now) {
  if (const auto soon = next_time(text, now))
    return soon;
  const auto end = text.find_last_not_of(' ');
  const auto gap = text.find_last_of(' ', end);
  if (end == text.npos || gap == text.npos)
    return std::nullopt;
  const auto today = minute_of(now).day;
  const auto day = read_date(text.substr(0, gap), today);
  const auto minute = read_time_of_day(text.substr(gap + 1));
  if (!day || !minute)
    return std::nullopt;
  const auto apart = std::chrono::sys_days{*day} - std::chrono::sys_days{today};
  const auto result = at_local(now, static_cast<int>(apart.count()), *minute / 60, *minute % 60);
  return result > now ? std::optional{result} : std::nullopt;
}

time_point end_of_day(time_point now) { return at_local(now, 1, 0, 0); }

void status_form::open(const ui& u, const employee_id& who, const std::optional<plan_id>& plan) {
  *this = {};
  who_ = who;
  length_ = until_changed;
  fields_.open({});
  when_.open(minute_of(local_now(u)));
  const auto* person = find_person(u.view, who);
  const auto* known = presence_of(u.view, who);
  if (plan && known)
    for (const auto& one : known->plans)
      if (one.id == *plan)
        open(u, one);
  if (plan && plan->empty())
    length_ = from_to;
  if (!plan && person && person->status.source == claim_source::manual)
    open_running(u, *person);
}

/// The form opens on what is on, to be changed.
void status_form::open_running(const ui& u, const person& who) {
  draft on{.values = values_now(u.view, who), .length = until_changed, .until = {}};
  if (who.status.until && *who.status.until > u.now) {
    const auto at = *who.status.until - u.view.ahead;
    const auto end = minute_of(at);
    on.length = until_time;
    on.until = form_time_text(end.minute);
    if (next_time(on.until, local_now(u)) != std::chrono::floor<std::chrono::minutes>(at))
      on.until = form_date_text(end.day) + ' ' + on.until;
  }
  show(on);
  running_ = shown();
}

void status_form::show(const draft& x) {
  fields_.open(x.values);
  length_ = x.length;
  until_ = x.until;
  untouched_ = shown();
}

status_form::draft status_form::shown() const {
  return {.values = fields_.made(true), .length = length_, .until = until_};
}

void status_form::open(const ui& u, const plan_view& x) {
  plan_ = x;
  length_ = from_to;
  fields_.open(values_of(x));
  when_.open(x, minute_of(local_now(u)));
}

/// Fills the form; what it says can still be changed.
void status_form::fill_in(const ui& u, const template_view& x) {
  fields_.open(values_of(x));
  if (is_planned())
    return; // its times are those of the plan
  length_ = until_changed;
  if (!x.for_seconds)
    return;
  for (std::size_t i = 0; i < lengths.size(); ++i)
    if (lengths[i].seconds == *x.for_seconds)
      length_ = i;
  if (length_ != until_changed)
    return;
  length_ = until_time;
  const auto end = minute_of(local_now(u) + std::chrono::seconds{*x.for_seconds});
  until_ = form_date_text(end.day) + ' ' + form_time_text(end.minute);
}

bool status_form::has_end() const { return length_ != until_changed; }
bool status_form::is_planned() const { return length_ == from_to; }
bool status_form::ends_it() const { return fields_.type() == "available" && !is_planned(); }

std::string status_form::why_not(const ui& u) const {
  if (!u.live())
    return _("no connection to the service");
  if (fields_.type().empty())
    return _("Choose a status.");
  if (ends_it())
    return {};
  if (length_ == until_time && !next_end(until_, local_now(u)))
    return _("A time such as 14:30 is needed.");
  if (const auto why = is_planned() ? when_.why_not() : std::string{}; !why.empty())
    return why;
  if (save_ && name_.find_first_not_of(' ') == std::string::npos)
    return _("The template needs a name.");
  return fields_.why_not(has_end());
}

command status_form::planned() const {
  put_plan result{.employee = who_};
  if (plan_) {
    result.plan = plan_->id;
    result.exceptions = plan_->exceptions;
  }
  put_values(fields_.made(true), result);
  const auto times = *when_.made();
  result.starts = times.starts;
  result.ends = times.ends;
  if (!times.rule.empty())
    result.rule = times.rule;
  return result;
}

std::vector<command> status_form::made(const ui& u) const {
  if (!why_not(u).empty())
    return {};
  if (ends_it())
    return {clear_status{who_}};
  std::vector<command> result;
  if (is_planned()) {
    result.push_back(planned());
  } else {
    set_status order{.employee = who_};
    put_values(fields_.made(has_end()), order);
    if (length_ == until_time)
      order.until = *next_end(until_, local_now(u)) + u.view.ahead;
    else if (length_ == rest_of_day)
      order.until = end_of_day(local_now(u)) + u.view.ahead;
    else if (has_end())
      order.for_seconds = lengths[*length_].seconds;
    if (has_end() && to_calendar_)
      order.to_calendar = true;
    result.push_back(std::move(order));
  }
  if (save_)
    result.push_back(as_template());
  return result;
}

command status_form::as_template() const {
  put_template result{.global = global_, .name = name_};
  put_values(fields_.made(has_end()), result);
  if (const auto seconds = lengths[*length_].seconds; seconds > 0)
    result.for_seconds = seconds;
  return result;
}

void status_form::draw_templates(const ui& u, form& page) {
  if (u.view.templates.empty() || plan_)
    return;
  page.label(_("Templates"));
  std::vector<form_choice> choices;
  for (const auto& one : u.view.templates)
    choices.push_back({.id = "template " + one.id.value,
                       .text = one.name,
                       .icon = one.global ? icon::people : icon::note});
  if (page.choose("template", choices, template_))
    fill_in(u, u.view.templates[*template_]);
  page.label(_("Status"));
}

/// Another kind is another status: note, actions and end of the one that is on do not go over to
/// it, unless somebody wrote here first.
void status_form::draw_type(const ui& u, form& page, const site_id& site) {
  const auto before = shown();
  fields_.draw_type(u, page, site);
  if (!running_ || fields_.type() == before.values.type || before != untouched_)
    return;
  show(fields_.type() == running_->values.type
         ? *running_
         : draft{.values = {.type = fields_.type()}, .length = until_changed, .until = {}});
}

void status_form::draw_length(ui& u, form& page) {
  if (!plan_) {
    page.label(_("How long"));
    std::vector<form_choice> choices;
    for (const auto& one : lengths)
      choices.push_back({.id = one.id, .text = _(one.word)});
    if (page.choose("length", choices, length_) && (length_ == until_time || is_planned()))
      page.focus_next_frame(page.parts());
  }
  if (is_planned())
    return when_.draw(page);
  if (length_ != until_time)
    return;
  const auto end = next_end(until_, local_now(u));
  page.text("##until", icon::clock, _("14:30, or 27-11 14:30"), until_,
            until_.empty() || end ? "" : _("A time such as 14:30 is needed."), 240);
  if (end)
    page.line(fmt::format(fmt::runtime(_("From now until {}.")), until_text(*end, local_now(u))));
}

void status_form::draw_more(ui& u, form& page) {
  if (!is_planned())
    page.toggle("to calendar",
                has_end() ? _("Write it in the calendar")
                          : _("Write it in the calendar (it has no end)"),
                to_calendar_, has_end());
  page.toggle("save template", _("Save as a template"), save_);
  if (!save_)
    return;
  page.text("##template name", icon::note, _("What the template is called"), name_);
  if (may_set_global(u.view))
    page.toggle("global", _("Global: for everybody"), global_);
}

void status_form::draw(ui& u, const rect& window) {
  const auto* who = find_person(u.view, who_);
  if (!who) {
    u.chosen.overlay = {};
    return;
  }
  const bool own = u.view.employee == who_;
  form page{u,
            window,
            state_,
            780,
            plan_          ? _("Change the plan")
            : is_planned() ? _("New plan")
            : own          ? _("Change own status")
                           : _("Change status"),
            who->name};
  draw_templates(u, page);
  draw_type(u, page, who->site);
  if (ends_it()) {
    page.line(_("What was set by hand ends, with its end actions."));
  } else {
    draw_length(u, page);
    fields_.draw_note(page);
    fields_.draw_actions(page);
    fields_.draw_expiry(u, page, who->site, has_end() ? "" : _("it has no end"));
    fields_.draw_alias(u, page, who->site);
    draw_more(u, page);
  }
  const auto why = why_not(u);
  switch (page.end(ends_it() ? _("Set available") : _("Approve"), why.empty(), why)) {
    case form_end::approved:
      for (auto& one : made(u))
        u.ask(std::move(one));
      [[fallthrough]];
    case form_end::cancelled: u.chosen.overlay = {}; break;
    default: break;
  }
}

} // namespace omstilling

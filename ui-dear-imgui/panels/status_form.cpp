#include "ui-dear-imgui/panels/status_form.hpp"

#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
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
                             length{"until a time", n_("Until …"), 0}};
constexpr std::size_t until_changed = 0, rest_of_day = 5, until_time = 6;

constexpr std::size_t falls_back = 0, pops_up = 1, forces = 2;

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

std::vector<form_choice> type_choices() {
  std::vector<form_choice> result;
  for (const auto& one : status_choices()) {
    const auto place = result.size() + 1;
    result.push_back({.id = one.type,
                      .text = one.word,
                      .icon = one.icon,
                      .key = place < 10 ? std::to_string(place) : std::string{}});
  }
  return result;
}

} // namespace

std::optional<time_point> next_time(std::string_view text, time_point now) {
  std::string digits;
  std::size_t before_colon = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if ((c == ':' || c == '.') && before_colon == 0 && !digits.empty())
      before_colon = digits.size();
    else if (c != ' ')
      return std::nullopt;
  }
  if (digits.empty() || digits.size() > 4)
    return std::nullopt;
  const auto hours = before_colon > 0     ? before_colon
                     : digits.size() <= 2 ? digits.size()
                                          : digits.size() - 2;
  const auto minutes = digits.substr(hours);
  if (hours > 2 || (minutes.size() != 2 && !(minutes.empty() && before_colon == 0)))
    return std::nullopt;
  const int hour = std::stoi(digits.substr(0, hours));
  const int minute = minutes.empty() ? 0 : std::stoi(minutes);
  if (hour > 23 || minute > 59)
    return std::nullopt;
  const auto today = at_local(now, 0, hour, minute);
  return today > now ? today : at_local(now, 1, hour, minute);
}

time_point end_of_day(time_point now) { return at_local(now, 1, 0, 0); }

void status_form::open(const ui& u, const employee_id& who) {
  *this = {};
  who_ = who;
  length_ = until_changed;
  expiry_ = falls_back;
  const auto* person = find_person(u.view, who);
  if (!person || person->status.source != claim_source::manual)
    return;
  const auto types = status_choices();
  const auto found = std::find_if(types.begin(), types.end(),
                                  [&](const auto& x) { return x.type == person->status.type; });
  if (found != types.end())
    type_ = static_cast<std::size_t>(found - types.begin());
  note_ = person->status.note;
}

bool status_form::has_end() const { return length_ != until_changed; }

std::string status_form::why_not(const ui& u) const {
  if (!u.live())
    return _("no connection to the service");
  if (!type_)
    return _("Choose a status.");
  if (*type_ > 0 && length_ == until_time && !next_time(until_, local_now(u)))
    return _("A time such as 14:30 is needed.");
  if (*type_ > 0 && has_end() && expiry_ == forces && !forced_)
    return _("Choose what it changes to.");
  return {};
}

std::optional<command> status_form::made(const ui& u) const {
  if (!type_ || !why_not(u).empty())
    return std::nullopt;
  if (*type_ == 0)
    return clear_status{who_};
  set_status result{.employee = who_, .type = status_choices()[*type_].type};
  if (!note_.empty())
    result.note = note_;
  if (length_ == until_time)
    result.until = *next_time(until_, local_now(u)) + u.view.ahead;
  else if (length_ == rest_of_day)
    result.until = end_of_day(local_now(u)) + u.view.ahead;
  else if (has_end())
    result.for_seconds = lengths[*length_].seconds;
  if (dnd_on_)
    result.start_actions = {{status_action_kind::set_do_not_disturb, {}}};
  if (dnd_off_)
    result.stop_actions = {{status_action_kind::clear_do_not_disturb, {}}};
  if (has_end() && expiry_ == pops_up)
    result.expiry = on_expiry::pop_up;
  if (has_end() && expiry_ == forces) {
    result.expiry = on_expiry::force_status;
    result.forced_type = status_choices()[*forced_].type;
  }
  return result;
}

void status_form::draw_length(ui& u, form& page) {
  page.label(_("How long"));
  std::vector<form_choice> choices;
  for (const auto& one : lengths)
    choices.push_back({.id = one.id, .text = _(one.word)});
  if (page.choose("length", choices, length_) && length_ == until_time)
    page.focus_next_frame(page.parts());
  if (length_ != until_time)
    return;
  const auto end = next_time(until_, local_now(u));
  page.text("##until", icon::clock, _("14:30"), until_,
            until_.empty() || end ? "" : _("A time such as 14:30 is needed."), 200);
  if (end)
    page.line(fmt::format(fmt::runtime(_("From now until {}.")), until_text(*end, local_now(u))));
}

void status_form::draw_expiry(ui&, form& page) {
  page.label(_("When the time is up"));
  const auto* why = has_end() ? "" : _("it has no end");
  const std::vector<form_choice> choices{
    {.id = "fall back", .text = _("Back to what was before"), .enabled = has_end(), .why_not = why},
    {.id = "pop up", .text = _("Show a pop-up"), .enabled = has_end(), .why_not = why},
    {.id = "force", .text = _("Change to …"), .enabled = has_end(), .why_not = why}};
  page.choose("expiry", choices, expiry_);
  if (!has_end() || expiry_ != forces)
    return;
  std::vector<form_choice> types;
  for (const auto& one : status_choices())
    types.push_back({.id = "then " + one.type, .text = one.word, .icon = one.icon});
  page.choose("forced", types, forced_);
}

void status_form::draw(ui& u, const rect& window) {
  const auto* who = find_person(u.view, who_);
  if (!who) {
    u.chosen.overlay = {};
    return;
  }
  const bool own = u.view.employee == who_;
  form page{u, window, state_, 690, own ? _("Change own status") : _("Change status"), who->name};
  page.choose("type", type_choices(), type_);
  const bool free = type_ == 0;
  if (free) {
    page.line(_("What was set by hand ends, with its end actions."));
  } else {
    draw_length(u, page);
    page.label(_("Note"));
    page.text("##note", icon::note, _("Seen by colleagues"), note_);
    if (page.toggle("dnd on", _("Do not disturb on at the start"), dnd_on_))
      dnd_off_ = dnd_on_;
    page.toggle("dnd off", _("Do not disturb off at the end"), dnd_off_);
    draw_expiry(u, page);
    page.line(_("It starts now. A later start and repetition are not there yet."));
  }
  const auto why = why_not(u);
  switch (page.end(free ? _("Set available") : _("Approve"), why.empty(), why)) {
    case form_end::approved: u.ask(made(u)); [[fallthrough]];
    case form_end::cancelled: u.chosen.overlay = {}; break;
    default: break;
  }
}

} // namespace omstilling

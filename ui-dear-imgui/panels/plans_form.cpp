#include "ui-dear-imgui/panels/plans_form.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/presence_words.hpp"
#include "ui-dear-imgui/panels/status_values.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace omstilling {

namespace {

bool is_on(const console_view& view, const employee_id& who, const plan_id& plan) {
  const auto* known = presence_of(view, who);
  return known && std::any_of(known->claims.begin(), known->claims.end(),
                              [&](const auto& x) { return x.plan == plan; });
}

put_plan without_next(const plan_view& x, const employee_id& who) {
  put_plan result{.employee = who, .plan = x.id, .starts = x.starts, .ends = x.ends};
  put_values(values_of(x), result);
  if (!x.rule.empty())
    result.rule = x.rule;
  result.exceptions = x.exceptions;
  result.exceptions.push_back(next_start(x));
  return result;
}

} // namespace

/// The time of day is the plan's own in every zone; only the day has to be found.
std::string next_start(const plan_view& x) {
  const auto first = read_plan_time(x.starts);
  if (!first || !x.next)
    return {};
  const auto seconds = std::chrono::system_clock::to_time_t(*x.next);
  std::tm at{};
  localtime_r(&seconds, &at);
  const local_minute here{local_date{std::chrono::year{at.tm_year + 1900},
                                     std::chrono::month{static_cast<unsigned>(at.tm_mon + 1)},
                                     std::chrono::day{static_cast<unsigned>(at.tm_mday)}},
                          at.tm_hour * 60 + at.tm_min};
  // Where the site's clock is another one, the day may be the one before or after.
  constexpr int half_a_day = 12 * 60;
  const int apart = here.minute - first->minute;
  const auto day = later(here, std::chrono::hours{apart > half_a_day    ? 24
                                                  : apart < -half_a_day ? -24
                                                                        : 0})
                     .day;
  return plan_time_text({day, first->minute});
}

void plans_form::open(const employee_id& who) {
  *this = {};
  who_ = who;
}

void plans_form::draw_plan(ui& u, form& page, const person& who, const plan_view& x) {
  const auto box = page.row(28);
  const float chip =
    draw_status(u, {box.x, box.y, box.w * 0.4F, box.h}, {.type = x.type}, who.site);
  draw_text(u, face::label, {chip + u.px(10), box.y, box.right() - chip - u.px(10), box.h},
            u.colours.text, plan_text(x));
  u.seen.note(box, {.kind = "row", .id = "plan " + x.id.value, .text = plan_text(x)});
  const bool on = is_on(u.view, who_, x.id);
  std::string more = on ? _("on now") : x.next ? std::string{} : _("over");
  if (x.next)
    more += (more.empty() ? "" : " · ") +
            fmt::format(fmt::runtime(_("next {}")), date_text(*x.next - u.view.ahead) + ' ' +
                                                      clock_text(*x.next - u.view.ahead));
  for (const auto& text : {x.note, actions_text(x.start_actions)})
    if (!text.empty())
      more += " · " + text;
  page.line(more);
  const bool can = u.live() && may_set_status(u.view, who_);
  const std::string why =
    u.live() ? _("you lack the right to do this") : _("no connection to the service");
  ImGui::PushID(x.id.value.c_str());
  const auto press = [&](const std::string& id, const char* text, const char* icon, bool possible,
                         const char* why_not) {
    return page.press((id + ' ' + x.id.value).c_str(), text, icon, can && possible,
                      can ? why_not : why);
  };
  page.side_by_side(4);
  if (press("change plan", _("Change"), icon::note, true, ""))
    u.chosen.overlay = {.kind = overlay_kind::status_form, .person = who_, .plan = x.id};
  if (press("skip plan", _("Skip the next"), icon::forward, !x.rule.empty() && x.next,
            _("it does not repeat")))
    u.ask(without_next(x, who_));
  if (press("end plan", _("End now"), icon::check, on, _("it is not on")))
    u.ask(clear_status{who_, x.id});
  if (press("remove plan", _("Delete"), icon::cross, true, ""))
    u.ask(remove_plan{who_, x.id});
  ImGui::PopID();
  page.gap(6);
}

void plans_form::draw(ui& u, const rect& window) {
  const auto* who = find_person(u.view, who_);
  if (!who) {
    u.chosen.overlay = {};
    return;
  }
  form page{u, window, state_, 640, _("Plans"), who->name};
  const auto* known = presence_of(u.view, who_);
  if (!known || (!known->known && !known->refused))
    page.line(_("Not known yet."));
  else if (known->refused)
    page.line(_("The service keeps no plans."));
  else if (known->plans.empty())
    page.line(_("Nothing is planned."));
  else
    for (const auto& one : known->plans)
      draw_plan(u, page, *who, one);
  const bool can = u.live() && may_set_status(u.view, who_);
  const auto why =
    u.live() ? _("you lack the right to do this") : _("no connection to the service");
  switch (page.end(_("New plan"), can, can ? "" : why, _("Close"))) {
    case form_end::approved:
      u.chosen.overlay = {.kind = overlay_kind::status_form, .person = who_, .plan = plan_id{}};
      break;
    case form_end::cancelled: u.chosen.overlay = {}; break;
    default: break;
  }
}

} // namespace omstilling

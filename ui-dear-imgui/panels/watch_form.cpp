#include "ui-dear-imgui/panels/watch_form.hpp"

#include "protocol/codec.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/status_form.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

constexpr std::size_t any_change = 0, its_status = 1, its_phone = 2;
constexpr std::size_t from_now_on = 0, only_once = 1;
constexpr std::size_t most_found = 4;
constexpr std::array lamps{lamp::idle,   lamp::busy,      lamp::alerting, lamp::do_not_disturb,
                           lamp::paused, lamp::forwarded, lamp::offline};

constexpr std::size_t no_end = 0, rest_of_day = 1, until_time = 2;

} // namespace

add_watch when_free(const employee_id& who) {
  return {
    .employees = {who}, .condition = {watch_kind::phone_status, {}, lamp::idle}, .once = true};
}

void watch_form::open(const std::optional<employee_id>& who) {
  *this = {};
  if (who)
    people_.push_back(*who);
  kind_ = any_change;
  how_often_ = from_now_on;
  ending_ = no_end;
}

void watch_form::look_up(const ui& u) {
  if (query_ == looked_up_ && order_ == u.view.people->order())
    return;
  looked_up_ = query_;
  order_ = u.view.people->order();
  const auto fragments = fragments_of(query_);
  found_ = fragments.empty() ? std::vector<std::size_t>{} : find_people(*u.view.people, fragments);
}

void watch_form::add(const employee_id& who) {
  if (std::find(people_.begin(), people_.end(), who) == people_.end())
    people_.push_back(who);
  query_.clear();
}

/// The people of the watch; a press on one takes her off again.
void watch_form::draw_people(ui& u, form& page) {
  float x = page.inside().x;
  auto line = page.row(32);
  std::optional<employee_id> less;
  for (const auto& id : people_) {
    const auto* who = find_person(u.view, id);
    const auto name = "less " + id.value;
    const button chip{.id = name.c_str(), .text = who ? who->name : id.value, .icon = icon::cross};
    const float width = std::min(button_width(u, chip), line.w);
    if (x + width > line.right() + 1) {
      x = line.x;
      line = page.row(32);
    }
    if (draw_button(u, {x, line.y, width, u.px(28)}, chip))
      less = id;
    x += width + u.px(6);
  }
  if (people_.empty())
    draw_text(u, face::body, line, u.colours.text2, _("Nobody yet."));
  if (less)
    std::erase(people_, *less);
}

void watch_form::draw_found(ui& u, form& page) {
  const auto count = std::min(found_.size(), most_found);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& who = (*u.view.people)[found_[i]]->who;
    const auto box = page.row(30);
    const auto id = "more " + who.id.value;
    ImGui::SetCursorScreenPos({box.x, box.y});
    const bool clicked = ImGui::InvisibleButton(id.c_str(), {box.w, box.h});
    if (ImGui::IsItemHovered() || i == 0)
      fill(box, ImGui::IsItemHovered() ? u.colours.hover : u.colours.sel, u.px(5));
    draw_lamp(u, {box.x + u.px(10), box.y + u.px(8)}, u.px(14), lamp_now(u, who));
    const float end = draw_text(u, face::label, {box.x + u.px(34), box.y, box.w * 0.5F, box.h},
                                u.colours.text, who.name);
    draw_text(u, face::body, {end + u.px(8), box.y, box.right() - end - u.px(16), box.h},
              u.colours.text2, who.extension + "  " + who.department);
    u.seen.note(box, {.kind = "row", .id = id, .text = who.name, .on = i == 0});
    if (clicked)
      add(employee_id{who.id});
  }
  if (count == 0 && !query_.empty())
    page.line(_("Nobody found."));
}

void watch_form::draw_condition(const ui& u, form& page) {
  page.label(_("Tell me of"));
  page.choose("kind",
              {{.id = "any change", .text = _("Any change")},
               {.id = "person status", .text = _("A status")},
               {.id = "phone status", .text = _("A state of the phone")}},
              kind_);
  std::vector<form_choice> which;
  if (kind_ == its_status) {
    for (const auto& one : status_choices(u.view, {}))
      which.push_back({.id = "type " + one.type, .text = one.word, .icon = one.icon});
    page.choose("type", which, type_);
  } else if (kind_ == its_phone) {
    for (const auto one : lamps)
      which.push_back({.id = "lamp " + word(one), .text = lamp_word(one), .state = one});
    page.choose("lamp", which, lamp_);
  }
  page.label(_("How often"));
  page.choose("how often",
              {{.id = "standing", .text = _("Every time")}, {.id = "once", .text = _("Once")}},
              how_often_);
}

void watch_form::draw_ending(const ui& u, form& page) {
  page.label(_("Until when"));
  if (page.choose("ending",
                  {{.id = "no end", .text = _("No end")},
                   {.id = "rest of the day", .text = _("Rest of the day")},
                   {.id = "until a time", .text = _("Until …")}},
                  ending_) &&
      ending_ == until_time)
    page.focus_next_frame(page.parts());
  if (ending_ == until_time)
    page.text("##until", icon::clock, _("14:30, or 27-11 14:30"), until_,
              until_.empty() || end(u) ? "" : _("A time such as 14:30 is needed."), 240);
}

std::optional<time_point> watch_form::end(const ui& u) const {
  const auto local = u.now - u.view.ahead;
  const auto result = ending_ == until_time    ? next_end(until_, local)
                      : ending_ == rest_of_day ? std::optional{end_of_day(local)}
                                               : std::nullopt;
  return result ? std::optional{*result + u.view.ahead} : std::nullopt;
}

std::string watch_form::why_not(const ui& u) const {
  if (!u.live())
    return _("no connection to the service");
  if (people_.empty())
    return _("nobody is chosen");
  if (kind_ == its_status && !type_)
    return _("Choose a status.");
  if (kind_ == its_phone && !lamp_)
    return _("Choose a state of the phone.");
  return ending_ != no_end && !end(u) ? _("A time such as 14:30 is needed.") : "";
}

add_watch watch_form::made(const ui& u, bool when_free) const {
  add_watch result{.employees = people_, .until = end(u)};
  if (when_free) {
    result.condition = {watch_kind::phone_status, {}, lamp::idle};
    result.once = true;
    return result;
  }
  result.once = how_often_ == only_once;
  if (kind_ == its_status)
    result.condition = {watch_kind::person_status, status_choices(u.view, {})[*type_].type, {}};
  else if (kind_ == its_phone)
    result.condition = {watch_kind::phone_status, {}, lamps[*lamp_]};
  return result;
}

void watch_form::draw(ui& u, const rect& window) {
  form page{u, window, state_, 600, _("Watch"), ""};
  draw_people(u, page);
  look_up(u);
  const bool searching = !query_.empty();
  const bool entered = page.text("##more people", icon::plus, _("Add somebody"), query_);
  if (!searching && page.at_last() && !people_.empty() &&
      ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Backspace), false))
    people_.pop_back();
  draw_found(u, page);
  if (entered && !found_.empty() && searching) {
    add(employee_id{(*u.view.people)[found_.front()]->who.id});
    page.focus_next_frame(0);
  }
  const bool reachable = u.live() && !people_.empty();
  const button free{.id = "when free",
                    .text = _("Tell me once when free"),
                    .icon = icon::bell,
                    .key = keycap(deed::when_free),
                    .enabled = reachable,
                    .why_not =
                      u.live() ? _("nobody is chosen") : _("no connection to the service")};
  page.gap(4);
  const auto box = page.row(34);
  const bool quick = draw_button(u, {box.x, box.y, button_width(u, free), u.px(32)}, free) ||
                     (reachable && is_pressed(deed::when_free));
  draw_condition(u, page);
  draw_ending(u, page);
  const auto why = why_not(u);
  const auto done = page.end(_("Watch"), why.empty(), why);
  if (quick || (done == form_end::approved && !searching))
    u.ask(made(u, quick));
  if (quick || done == form_end::cancelled || (done == form_end::approved && !searching))
    u.chosen.overlay = {};
}

} // namespace omstilling

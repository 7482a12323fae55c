#include "ui-dear-imgui/panels/overview_panel.hpp"

#include "ui-dear-imgui/panels/call_drag.hpp"
#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

/// Below this width a person takes two lines.
constexpr float least_table = 480;

bool is_table(const ui& u, const rect& box) { return box.w >= u.px(least_table); }

/// The row of the chosen person, or the end.
auto chosen_row(const ui& u) {
  const auto& shown = u.chosen.shown;
  const auto place = u.chosen.person ? u.view.people->place_of(*u.chosen.person) : std::nullopt;
  return place ? std::find(shown.begin(), shown.end(), *place) : shown.end();
}

/// An icon where the calendar says something that the status does not; returns its room (S8.4).
float draw_calendar_mark(const ui& u, const rect& box, const person& x) {
  const auto* word = u.live() ? calendar_word(x) : nullptr;
  if (!word)
    return 0;
  const rect place{box.x, box.y, u.px(18), box.h};
  draw_text(u, face::caption, place,
            x.calendar == busy_type::tentative ? u.colours.text3 : u.colours.warn, icon::calendar);
  u.seen.note(place, {.kind = "mark", .id = "calendar " + x.id.value, .text = word});
  if (ImGui::IsMouseHoveringRect({place.x, place.y}, {place.right(), place.bottom()}) &&
      ImGui::IsWindowHovered())
    explain(u, word);
  return u.px(24);
}

} // namespace

void overview_panel::act(ui& u, const call_target& to) {
  u.ask(current_call(u.view) ? transfer_to(u.view, to) : dial(u.view, to));
}

void overview_panel::move(ui& u, int rows) {
  if (!u.chosen.query.empty())
    return search_panel::move(u, rows);
  const auto& shown = u.chosen.shown;
  if (shown.empty())
    return;
  const auto found = chosen_row(u);
  const auto last = static_cast<std::ptrdiff_t>(shown.size()) - 1;
  const auto next = found == shown.end() ? 0 : found - shown.begin() + rows;
  const auto place = shown[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(next, 0, last))];
  u.chosen.person = (*u.view.people)[place]->who.id;
  u.chosen.scroll_to_person = true;
  u.chosen.stepped_at = u.now;
}

/// Rows stay where they are while somebody aims at them with the mouse, or steps through them.
bool overview_panel::is_held(const ui& u) {
  constexpr std::chrono::seconds after_step{2}, after_mouse{10};
  const auto mouse = ImGui::GetIO().MousePos;
  if (mouse.x != mouse_.x || mouse.y != mouse_.y)
    mouse_moved_ = u.now;
  mouse_ = mouse;
  const auto lately = [&](const std::optional<time_point>& x, std::chrono::seconds span) {
    return x && *x <= u.now && u.now - *x < span;
  };
  const bool over =
    mouse.x >= list_.x && mouse.x < list_.right() && mouse.y >= list_.y && mouse.y < list_.bottom();
  return lately(u.chosen.stepped_at, after_step) || (over && lately(mouse_moved_, after_mouse));
}

void overview_panel::update(ui& u) {
  filter_.want.count_groups = chips_.is_open();
  filter_.update(u, is_held(u));
  search_.update(u, filter_.fragments());
}

/// Two lines: who and the status; the number and what the phone does.
void overview_panel::draw_short(ui& u, const rect& box, const person& x) {
  const auto& fragments = filter_.fragments();
  draw_lamp(u, {box.x + u.px(12), box.y + (box.h - u.px(14)) / 2}, u.px(14), lamp_now(u, x));
  const float left = box.x + u.px(38), right = box.right() - u.px(14), status = right - u.px(150);
  const rect first{left, box.y + u.px(3), status - u.px(8) - left, u.px(20)};
  const rect second{left, box.y + u.px(23), first.w, u.px(17)};
  draw_marked(u, face::label, first, u.colours.text, x.name, fragments);
  const float end = draw_marked(u, face::caption, second, u.colours.text, x.extension, fragments);
  const auto rest = lamp_text(u, x, true) + (x.department.empty() ? "" : " · " + x.department);
  draw_text(u, face::caption, {end + u.px(8), second.y, second.right() - end - u.px(8), second.h},
            u.colours.text2, rest);
  const auto tail = status_tail(u, x.status);
  const float height = tail.empty() ? box.h : u.px(24);
  const float mark = draw_calendar_mark(u, {right - u.px(18), box.y, 0, height}, x);
  draw_status(u, {status, box.y + (tail.empty() ? 0 : u.px(1)), right - mark - status, height},
              x.status, x.site);
  draw_text(u, face::caption, {status + u.px(6), second.y, right - status - u.px(6), second.h},
            u.colours.text2, tail);
}

void overview_panel::draw_person(ui& u, const rect& box, const person& x) {
  const bool chosen = u.chosen.person == x.id;
  const auto did = draw_row(
    u, box, "row", {.ground = chosen ? u.colours.sel : 0, .bar = chosen ? u.colours.accent : 0});
  u.seen.note(box, {.kind = "row", .id = "person " + x.id.value, .text = x.name, .on = chosen});
  if (did.clicked || did.right_clicked)
    u.chosen.person = x.id;
  if (did.right_clicked)
    u.open(overlay_kind::person_menu, x.id, {}, ImGui::GetIO().MousePos);
  auto& above = u.chosen.overlay;
  // Asked for by key, the menu stands at the row.
  if (above.kind == overlay_kind::person_menu && above.person == x.id && above.at.x == 0)
    above.at = {box.x + u.px(150), box.bottom()};
  if (did.double_clicked)
    act(u, {.employee = x.id, .number = x.extension, .name = x.name});
  draw_drop_target(u, box, x);
  if (!is_table(u, box))
    return draw_short(u, box, x);
  const auto c = columns_in(u, box);
  const auto cell = [&](float from, float to) {
    return rect{from, box.y, to - from - u.px(10), box.h};
  };
  const auto& fragments = filter_.fragments();
  draw_lamp(u, {c.lamp, box.y + (box.h - u.px(14)) / 2}, u.px(14), lamp_now(u, x));
  const bool quiet = lamp_now(u, x) == lamp::idle;
  auto lamp_cell = cell(c.lamp, c.name);
  lamp_cell.x += u.px(24);
  lamp_cell.w -= u.px(24);
  auto word = lamp_text(u, x, u.size != width_class::compact);
  // Since when, the banner says too.
  if (lamp_now(u, x) == lamp::unknown && text_width(u, face::body, word) > lamp_cell.w)
    word = lamp_word(lamp::unknown);
  // Where it goes counts.
  if (lamp_now(u, x) == lamp::forwarded && text_width(u, face::body, word) > lamp_cell.w)
    word = fmt::format(fmt::runtime(_("Fwd. → {}")), x.forwarded_to);
  draw_text(u, face::body, lamp_cell, quiet ? u.colours.text2 : u.colours.text, word);
  const auto name_cell = cell(c.name, c.number);
  const float end = draw_marked(u, face::label, name_cell, u.colours.text, x.name, fragments);
  if (c.with_title && name_cell.right() - end > u.px(60))
    draw_marked(u, face::body, {end + u.px(8), box.y, name_cell.right() - end - u.px(8), box.h},
                u.colours.text2, x.title, fragments);
  draw_marked(u, face::body, cell(c.number, c.department), u.colours.text, x.extension, fragments);
  if (c.department < c.status)
    draw_marked(u, face::body, cell(c.department, c.status), u.colours.text2, x.department,
                fragments);
  const float end_of_status = c.end - draw_calendar_mark(u, {c.end - u.px(22), box.y, 0, box.h}, x);
  const float behind = draw_status(u, cell(c.status, end_of_status), x.status, x.site);
  draw_status_tail(u, {behind + u.px(8), box.y, end_of_status - behind - u.px(8), box.h}, x.status);
}

void overview_panel::draw(ui& u, const rect& box) {
  const bool searching = !u.chosen.query.empty();
  card frame{u, box, "overview", searching ? _("Search results") : _("Employees"),
             searching ? u.chosen.hits.size() : u.chosen.shown.size()};
  frame.head_key(keycap(deed::overview_card));
  if (u.size != width_class::compact)
    frame.head_note(searching ? _("all fields, fragments in any order")
                              : _("double-click transfers, or dials without a call"));
  draw_people(u, frame.body());
}

void overview_panel::draw_people(ui& u, const rect& box) {
  auto body = box;
  if (!u.chosen.query.empty()) {
    if (u.chosen.focused == "heads")
      u.chosen.focused.clear();
    list_ = body;
    return search_.draw(u, body);
  }
  const float used = chips_.draw(u, body, filter_);
  body = {body.x, body.y + used, body.w, body.h - used};
  if (is_table(u, body)) {
    const rect heads{body.x, body.y, body.w, u.px(28)};
    heads_.draw(u, heads, filter_);
    body = {body.x, heads.bottom(), body.w, body.h - heads.h};
  } else {
    if (u.chosen.focused == "heads")
      u.chosen.focused.clear();
    horizontal_line(u, body.x, body.right(), body.y, u.colours.line);
  }
  list_ = body;
  const auto& shown = u.chosen.shown;
  if (shown.empty())
    return draw_empty(u, {body.x, body.y, body.w, u.px(72)}, _("Nobody here."));
  const scroll_area scroll{{body.x, body.y, body.w - u.px(2), body.h - u.px(4)}, "people"};
  const float height = u.px(is_table(u, body) ? 32 : 44);
  if (std::exchange(u.chosen.scroll_to_person, false)) {
    const auto found = chosen_row(u);
    const float top = static_cast<float>(found - shown.begin()) * height;
    if (found != shown.end() && (top < ImGui::GetScrollY() ||
                                 top + height > ImGui::GetScrollY() + ImGui::GetWindowHeight()))
      ImGui::SetScrollY(std::max(0.0F, top - ImGui::GetWindowHeight() / 2 + height));
  }
  const auto origin = ImGui::GetCursorScreenPos();
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(shown.size()), height);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto& who = (*u.view.people)[shown[static_cast<std::size_t>(i)]]->who;
      ImGui::PushID(who.id.value.c_str());
      draw_person(u, {body.x, origin.y + static_cast<float>(i) * height, body.w, height}, who);
      ImGui::PopID();
      ImGui::SetCursorScreenPos({origin.x, origin.y + static_cast<float>(i + 1) * height});
    }
}

} // namespace omstilling

#include "ui-dear-imgui/panels/watch_panel.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/watch_words.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

namespace omstilling {

namespace {

constexpr float row_height = 30, two_lines = 46, room_for_one_line = 400;

/// A small button at the end of a row; true when it was pressed.
bool draw_cross(ui& u, const rect& box, const std::string& id, bool enabled) {
  const button made{.id = id.c_str(),
                    .text = {},
                    .icon = icon::cross,
                    .look = button_look::ghost,
                    .enabled = enabled,
                    .why_not = _("no connection to the service")};
  return draw_button(
    u, {box.right() - u.px(36), box.y + (box.h - u.px(26)) / 2, u.px(30), u.px(26)}, made);
}

void act_on(ui& u, const employee_id& id) {
  if (const auto* who = find_person(u.view, id))
    overview_panel::act(u, {.employee = who->id, .number = who->extension, .name = who->name});
}

row_events draw_whole_row(ui& u, const rect& box, const std::string& id, const std::string& name,
                          const employee_id& who, const row_look& look) {
  const auto did = draw_row(u, box, id.c_str(), look);
  u.seen.note(
    box, {.kind = "row", .id = id, .text = name, .on = u.chosen.person == who && !who.empty()});
  if (did.clicked)
    u.chosen.person = who;
  if (did.right_clicked)
    u.open(overlay_kind::person_menu, who, {}, ImGui::GetIO().MousePos);
  if (did.double_clicked)
    act_on(u, who);
  return did;
}

void draw_popup(ui& u, const rect& box, const popup_view& x) {
  draw_whole_row(u, box, "told " + x.id.value, x.name, x.employee,
                 {.ground = u.colours.accent_soft, .bar = u.colours.accent});
  draw_text(u, face::body, {box.x + u.px(12), box.y, u.px(20), box.h}, u.colours.accent,
            icon::bell);
  const auto at = until_text(x.at - u.view.ahead, u.now - u.view.ahead);
  const float right = box.right() - u.px(42);
  const float width = text_width(u, face::body, at);
  draw_text(u, face::label,
            {box.x + u.px(36), box.y, right - width - u.px(10) - box.x - u.px(36), box.h},
            u.colours.text, popup_text(u.view, x));
  draw_text(u, face::body, {right - width, box.y, width + 1, box.h}, u.colours.text2, at);
  if (draw_cross(u, box, "put away " + x.id.value, u.live()))
    u.ask(dismiss_popup{x.id});
}

/// What is waited for gets the room that the longest of them needs.
float condition_width(const ui& u, float room) {
  float result = 0;
  for (const auto& x : u.view.watches)
    result = std::max(result, text_width(u, face::caption, watch_text(u, x)));
  return std::min(result + u.px(22), room * 0.4F);
}

void draw_watch(ui& u, const rect& box, const watch_view& x, float waits_width) {
  const auto did = draw_whole_row(u, box, "watch " + x.id.value, x.name, x.employee,
                                  {.ground = u.chosen.person == x.employee ? u.colours.sel : 0,
                                   .bar = u.chosen.person == x.employee ? u.colours.accent : 0});
  const auto state = u.live() ? x.lamp_state : lamp::unknown;
  draw_lamp(u, {box.x + u.px(12), box.y + (box.h - u.px(14)) / 2}, u.px(14), state);
  const float left = box.x + u.px(36), room = box.right() - u.px(42) - left;
  // Where there is no room beside each other, what is waited for stands below.
  const bool narrow = box.h > u.px(row_height);
  const float top = narrow ? box.y + u.px(3) : box.y, line = narrow ? u.px(20) : box.h;
  const float beside = room - waits_width;
  const rect name{left, top, (narrow ? room * 0.5F : beside * 0.56F), line};
  draw_text(u, face::label, name, u.colours.text, x.name);
  const float behind = name.right() + u.px(8);
  const rect state_at{behind, top, left + (narrow ? room : beside - u.px(8)) - behind, line};
  auto standing = standing_text(u, x.status, x.lamp_state);
  std::string until;
  if (x.status.until && u.live() && *x.status.until > u.now)
    until = ' ' + fmt::format(fmt::runtime(_("until {}")),
                              until_text(*x.status.until - u.view.ahead, u.now - u.view.ahead));
  // Half a time says nothing.
  if (text_width(u, face::body, standing + until) <= state_at.w)
    standing += until;
  draw_text(u, face::body, state_at, u.colours.text2, standing);
  const rect waits =
    narrow ? rect{left, top + line, room, line} : rect{left + beside, box.y, waits_width, line};
  draw_text(u, face::caption, {waits.x, waits.y, u.px(18), waits.h}, u.colours.text2, icon::eye);
  draw_text(u, face::caption, {waits.x + u.px(18), waits.y, waits.w - u.px(18), waits.h},
            u.colours.text2, watch_text(u, x));
  if (did.hovered)
    explain(u, fmt::format("{}: {}", x.name, watch_text(u, x)));
  if (draw_cross(u, box, "stop watching " + x.id.value, u.live()))
    u.ask(remove_watch{x.id});
}

void draw_empty_list(ui& u, const rect& body, bool possible) {
  const std::string text = _("You watch nobody.");
  const button add{.id = "add the first watch",
                   .text = _("Add"),
                   .icon = icon::plus,
                   .key = keycap(deed::watch),
                   .look = button_look::ghost};
  const float words = text_width(u, face::body, text);
  const float width = possible ? button_width(u, add) : 0;
  const float height = std::min(body.h, u.px(72));
  const float x = body.x + std::max(u.px(12), (body.w - words - width) / 2);
  draw_text(u, face::body, {x, body.y, body.right() - width - x, height}, u.colours.text2, text);
  if (possible &&
      draw_button(u, {x + words, body.y + (height - u.px(32)) / 2, width, u.px(32)}, add))
    u.open(overlay_kind::watch_form, u.chosen.person);
}

} // namespace

void watch_panel::draw(ui& u, const rect& box) {
  const auto& popups = u.view.popups;
  const card frame{u, box, "watch list", _("Watch list"), u.view.watches.size()};
  const bool possible = may_watch(u.view) && u.live();
  const button add{.id = "add watch",
                   .text = _("Add"),
                   .icon = icon::plus,
                   .look = button_look::ghost,
                   .enabled = possible,
                   .why_not = u.live() ? _("you lack the right to do this")
                                       : _("no connection to the service")};
  const float width = button_width(u, add);
  const rect place{box.right() - width - u.px(6), box.y + u.px(3), width, u.px(30)};
  if (draw_button(u, place, add))
    u.open(overlay_kind::watch_form, u.chosen.person);
  if (!popups.empty()) {
    const auto count = std::to_string(popups.size());
    const float left = place.x - u.px(52);
    draw_text(u, face::body, {left, place.y, u.px(20), place.h}, u.colours.accent, icon::bell);
    draw_pill(u, {left + u.px(22), place.y + place.h / 2}, count, u.colours.accent,
              u.colours.accent_ink);
  }
  const auto body = frame.body();
  if (u.view.watches.empty() && popups.empty())
    return draw_empty_list(u, body, possible);
  const scroll_area scroll{body, "rows"};
  const auto origin = ImGui::GetCursorScreenPos();
  const float height = u.px(body.w < u.px(room_for_one_line) ? two_lines : row_height);
  const auto count = popups.size() + u.view.watches.size();
  const float width_of_rows = ImGui::GetContentRegionAvail().x;
  const float waits_width = condition_width(u, width_of_rows - u.px(78));
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(count), height);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto place_in = static_cast<std::size_t>(i);
      const rect row{body.x, origin.y + static_cast<float>(i) * height, width_of_rows, height};
      // The newest first: what was just told is what she looks for.
      if (place_in < popups.size())
        draw_popup(u, row, popups[popups.size() - 1 - place_in]);
      else
        draw_watch(u, row, u.view.watches[place_in - popups.size()], waits_width);
      ImGui::SetCursorScreenPos({origin.x, origin.y + static_cast<float>(i + 1) * height});
    }
}

} // namespace omstilling

#include "ui-dear-imgui/panels/agenda_panel.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/presence_words.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr float day_height = 24, line_height = 26;

struct agenda_line {
  const agenda_entry* entry = nullptr; // null: a day
  std::string day;
};

std::vector<agenda_line> lines_of(const ui& u, const person& who) {
  std::vector<agenda_line> result;
  const auto* known = presence_of(u.view, who.id);
  std::string day;
  if (!known)
    return result;
  for (const auto& one : known->agenda) {
    if (one.end <= u.now)
      continue; // the service takes it away at its own time
    if (auto now = agenda_day(u, one); now != day) {
      day = std::move(now);
      result.push_back({nullptr, day});
    }
    result.push_back({&one, {}});
  }
  return result;
}

std::string empty_text(const ui& u, const person& who) {
  const auto* known = presence_of(u.view, who.id);
  if (known && known->refused)
    return _("The service does not tell what is ahead.");
  return known && known->known ? _("Nothing ahead.") : _("Not known yet.");
}

/// All times get the room that the longest one needs.
float span_width(const ui& u, const std::vector<agenda_line>& lines, float room) {
  float result = u.px(84);
  for (const auto& one : lines)
    if (one.entry)
      result = std::max(result, text_width(u, face::body, agenda_span(u, *one.entry)));
  return std::min(result, room * 0.45F) + u.px(10);
}

void draw_entry(ui& u, const rect& box, const agenda_entry& x, const person& who, float span) {
  const auto text = agenda_text(u, x, who.site);
  const bool on = x.start <= u.now;
  const bool changes = x.plan && may_set_status(u.view, who.id);
  ImGui::SetCursorScreenPos({box.x, box.y});
  const auto id = "agenda " + x.id;
  const bool pressed = ImGui::InvisibleButton(id.c_str(), {std::max(1.0F, box.w), box.h});
  const bool hovered = ImGui::IsItemHovered();
  u.seen.note(box, {.kind = "row", .id = id, .text = text, .on = on});
  if (hovered && changes) {
    fill(box, u.colours.hover, u.px(4));
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  }
  if (on)
    fill({box.x, box.y + u.px(5), u.px(3), box.h - u.px(10)}, u.colours.accent, u.px(1));
  const rect in{box.x + u.px(8), box.y, box.w - u.px(8), box.h};
  draw_text(u, on ? face::label : face::body, {in.x, in.y, span - u.px(8), in.h}, u.colours.text,
            agenda_span(u, x));
  draw_text(u, face::caption, {in.x + span, in.y, u.px(20), in.h}, u.colours.text2,
            source_icon(x.source));
  float right = in.right();
  if (x.repeats) {
    right -= u.px(22);
    draw_text(u, face::caption, {right, in.y, u.px(20), in.h}, u.colours.text2, icon::again);
  }
  if (x.is_private) {
    right -= u.px(20);
    draw_text(u, face::caption, {right, in.y, u.px(20), in.h}, u.colours.text2, icon::lock);
  }
  const float left = in.x + span + u.px(22);
  draw_text(u, face::body, {left, in.y, right - u.px(4) - left, in.h}, u.colours.text, text);
  if (hovered)
    explain(u, std::string{source_word(x.source)} + ": " + text +
                 (x.repeats ? std::string{" · "} + _("repeated") : ""));
  if (pressed && changes)
    u.chosen.overlay = {.kind = overlay_kind::status_form, .person = who.id, .plan = x.plan};
}

} // namespace

float agenda_panel::lines_height(const ui& u, const person& who) {
  const auto lines = lines_of(u, who);
  if (lines.empty())
    return u.px(line_height);
  const auto days =
    std::count_if(lines.begin(), lines.end(), [](const auto& x) { return !x.entry; });
  const auto count = static_cast<std::ptrdiff_t>(lines.size());
  return static_cast<float>(days) * u.px(day_height) +
         static_cast<float>(count - days) * u.px(line_height);
}

void agenda_panel::draw_lines(ui& u, const rect& box, const person& who) {
  const auto lines = lines_of(u, who);
  if (lines.empty()) {
    draw_text(u, face::body, {box.x, box.y, box.w, std::min(box.h, u.px(line_height))},
              u.colours.text2, empty_text(u, who));
    return;
  }
  const scroll_area scroll{box, "agenda lines"};
  const auto from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float span = span_width(u, lines, width);
  float y = from.y;
  for (const auto& one : lines) {
    const rect line{from.x, y, width, u.px(one.entry ? line_height : day_height)};
    y = line.bottom();
    if (!ImGui::IsRectVisible({line.x, line.y}, {line.right(), line.bottom()}))
      continue;
    if (one.entry)
      draw_entry(u, line, *one.entry, who, span);
    else
      draw_text(u, face::caption, line, u.colours.text2, one.day);
  }
  ImGui::SetCursorScreenPos({from.x, y});
  ImGui::Dummy({1, 0});
}

void agenda_panel::draw(ui& u, const rect& box) {
  const card frame{u, box, "agenda", _("Agenda"), {}};
  const auto* who = u.chosen.person ? find_person(u.view, *u.chosen.person) : nullptr;
  if (!who)
    return draw_empty(u, {frame.body().x, frame.body().y, frame.body().w, u.px(72)},
                      _("Choose somebody in the list."));
  auto in = frame.body().inset(u.px(12), u.px(10));
  float right = in.right();
  if (may_set_status(u.view, who->id)) {
    const button plans{.id = "plans",
                       .text = _("Plans"),
                       .icon = icon::clock,
                       .enabled = u.live(),
                       .why_not = _("no connection to the service"),
                       .font = face::caption};
    right -= button_width(u, plans);
    if (draw_button(u, {right, in.y, button_width(u, plans), u.px(26)}, plans))
      u.open(overlay_kind::plans, who->id);
    right -= u.px(8);
  }
  draw_text(u, face::lead, {in.x, in.y, right - in.x, u.px(26)}, u.colours.text, who->name);
  draw_lines(u, {in.x, in.y + u.px(32), in.w, in.h - u.px(32)}, *who);
}

} // namespace omstilling

#include "ui-dear-imgui/panels/form_controls.hpp"

#include "ui-dear-imgui/panels/form_touch.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>
#include <cmath>

namespace omstilling {

namespace {

/// Between the switch and its word.
float switch_room(const ui& u, float width) {
  const float word =
    std::max(text_width(u, face::caption, _("On")), text_width(u, face::caption, _("Off")));
  return std::max(u.px(40), width - u.px(60) - word);
}

void draw_knob(const ui& u, const rect& track, bool on, bool enabled) {
  const auto& c = u.colours;
  const float radius = track.h / 2;
  if (!enabled) {
    fill(track, c.raised, radius);
    outline(u, track, c.line, radius);
  } else {
    fill(track, on ? c.accent : c.line_strong, radius);
  }
  const float x = on ? track.right() - radius : track.x + radius;
  ImGui::GetWindowDrawList()->AddCircleFilled({x, track.y + radius}, radius - u.px(3),
                                              !enabled ? c.text3
                                              : on     ? c.accent_ink
                                                       : c.panel,
                                              24);
}

void draw_tick_box(const ui& u, const rect& box, bool on, bool enabled) {
  const auto& c = u.colours;
  if (on && enabled)
    fill(box, c.accent, u.px(4));
  else if (!enabled)
    fill(box, c.raised, u.px(4));
  outline(u, box, !enabled ? c.line : on ? c.accent : c.line_strong, u.px(4), 1.5F);
  if (on)
    draw_text(u, face::caption, box, enabled ? c.accent_ink : c.text3, icon::check, align::centre);
}

float option_width(const ui& u, const form_option& x) {
  return u.px(20) + text_width(u, face::label, x.text) + (x.icon ? u.px(22) : 0);
}

/// Where each option of a choice stands; the last rectangle's bottom is the height.
std::vector<rect> option_places(const ui& u, float left, float top, float width,
                                const std::vector<form_option>& options) {
  std::vector<rect> result;
  float x = left, y = top;
  for (const auto& one : options) {
    const float w = std::min(option_width(u, one), width);
    if (x > left && x + w > left + width + 0.5F) {
      x = left;
      y += u.px(34);
    }
    result.push_back({x, y, w, u.px(28)});
    x += w + u.px(6);
  }
  return result;
}

bool draw_option(ui& u, form_focus& focus, const rect& box, const form_item& group,
                 const form_option& x, bool on) {
  const auto& c = u.colours;
  ImGui::SetCursorScreenPos({box.x, box.y});
  const auto id = group.id + ':' + x.value;
  const bool clicked = ImGui::InvisibleButton(id.c_str(), {box.w, box.h});
  const bool hovered = ImGui::IsItemHovered();
  u.seen.note(box,
              {.kind = "choice", .id = id, .text = x.text, .enabled = group.enabled, .on = on});
  if (hovered && group.enabled)
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (hovered && !group.enabled && !group.why_not.empty())
    explain(u, group.why_not);
  const bool lit = on && group.enabled;
  fill(box,
       lit                        ? c.accent
       : !group.enabled           ? c.raised
       : hovered && group.enabled ? c.hover
                                  : c.panel,
       u.px(6));
  outline(u, box, lit ? c.accent : on ? c.text3 : c.line, u.px(6), on ? 2 : 1);
  const auto ink = lit ? c.accent_ink : group.enabled ? c.text : c.text3;
  float left = box.x + u.px(10);
  if (x.icon) {
    draw_text(u, face::body, rect{left, box.y, u.px(18), box.h}, ink, x.icon);
    left += u.px(22);
  }
  draw_text(u, face::label, rect{left, box.y, box.right() - u.px(8) - left, box.h}, ink, x.text);
  if (clicked && group.enabled)
    focus.give(group.id, false);
  return clicked && group.enabled;
}

} // namespace

touch touch_control(ui& u, form_focus& focus, const rect& box, const form_item& x) {
  ImGui::SetCursorScreenPos({box.x, box.y});
  touch did;
  const bool clicked =
    ImGui::InvisibleButton(x.id.c_str(), {std::max(1.0F, box.w), std::max(1.0F, box.h)});
  did.hovered = ImGui::IsItemHovered();
  const bool here = focus.offer(x.id, box, x.enabled);
  if (did.hovered && !x.enabled && !x.why_not.empty())
    explain(u, x.why_not);
  if (!x.enabled)
    return {false, false};
  if (did.hovered)
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (clicked)
    focus.give(x.id, false);
  did.pressed = clicked || (here && focus.is_pressed());
  return did;
}

float switch_height(const ui& u, const form_item& x, float width) {
  const float more = lines_height(u, face::label, switch_room(u, width), x.text) -
                     lines_height(u, face::label, switch_room(u, width), "x");
  return u.px(x.help.empty() ? 34 : 48) + std::max(0.0F, more);
}

bool draw_switch(ui& u, form_focus& focus, const rect& box, const form_item& x, bool on) {
  const auto did = touch_control(u, focus, box, x);
  u.seen.note(box, {.kind = "switch", .id = x.id, .text = x.text, .enabled = x.enabled, .on = on});
  const auto& c = u.colours;
  const rect track{box.x, box.y + u.px(6), u.px(36), u.px(20)};
  draw_knob(u, track, on, x.enabled);
  draw_text(u, face::caption, rect{box.x, track.y, box.w, track.h}, c.text2,
            on ? _("On") : _("Off"), align::right);
  const float y =
    draw_lines(u, face::label, {box.x + u.px(48), track.y + u.px(1), switch_room(u, box.w), 0},
               x.enabled ? c.text : c.text3, x.text);
  draw_text(u, face::caption, rect{box.x + u.px(48), y, box.w - u.px(48), u.px(18)},
            x.enabled ? c.text2 : c.text3, x.help);
  focus.draw_ring(u, x.id, track, track.h / 2);
  return did.pressed;
}

bool draw_small_switch(ui& u, form_focus& focus, const rect& box, const form_item& x, bool on) {
  const auto did = touch_control(u, focus, box, x);
  u.seen.note(box, {.kind = "switch", .id = x.id, .text = x.text, .enabled = x.enabled, .on = on});
  const rect track{box.x, box.y + (box.h - u.px(20)) / 2, u.px(36), u.px(20)};
  draw_knob(u, track, on, x.enabled);
  draw_text(u, face::label, rect{track.right() + u.px(8), box.y, box.w - u.px(44), box.h},
            x.enabled ? u.colours.text : u.colours.text3, x.text);
  focus.draw_ring(u, x.id, track, track.h / 2);
  return did.pressed;
}

float tick_width(const ui& u, const form_item& x) {
  return u.px(18) + (x.text.empty() ? 0 : u.px(8) + text_width(u, face::body, x.text) + u.px(1));
}

bool draw_tick(ui& u, form_focus& focus, const rect& box, const form_item& x, bool on) {
  const auto did = touch_control(u, focus, box, x);
  u.seen.note(box, {.kind = "switch", .id = x.id, .text = x.text, .enabled = x.enabled, .on = on});
  const rect mark{box.x, box.y + (box.h - u.px(18)) / 2, u.px(18), u.px(18)};
  draw_tick_box(u, mark, on, x.enabled);
  draw_text(u, face::body, rect{mark.right() + u.px(8), box.y, box.w - u.px(26), box.h},
            x.enabled ? u.colours.text : u.colours.text3, x.text);
  focus.draw_ring(u, x.id, mark, u.px(4));
  return did.pressed;
}

float choice_width(const ui& u, const std::vector<form_option>& options) {
  const auto places = option_places(u, 0, 0, 1e6F, options);
  return places.empty() ? 0 : places.back().right();
}

float choice_height(const ui& u, float width, const std::vector<form_option>& options) {
  const auto places = option_places(u, 0, 0, width, options);
  return places.empty() ? 0 : places.back().bottom();
}

std::optional<std::size_t> draw_choice(ui& u, form_focus& focus, const rect& box,
                                       const form_item& x, const std::vector<form_option>& options,
                                       std::optional<std::size_t> chosen) {
  const bool here = focus.offer(x.id, box, x.enabled);
  std::optional<std::size_t> taken;
  const auto places = option_places(u, box.x, box.y, box.w, options);
  for (std::size_t i = 0; i < options.size(); ++i)
    if (draw_option(u, focus, places[i], x, options[i], chosen == i))
      taken = i;
  if (!here || options.empty())
    return taken;
  if (focus.just_came(x.id))
    focus.at = chosen.value_or(0);
  focus.at = std::min(focus.at, options.size() - 1);
  const auto before = focus.at;
  if ((focus.is_pressed(ImGuiKey_RightArrow) || focus.is_pressed(ImGuiKey_DownArrow)) &&
      focus.at + 1 < options.size())
    ++focus.at;
  if ((focus.is_pressed(ImGuiKey_LeftArrow) || focus.is_pressed(ImGuiKey_UpArrow)) && focus.at > 0)
    --focus.at;
  if (before != focus.at || focus.is_pressed())
    taken = focus.at;
  focus.draw_ring(u, x.id, places[focus.at], u.px(6));
  return taken;
}

bool draw_form_button(ui& u, form_focus& focus, const rect& box, const button& x) {
  const bool here = focus.offer(x.id, box, x.enabled);
  const bool clicked = draw_button(u, box, x);
  if (clicked)
    focus.give(x.id, false);
  focus.draw_ring(u, x.id, box, u.px(6));
  return clicked || (here && focus.is_pressed());
}

namespace {

/// Where each line ends.
std::vector<std::string_view> wrapped(const ImFont* font, float width, std::string_view text) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const auto* end = text.data() + text.size();
    const auto* to = font->CalcWordWrapPositionA(1, text.data(), end, width);
    if (to == text.data())
      ++to; // not even one letter fits
    result.push_back(text.substr(0, static_cast<std::size_t>(to - text.data())));
    while (to < end && *to == ' ')
      ++to;
    text = {to, static_cast<std::size_t>(end - to)};
  }
  return result;
}

} // namespace

float lines_height(const ui& u, face font, float width, std::string_view text) {
  return static_cast<float>(wrapped(u.fonts[font], width, text).size()) *
         std::ceil(u.fonts[font]->FontSize + u.px(2));
}

float draw_lines(const ui& u, face font, const rect& box, ImU32 colour, std::string_view text) {
  float y = box.y;
  const float height = std::ceil(u.fonts[font]->FontSize + u.px(2));
  for (const auto one : wrapped(u.fonts[font], box.w, text)) {
    draw_text(u, font, rect{box.x, y, box.w + u.px(4), height}, colour, one);
    y += height;
  }
  return y;
}

} // namespace omstilling

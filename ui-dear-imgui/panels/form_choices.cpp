#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/form.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr float chip_height = 30, chip_gap = 6;

bool is_down_now(ImGuiKey x, bool repeat = false) {
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(x), repeat);
}

float choice_width(const ui& u, const form_choice& x) {
  float result = u.px(24) + text_width(u, face::body, x.text);
  if (x.icon || x.state)
    result += u.px(22);
  if (!x.key.empty())
    result += u.px(8) + keycap_width(u, x.key.c_str());
  return result;
}

} // namespace

bool form::draw_choice(const rect& box, const form_choice& x, bool on, bool focused) {
  ImGui::SetCursorScreenPos({box.x, box.y});
  const bool clicked = ImGui::InvisibleButton(x.id.c_str(), {box.w, box.h});
  const bool hovered = ImGui::IsItemHovered();
  if (hovered && !x.enabled && !x.why_not.empty())
    explain(u_, x.why_not);
  const auto ink = !x.enabled ? u_.colours.text3 : on ? u_.colours.accent_ink : u_.colours.text;
  fill(box,
       !x.enabled ? u_.colours.raised
       : on       ? u_.colours.accent
       : hovered  ? u_.colours.hover
                  : u_.colours.panel,
       u_.px(6));
  outline(u_, box,
          !x.enabled ? u_.colours.line
          : on       ? u_.colours.accent
                     : u_.colours.line_strong,
          u_.px(6));
  if (focused && on)
    ring(box, 6);
  float left = box.x + u_.px(12);
  if (x.state && !on)
    draw_lamp(u_, {left - u_.px(2), box.y + (box.h - u_.px(14)) / 2}, u_.px(14), *x.state);
  else if (x.icon || x.state)
    draw_text(u_, face::body, {left - u_.px(2), box.y, u_.px(20), box.h}, ink,
              x.state ? icon::check : x.icon);
  if (x.icon || x.state)
    left += u_.px(22);
  left = draw_text(u_, face::body, {left, box.y, box.right() - left, box.h}, ink, x.text);
  if (!x.key.empty())
    draw_keycap(u_, {left + u_.px(8), box.y, u_.px(40), box.h}, x.key.c_str(), on ? &ink : nullptr);
  u_.seen.note(
    box,
    {.kind = "choice", .id = x.id, .text = x.text, .key = x.key, .enabled = x.enabled, .on = on});
  return clicked && x.enabled;
}

bool form::choose(const char* id, const std::vector<form_choice>& from,
                  std::optional<std::size_t>& which) {
  ImGui::PushID(id);
  const int part = parts_;
  const bool focused = begin_part();
  std::optional<std::size_t> now;
  float x = in_.x;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const float width = std::min(choice_width(u_, from[i]), in_.w);
    if (x + width > in_.right() + 1) {
      x = in_.x;
      y_ += u_.px(chip_height + chip_gap);
    }
    if (draw_choice({x, y_, width, u_.px(chip_height)}, from[i], which == i,
                    focused && which.value_or(i) == i)) {
      now = i;
      state_.focus = part;
      state_.shown = false;
    }
    if (from[i].key.size() == 1 && from[i].enabled && !state_.fresh && is_typed(from[i].key[0]))
      now = i;
    x += width + u_.px(chip_gap);
  }
  if (focused && !state_.fresh && !ImGui::GetIO().WantTextInput && !from.empty()) {
    const int by = static_cast<int>(is_down_now(ImGuiKey_RightArrow, true) ||
                                    is_down_now(ImGuiKey_DownArrow, true)) -
                   static_cast<int>(is_down_now(ImGuiKey_LeftArrow, true) ||
                                    is_down_now(ImGuiKey_UpArrow, true));
    const auto count = static_cast<int>(from.size());
    int at = which ? static_cast<int>(*which) : by > 0 ? -1 : count;
    for (int left = count; by != 0 && left > 0; --left) {
      at = (at + by + count) % count;
      if (from[static_cast<std::size_t>(at)].enabled)
        break;
    }
    if (by != 0) {
      now = static_cast<std::size_t>(at);
      state_.shown = true;
    }
  }
  y_ += u_.px(chip_height + chip_gap);
  ImGui::PopID();
  if (!now)
    return false;
  which = now;
  return true;
}

bool form::choose_many(const char* id, const std::vector<form_choice>& from,
                       std::vector<bool>& which) {
  ImGui::PushID(id);
  const int part = parts_;
  const bool focused = begin_part();
  which.resize(from.size());
  const auto count = static_cast<int>(from.size());
  if (focused && !state_.fresh && !ImGui::GetIO().WantTextInput)
    state_.cursor =
      std::clamp(state_.cursor + static_cast<int>(is_down_now(ImGuiKey_RightArrow, true)) -
                   static_cast<int>(is_down_now(ImGuiKey_LeftArrow, true)),
                 0, count - 1);
  const bool space =
    focused && !state_.fresh && is_down_now(ImGuiKey_Space) && !ImGui::GetIO().WantTextInput;
  bool switched = false;
  float x = in_.x;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const float width = std::min(choice_width(u_, from[i]), in_.w);
    if (x + width > in_.right() + 1) {
      x = in_.x;
      y_ += u_.px(chip_height + chip_gap);
    }
    const bool meant = focused && state_.cursor == static_cast<int>(i);
    const rect box{x, y_, width, u_.px(chip_height)};
    const bool clicked = draw_choice(box, from[i], which[i], false);
    if (meant)
      ring(box, 6);
    if (clicked) {
      state_.focus = part;
      state_.cursor = static_cast<int>(i);
      state_.shown = false;
    }
    if (clicked || (meant && space)) {
      which[i] = !which[i];
      switched = true;
    }
    x += width + u_.px(chip_gap);
  }
  y_ += u_.px(chip_height + chip_gap);
  ImGui::PopID();
  return switched;
}

} // namespace omstilling

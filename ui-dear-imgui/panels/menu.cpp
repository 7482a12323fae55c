#include "ui-dear-imgui/panels/menu.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/overlay_layer.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace omstilling {

namespace {

constexpr float row_height = 32, title_height = 34, edge = 6, widest = 460, narrowest = 240;

float height_of(const ui& u, const menu_item& x) {
  return u.px(x.title ? title_height : row_height);
}

float width_of(const ui& u, const menu_item& x) {
  if (x.title)
    return u.px(24) + text_width(u, face::strong, x.text);
  float result = u.px(40 + 16) + text_width(u, face::body, x.text);
  if (!x.enabled && !x.why_not.empty())
    result += u.px(16) + text_width(u, face::caption, x.why_not);
  if (x.key)
    result += u.px(16) + keycap_width(u, x.key);
  return result;
}

rect place_of(const ui& u, const rect& window, ImVec2 at, const std::vector<menu_item>& items) {
  float width = u.px(narrowest), height = u.px(2 * edge);
  for (const auto& one : items) {
    width = std::max(width, width_of(u, one));
    height += height_of(u, one);
  }
  width = std::round(std::min({width, u.px(widest), window.w - u.px(16)}));
  if (at.x == 0 && at.y == 0)
    at = {window.x + (window.w - width) / 2, window.y + (window.h - height) / 3};
  const float right = window.right() - width - u.px(8), low = window.bottom() - height - u.px(8);
  return {std::max(window.x + u.px(8), std::min(at.x, right)),
          std::max(window.y + u.px(8), std::min(at.y, low)), width, height};
}

bool pressed(ImGuiKey x) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(x), false); }

bool can_run(const menu_item& x) { return !x.title && x.enabled && x.run; }

/// The next one in this direction that is no title, round the end.
std::size_t step(const std::vector<menu_item>& items, std::size_t from, std::size_t by) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    from = (from + by) % items.size();
    if (!items[from].title)
      break;
  }
  return from;
}

std::string first_letter(std::string_view text) {
  const auto folded = fold(text);
  return folded.empty() ? std::string{} : folded.substr(0, 1);
}

} // namespace

void menu::keys(ui&, const std::vector<menu_item>& items) {
  const auto arrow = [](ImGuiKey x) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(x), true); };
  if (arrow(ImGuiKey_DownArrow))
    chosen_ = step(items, chosen_, 1);
  if (arrow(ImGuiKey_UpArrow))
    chosen_ = step(items, chosen_, items.size() - 1);
  if (pressed(ImGuiKey_Home))
    chosen_ = step(items, items.size() - 1, 1);
  if (pressed(ImGuiKey_End))
    chosen_ = step(items, 0, items.size() - 1);
  if (pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeyPadEnter))
    run_ = chosen_;
  for (const ImWchar typed : ImGui::GetIO().InputQueueCharacters) {
    char utf8[5] = {};
    ImTextCharToUtf8(utf8, typed);
    const auto letter = first_letter(utf8);
    const auto fits = [&](const menu_item& x) {
      return !x.title && first_letter(x.text) == letter;
    };
    const auto count = std::count_if(items.begin(), items.end(), fits);
    if (count == 0 || letter.empty())
      continue;
    do
      chosen_ = step(items, chosen_, 1);
    while (!fits(items[chosen_]));
    if (count == 1)
      run_ = chosen_;
  }
}

void menu::draw_item(ui& u, const rect& box, const std::vector<menu_item>& items,
                     std::size_t which) {
  const auto& x = items[which];
  if (x.title) {
    draw_text(u, face::strong, box.inset(u.px(12), 0), u.colours.text, x.text);
    return horizontal_line(u, box.x, box.right(), box.bottom(), u.colours.line);
  }
  ImGui::SetCursorScreenPos({box.x, box.y});
  const bool clicked = ImGui::InvisibleButton(x.id.c_str(), {box.w, box.h});
  const auto moved = ImGui::GetIO().MouseDelta;
  if (ImGui::IsItemHovered() && (moved.x != 0 || moved.y != 0))
    chosen_ = which;
  if (clicked)
    run_ = which;
  const bool chosen = chosen_ == which;
  if (chosen) {
    fill({box.x + u.px(4), box.y, box.w - u.px(8), box.h}, u.colours.sel, u.px(5));
    fill({box.x + u.px(4), box.y + u.px(6), u.px(3), box.h - u.px(12)}, u.colours.accent, u.px(1));
  }
  const auto ink = x.enabled ? u.colours.text : u.colours.text3;
  if (const auto* icon = x.ticked ? icon::check : x.icon)
    draw_text(u, face::body, {box.x + u.px(14), box.y, u.px(20), box.h}, ink, icon);
  float right = box.right() - u.px(14);
  if (x.key) {
    right -= keycap_width(u, x.key);
    draw_keycap(u, {right, box.y, u.px(80), box.h}, x.key);
    right -= u.px(16);
  }
  const float end = draw_text(
    u, face::body, {box.x + u.px(40), box.y, right - box.x - u.px(40), box.h}, ink, x.text);
  if (!x.enabled)
    draw_text(u, face::caption, {end + u.px(12), box.y, right - end - u.px(12), box.h},
              u.colours.text3, x.why_not, align::right);
  u.seen.note(box, {.kind = "item",
                    .id = x.id,
                    .text = x.text,
                    .key = x.key ? x.key : "",
                    .enabled = x.enabled,
                    .on = chosen || x.ticked});
}

void menu::draw(ui& u, const rect& window, ImVec2 at, const std::vector<menu_item>& items) {
  if (items.empty()) {
    u.chosen.overlay = {};
    return;
  }
  run_.reset();
  const bool fresh = std::exchange(fresh_, false);
  if (fresh) {
    const auto first = std::find_if(items.begin(), items.end(), can_run);
    chosen_ = first == items.end() ? step(items, items.size() - 1, 1)
                                   : static_cast<std::size_t>(first - items.begin());
  }
  chosen_ = std::min(chosen_, items.size() - 1);
  const auto box = place_of(u, window, at, items);
  const overlay_layer layer{u, window, fresh};
  if (!fresh)
    keys(u, items);
  layer.ground(box);
  float y = box.y + u.px(edge);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const float height = height_of(u, items[i]);
    draw_item(u, {box.x, y, box.w, height}, items, i);
    y += height;
  }
  if (run_ && can_run(items[*run_])) {
    // What it does may open something else.
    u.chosen.overlay = {};
    items[*run_].run(u);
  } else if (layer.clicked_outside(box)) {
    u.chosen.overlay = {};
  }
}

} // namespace omstilling

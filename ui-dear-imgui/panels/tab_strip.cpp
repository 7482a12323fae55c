#include "ui-dear-imgui/panels/tab_strip.hpp"

#include "ui-dear-imgui/panels/controls.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

struct spacing {
  face font;
  float gap;
};

/// From roomy to tight; the last one is used whatever it needs.
constexpr std::array spacings{spacing{face::label, 22}, spacing{face::label, 14},
                              spacing{face::label, 10}, spacing{face::caption, 12},
                              spacing{face::caption, 8}};

float width_of(const ui& u, const tab& x, face font) {
  float result = text_width(u, font, x.text);
  if (x.count)
    result += u.px(6) +
              std::max(u.px(20), text_width(u, face::caption, std::to_string(*x.count)) + u.px(12));
  return result;
}

spacing spacing_in(const ui& u, float room, const std::vector<tab>& all) {
  for (const auto& one : spacings) {
    float needed = -u.px(one.gap);
    for (const auto& x : all)
      needed += width_of(u, x, one.font) + u.px(one.gap);
    if (needed <= room)
      return one;
  }
  return spacings.back();
}

} // namespace

std::optional<std::size_t> draw_tabs(const ui& u, const rect& box, const std::vector<tab>& all,
                                     std::size_t chosen) {
  std::optional<std::size_t> result;
  const auto in = box.inset(u.px(12), 0);
  const auto how = spacing_in(u, in.w, all);
  horizontal_line(u, box.x, box.right(), box.bottom(), u.colours.line);
  float x = in.x;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool on = i == chosen;
    const rect place{
      x, box.y, std::max(1.0F, std::min(width_of(u, all[i], how.font), in.right() - x)), box.h};
    ImGui::SetCursorScreenPos({place.x - u.px(4), place.y});
    if (ImGui::InvisibleButton(all[i].id.c_str(), {place.w + u.px(8), place.h}))
      result = i;
    const bool hovered = ImGui::IsItemHovered();
    if (hovered)
      ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    u.seen.note(place, {.kind = "tab", .id = all[i].id, .text = all[i].text, .on = on});
    const float end = draw_text(u, on && how.font == face::label ? face::strong : how.font,
                                {place.x, place.y, place.w + u.px(2), place.h},
                                on || hovered ? u.colours.text : u.colours.text2, all[i].text);
    if (all[i].count)
      draw_pill(u, {end + u.px(6), place.y + place.h / 2}, std::to_string(*all[i].count),
                u.colours.away_soft, u.colours.text);
    if (on)
      fill({place.x - u.px(3), box.bottom() - u.px(3), place.w + u.px(6), u.px(3)},
           u.colours.accent, u.px(1));
    x = place.right() + u.px(how.gap);
  }
  return result;
}

} // namespace omstilling

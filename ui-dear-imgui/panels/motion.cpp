#include "ui-dear-imgui/panels/motion.hpp"

#include <algorithm>
#include <cmath>

namespace omstilling {

namespace {

constexpr std::chrono::milliseconds fades_for{600}, slides_for{120};
constexpr float slides_by = 8;
// A frame that is as the one before is not lit, so a ground fades no smoother than this.
constexpr float fade_steps = 12;

/// 0 when it has just come, 1 when it is at home.
float settled(ui& u, time_point came, std::chrono::milliseconds span) {
  if (u.view.settings && u.view.settings->reduced_motion)
    return 1;
  const auto part = static_cast<float>((u.now - came).count()) / static_cast<float>(span.count());
  if (part >= 1)
    return 1;
  u.chosen.redraw = true;
  return std::max(0.0F, part);
}

} // namespace

ImU32 arrival_ground(ui& u, time_point came) {
  const float left = 1 - std::floor(settled(u, came, fades_for) * fade_steps) / fade_steps;
  const auto whole = static_cast<float>(u.colours.accent_soft >> IM_COL32_A_SHIFT & 0xFF);
  const auto alpha = static_cast<ImU32>(std::lround(whole * left));
  return alpha == 0 ? 0 : (u.colours.accent_soft & ~IM_COL32_A_MASK) | alpha << IM_COL32_A_SHIFT;
}

float arrival_slide(ui& u, time_point came) {
  return std::round(u.px(slides_by) * (1 - settled(u, came, slides_for)));
}

} // namespace omstilling

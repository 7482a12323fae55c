#include "ui-dear-imgui/panels/layout.hpp"

#include <algorithm>

namespace omstilling {

namespace {

struct measures {
  float margin, app_bar, action_bar, left, right;
};

constexpr float gap = 8, status_bar = 28, banner = 40, least_waiting = 156;

width_class class_of(float width) {
  return width >= 1'600   ? width_class::wide
         : width >= 1'360 ? width_class::medium
                          : width_class::compact;
}

measures measures_of(width_class x) {
  switch (x) {
    case width_class::wide: return {12, 44, 60, 480, 456};
    case width_class::medium: return {12, 44, 60, 400, 380};
    default: return {8, 40, 52, 344, 320};
  }
}

rect times(const rect& x, float scale) {
  return {x.x * scale, x.y * scale, x.w * scale, x.h * scale};
}

} // namespace

layout arrange(float width, float height, float scale, bool with_banner,
               const wanted_heights& wanted) {
  const float w = width / scale, h = height / scale;
  layout result{.size = class_of(w)};
  const auto m = measures_of(result.size);
  result.app_bar = {0, 0, w, m.app_bar};
  result.action_bar = {0, m.app_bar, w, m.action_bar};
  result.status_bar = {0, h - status_bar, w, status_bar};
  float top = m.app_bar + m.action_bar + gap;
  if (with_banner) {
    result.banner = {m.margin, top, w - 2 * m.margin, banner};
    top += banner + gap;
  }
  const float bottom = h - status_bar - gap, column = std::max(0.0F, bottom - top);
  // Waiting calls never give way; the others are as high as their content, while there is room.
  const float room = std::max(0.0F, column - least_waiting - 2 * gap);
  const float current = std::min(wanted.current / scale, room * 0.62F);
  const float sent = std::min(wanted.sent / scale, room - current);
  result.current = {m.margin, top, m.left, current};
  result.waiting = {m.margin, result.current.bottom() + gap, m.left,
                    column - current - sent - 2 * gap};
  result.sent = {m.margin, bottom - sent, m.left, sent};
  result.person = {w - m.margin - m.right, top, m.right, column};
  const float middle = m.margin + m.left + gap;
  result.overview = {middle, top, result.person.x - gap - middle, column};
  for (auto* one :
       {&result.app_bar, &result.action_bar, &result.banner, &result.current, &result.waiting,
        &result.sent, &result.overview, &result.person, &result.status_bar})
    *one = times(*one, scale);
  return result;
}

} // namespace omstilling

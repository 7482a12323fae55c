#include "ui-dear-imgui/panels/layout.hpp"

#include <algorithm>

namespace omstilling {

namespace {

struct measures {
  float margin, app_bar, action_bar, left, right;
};

constexpr float gap = 8, status_bar = 28, banner = 40, least_waiting = 156, least_history = 66,
                least_middle = 420, least_side = 280, room_for_dock = 700;

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

/// The middle column keeps a readable width whatever the others want.
void widen(measures& m, float width, const column_widths& wanted) {
  const float room = std::max(0.0F, width - 2 * m.margin - 2 * gap - least_middle);
  if (wanted.left > 0)
    m.left = std::max(wanted.left, least_side);
  if (wanted.right > 0)
    m.right = std::max(wanted.right, least_side);
  if (m.left + m.right > room && room > 0) {
    const float shrink = room / (m.left + m.right);
    m.left *= shrink;
    m.right *= shrink;
  }
}

} // namespace

layout arrange(float width, float height, float scale, bool with_banner,
               const wanted_heights& wanted, const column_widths& columns) {
  const float w = width / scale, h = height / scale;
  layout result{.size = class_of(w)};
  auto m = measures_of(result.size);
  widen(m, w, columns);
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
  const float current = std::min(wanted.current / scale, room * 0.72F);
  const float sent = std::min(wanted.sent / scale, room - current);
  float history = std::min(wanted.history / scale, room - current - sent - gap);
  if (history < least_history || result.size != width_class::wide)
    history = 0;
  result.current = {m.margin, top, m.left, current};
  float below = result.current.bottom() + gap;
  if (history > 0) {
    result.history = {m.margin, below, m.left, history};
    below += history + gap;
  }
  result.sent = {m.margin, bottom - sent, m.left, sent};
  result.waiting = {m.margin, below, m.left, std::max(0.0F, result.sent.y - gap - below)};
  const float right = w - m.margin - m.right, middle = m.margin + m.left + gap;
  result.person = {right, top, m.right, column};
  result.overview = {middle, top, right - gap - middle, column};
  if (result.size == width_class::wide && column >= room_for_dock) {
    const float dock = std::clamp(column * 0.2F, 154.0F, 260.0F), message = 236;
    result.overview.h = column - dock - gap;
    result.log = {middle, bottom - dock, (result.overview.w - gap) * 0.54F, dock};
    const float beside = result.log.right() + gap;
    result.watches = {beside, bottom - dock, result.overview.right() - beside, dock};
    result.person.h = column - message - gap;
    result.message = {right, bottom - message, m.right, message};
  }
  for (auto* one : {&result.app_bar, &result.action_bar, &result.banner, &result.current,
                    &result.history, &result.waiting, &result.sent, &result.overview, &result.log,
                    &result.watches, &result.person, &result.message, &result.status_bar})
    *one = times(*one, scale);
  return result;
}

} // namespace omstilling

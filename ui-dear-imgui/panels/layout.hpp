#pragma once

namespace omstilling {

struct rect {
  float x = 0, y = 0, w = 0, h = 0;
  float right() const { return x + w; }
  float bottom() const { return y + h; }
  /// The same without `by` on all sides.
  rect inset(float sideways, float upright) const {
    return {x + sideways, y + upright, w - 2 * sideways, h - 2 * upright};
  }
};

enum class width_class { compact, medium, wide };

/// How high the cards of the left column would like to be.
struct wanted_heights {
  float current = 0;
  float sent = 0;
  float history = 0; // 0: nobody to have a history with
};

/// Widths of the outer columns at 100 %; 0: what suits the window.
struct column_widths {
  float left = 0;
  float right = 0;
};

/// Where everything stands, in pixels. A card without room has no height: it is a tab of the right
/// card then.
struct layout {
  width_class size = width_class::wide;
  rect app_bar, action_bar, banner, current, history, waiting, sent, overview, log, watches, person,
    message, status_bar;
};

/// The class is chosen by the width at 100 %, so that a scaled window looks like a smaller one.
layout arrange(float width, float height, float scale, bool with_banner,
               const wanted_heights& wanted, const column_widths& columns = {});

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 2: the call being talked, with its origin and what to read aloud; the others below it.
class current_calls_panel {
public:
  void draw(ui& u, const rect& box);
  /// The height at which nothing needs to scroll.
  static float wanted_height(const ui& u);
};

} // namespace omstilling

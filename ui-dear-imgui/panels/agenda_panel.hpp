#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 11: what somebody has ahead, of plans and calendar, day by day.
class agenda_panel {
public:
  void draw(ui& u, const rect& box);

  /// The lines alone; they scroll where there are too many.
  static void draw_lines(ui& u, const rect& box, const person& who);
  static float lines_height(const ui& u, const person& who);
};

} // namespace omstilling

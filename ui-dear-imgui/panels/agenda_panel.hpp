#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 11: what the selected person has ahead.
class agenda_panel {
public:
  void draw(ui& u, const rect& box);

  /// The lines alone, from the top of the box.
  static void draw_lines(ui& u, const rect& box, const person& who);
  static float lines_height(const ui& u) { return u.px(52); }
};

} // namespace omstilling

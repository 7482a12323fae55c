#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// One line that says what is cut off, since when, and what still works.
class banner {
public:
  static bool is_needed(const console_view& view);
  void draw(ui& u, const rect& box);
};

} // namespace omstilling

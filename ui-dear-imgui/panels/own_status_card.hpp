#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 14: the own status, and the changes made most often at one press (S14.1, S14.3).
class own_status_card {
public:
  static float wanted_height(const ui& u);
  void draw(ui& u, const rect& box);
};

} // namespace omstilling

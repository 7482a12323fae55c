#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 6: earlier calls with whoever is talked to.
class history_panel {
public:
  /// 0 while there is nobody to have a history with.
  static float wanted_height(const ui& u);
  void draw(ui& u, const rect& box);
};

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 4: the calls this receptionist has sent on; a double-click pulls one back.
class sent_calls_panel {
public:
  void draw(ui& u, const rect& box);
  static float wanted_height(const ui& u);
};

} // namespace omstilling

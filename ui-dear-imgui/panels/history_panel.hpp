#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 6: earlier calls with whoever is talked to.
class history_panel {
public:
  void draw(ui& u, const rect& box);
};

} // namespace omstilling

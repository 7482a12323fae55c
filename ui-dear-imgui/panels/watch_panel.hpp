#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 17: the people being watched, and above them what has been told and not put away yet.
class watch_panel {
public:
  void draw(ui& u, const rect& box);
};

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 11: what the selected person has ahead.
class agenda_panel {
public:
  void draw(ui& u, const rect& box);
};

} // namespace omstilling

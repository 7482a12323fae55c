#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Areas 10, 12 and 13: the chosen person, her status with its end and actions, and her phones.
class person_panel {
public:
  void draw(ui& u, const rect& box);
};

} // namespace omstilling

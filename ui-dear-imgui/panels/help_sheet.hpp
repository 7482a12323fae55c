#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// All keys, on F1.
class help_sheet {
public:
  void draw(ui& u, const rect& window);
};

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 3: who waits in the chosen queue, the longest first; late and returned ones stand out.
class waiting_calls_panel {
public:
  void draw(ui& u, const rect& box);
};

} // namespace omstilling

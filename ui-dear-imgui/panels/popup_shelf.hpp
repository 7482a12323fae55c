#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Pop-ups of watches and returned calls, over the foot of the middle column; they never take the
/// keys away.
class popup_shelf {
public:
  void draw(ui& u, const rect& area);
};

} // namespace omstilling

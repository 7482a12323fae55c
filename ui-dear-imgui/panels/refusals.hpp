#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// What was refused and why, under the action bar; goes by itself after a while, or by a click.
class refusals_panel {
public:
  void draw(ui& u, const rect& area);
};

} // namespace omstilling

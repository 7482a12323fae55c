#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 5: a message to the selected person about the current call.
class message_panel {
public:
  void draw(ui& u, const rect& box);
};

} // namespace omstilling

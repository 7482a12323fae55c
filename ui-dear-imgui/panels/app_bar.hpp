#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// The top line: queues to choose from, who is logged in, light or dark, the time.
class app_bar {
public:
  void draw(ui& u, const rect& box);
};

/// The bottom line: each part of the service, and the keys.
class status_bar {
public:
  void draw(ui& u, const rect& box);
};

} // namespace omstilling

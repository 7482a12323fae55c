#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// The ordinary client: own status, colleagues, watch list and own log in one column.
class employee_window {
public:
  void draw(ui& u, const rect& window);
};

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 16: what the user chose, kept by the service.
class settings_page {
public:
  void draw(ui& u, const rect& window);
};

} // namespace omstilling

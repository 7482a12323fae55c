#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Areas 9 and 7: own calls, missed ones, and messages sent.
class log_panel {
public:
  void draw(ui& u, const rect& box);

private:
  std::size_t tab_ = 0;
};

} // namespace omstilling

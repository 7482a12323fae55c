#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// "Why?" of a status: every source's word on where the person is, in the order in which they
/// decide (B2.2).
class why_card {
public:
  void open() { fresh_ = true; }
  void draw(ui& u, const rect& window, const open_overlay& asked);

private:
  bool fresh_ = true;
  float height_ = 0; // of the last frame
};

} // namespace omstilling

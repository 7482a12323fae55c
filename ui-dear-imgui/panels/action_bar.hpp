#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Whom the keys would reach: the number typed when nobody has it, else the chosen person.
call_target target_of(const ui& u);

/// Area 1: the field for names and numbers, and a button for each thing to do with a call.
class action_bar {
public:
  void draw(ui& u, const rect& box);
};

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/form_controls.hpp"

namespace omstilling {

/// What the mouse and the keyboard did to a control in this frame.
struct touch {
  bool pressed = false, hovered = false;
};

/// The part that all controls have in common: the mouse, the keyboard and the reason why not.
touch touch_control(ui& u, form_focus& focus, const rect& box, const form_item& x);

} // namespace omstilling

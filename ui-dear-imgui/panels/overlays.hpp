#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// What stands over the page until it is done: menus on a person or a call, and the forms for a
/// status, a phone, a watch and a note.
class overlays {
public:
  void draw(ui& u, const rect& window);
};

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/message_editor.hpp"

namespace omstilling {

/// Area 5: a message to the selected person about the current call.
class message_panel {
public:
  void draw(ui& u, const rect& box);

private:
  message_editor editor_;
};

} // namespace omstilling

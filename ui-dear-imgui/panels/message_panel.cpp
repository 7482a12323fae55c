#include "ui-dear-imgui/panels/message_panel.hpp"

namespace omstilling {

void message_panel::draw(ui&, const rect&) {}

} // namespace omstilling

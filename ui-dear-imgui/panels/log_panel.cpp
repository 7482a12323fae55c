#include "ui-dear-imgui/panels/log_panel.hpp"

namespace omstilling {

void log_panel::draw(ui&, const rect&) {}

} // namespace omstilling

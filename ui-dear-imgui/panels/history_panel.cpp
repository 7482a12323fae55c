#include "ui-dear-imgui/panels/history_panel.hpp"

namespace omstilling {

void history_panel::draw(ui&, const rect&) {}

} // namespace omstilling

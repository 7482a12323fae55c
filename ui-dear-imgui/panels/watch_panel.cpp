#include "ui-dear-imgui/panels/watch_panel.hpp"

namespace omstilling {

void watch_panel::draw(ui&, const rect&) {}

} // namespace omstilling

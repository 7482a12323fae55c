#include "ui-dear-imgui/panels/agenda_panel.hpp"

namespace omstilling {

void agenda_panel::draw(ui&, const rect&) {}

} // namespace omstilling

#include "ui-dear-imgui/panels/popup_shelf.hpp"

namespace omstilling {

void popup_shelf::draw(ui&, const rect&) {}

} // namespace omstilling

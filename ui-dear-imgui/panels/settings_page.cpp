#include "ui-dear-imgui/panels/settings_page.hpp"

namespace omstilling {

void settings_page::draw(ui&, const rect&) {}

} // namespace omstilling

#include "ui-dear-imgui/panels/help_sheet.hpp"

namespace omstilling {

void help_sheet::draw(ui&, const rect&) {}

} // namespace omstilling

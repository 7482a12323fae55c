#include "ui-dear-imgui/panels/overlays.hpp"

namespace omstilling {

void overlays::draw(ui&, const rect&) {}

} // namespace omstilling

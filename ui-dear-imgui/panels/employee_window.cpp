#include "ui-dear-imgui/panels/employee_window.hpp"

namespace omstilling {

void employee_window::draw(ui&, const rect&) {}

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/menu.hpp"

namespace omstilling {

/// What can be done with a person; empty when she is not known.
std::vector<menu_item> person_menu(const ui& u, const employee_id& who);

} // namespace omstilling

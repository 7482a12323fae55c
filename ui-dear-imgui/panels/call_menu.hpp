#pragma once

#include "ui-dear-imgui/panels/menu.hpp"

namespace omstilling {

/// The call with this id, wherever it is shown, or null.
const call_view* find_call(const console_view& view, const call_id& id);

/// What can be done with a call in its present state; empty when it is over.
std::vector<menu_item> call_menu(const ui& u, const call_id& id);

} // namespace omstilling

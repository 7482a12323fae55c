#pragma once

#include "ui-dear-imgui/panels/menu.hpp"

namespace omstilling {

/// All templates of messages, and what can be done with the one in use.
std::vector<menu_item> message_template_menu(const ui& u, const open_overlay& x);

} // namespace omstilling

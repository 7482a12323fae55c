#pragma once

#include "ui-dear-imgui/panels/form.hpp"

namespace omstilling {

/// Whose a template is, which stays what it was made as, and the button that deletes one that
/// exists; true when that was pressed.
bool draw_template_owner(const ui& u, form& page, bool exists, bool& global);

} // namespace omstilling

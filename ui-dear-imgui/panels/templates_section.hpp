#pragma once

#include "ui-dear-imgui/panels/settings_form.hpp"

namespace omstilling {

/// "Meeting · 30 min · Do not disturb on": what a template sets.
std::string template_text(const ui& u, const template_view& x);

/// Area 19 in the settings: own and global templates, and for those with the right the kinds of
/// status of each site.
void draw_templates_section(settings_form& form, settings_rows& rows);

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 12: a person's phones with what each can do, e-mail, tasks and deputy.
float contact_details_height(const ui& u, const person& x);
/// Returns the y below.
float draw_contact_details(ui& u, const rect& box, const person& x);

const char* phone_word(phone_kind x);

} // namespace omstilling

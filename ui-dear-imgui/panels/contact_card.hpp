#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// One contact with all its fields, and what each can do: call, SMS, e-mail; changing and deleting
/// it, by right.
void draw_contact_card(ui& u, const rect& box, const contact_view& x);

/// Opens a message to the contact's first address, or the number that can take an SMS (S15.4).
void write_to(ui& u, const contact_view& x, message_kind way);

} // namespace omstilling

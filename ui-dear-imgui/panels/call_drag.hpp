#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// A call that the mouse carries to a person. Call right after the row's button: it begins here.
void begin_drag(ui& u, const call_id& call);
/// Makes a person's row a place to drop the call on, and transfers it when it is let go there.
void draw_drop_target(ui& u, const rect& row, const person& who);
/// After everything was drawn: the call is shown beside the mouse, and let go with its button.
void end_drag(ui& u);

} // namespace omstilling

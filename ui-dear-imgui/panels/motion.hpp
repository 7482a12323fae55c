#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// All that moves. Nothing of it carries meaning, so who wants no movement sees what stands at its
/// end; as long as something moves the next frame is asked for.

/// The ground of a row that came at this time: `accent_soft`, faded away after 600 ms; 0 then.
ImU32 arrival_ground(ui& u, time_point came);

/// How far below its place a pop-up stands that came at this time: 8 px, none after 120 ms.
float arrival_slide(ui& u, time_point came);

} // namespace omstilling

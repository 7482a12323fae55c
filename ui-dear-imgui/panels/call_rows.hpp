#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// How a row stands out; a bar at its left goes with every ground.
struct row_look {
  ImU32 ground = 0;
  ImU32 bar = 0;
};

struct row_events {
  bool hovered = false;
  bool clicked = false;
  bool double_clicked = false;
  bool right_clicked = false;
};

/// The ground, hover, bar and divider of one row, and what the mouse does on it.
row_events draw_row(const ui& u, const rect& box, const char* id, const row_look& look);

/// A name where there is one, else the number.
std::string party_text(const party& x);
/// Why a call came back: "no answer".
const char* recall_word(recall_reason x);
/// "Return from Gitte Rask: no answer".
std::string return_text(const call_view& x);
/// The same, without the name where there is no room for it: the reason is what counts.
std::string return_text(const ui& u, face font, float room, const call_view& x);

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// How a person's status reads: available ones quietly, others as a coloured chip.
struct status_look {
  std::string word;
  const char* icon = nullptr;
  ImU32 ink = 0;
  ImU32 ground = 0;
  bool quiet = false;
};

status_look look_of(const theme& x, const person_status& status);

/// Only the word: "Meeting".
std::string status_word(const person_status& status);

/// Draws the chip in the middle of the box's height; returns the x behind it.
float draw_status(const ui& u, const rect& box, const person_status& status);

} // namespace omstilling

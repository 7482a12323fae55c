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

/// A type that somebody can be given, as the service knows it.
struct status_choice {
  std::string type;
  std::string word;
  const char* icon = nullptr;
};
/// All of them, the available one first.
std::vector<status_choice> status_choices();
/// What a type is called.
std::string status_word(const std::string& type);

/// Draws the chip in the middle of the box's height; returns the x behind it.
float draw_status(const ui& u, const rect& box, const person_status& status);

} // namespace omstilling

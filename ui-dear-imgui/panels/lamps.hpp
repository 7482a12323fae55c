#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Draws a lamp in a square of `side` pixels: shape and colour, never colour alone.
void draw_lamp(const ui& u, ImVec2 at, float side, lamp state);

ImU32 lamp_colour(const theme& x, lamp state);
std::string lamp_word(lamp state);

/// What the lamp of a person shows now: unknown while the service is away.
lamp lamp_now(const ui& u, const person& x);
/// The word beside it: with the target of a forwarding, or since when it is unknown.
std::string lamp_text(const ui& u, const person& x, bool with_time);
/// The same of one phone.
lamp lamp_now(const ui& u, const phone& x);

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Somebody whose phone or status speaks against sending her a caller now.
bool cannot_take(const ui& u, const person& x);

/// Who could take a call in the place of the chosen person, the best first; empty while nobody has
/// said so, or where she can take it herself.
std::vector<alternative_view> alternatives_of(const ui& u, const person& x);

/// What the section needs in a person's card; 0 without any.
float alternatives_height(const ui& u, const person& x);
void draw_alternatives(ui& u, const rect& box, const person& x);

/// Ctrl and a number: the caller goes to that alternative (B2.7), or it is called without one.
void alternative_keys(ui& u);

} // namespace omstilling

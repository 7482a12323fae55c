#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// What a bar of a call's way needs with its words; 0 where there is nothing to tell.
float story_height(const ui& u, const std::vector<story_step>& story);
/// A call's way as one bar (B1.8), under each part who, when and how long; of a long way the last
/// parts, and how many there were before.
void draw_story(const ui& u, const rect& box, const std::vector<story_step>& story);
/// One step in plain words, a line each: "10:34 waited 0:31 in Main line".
std::string story_line(const ui& u, const story_step& x);

} // namespace omstilling

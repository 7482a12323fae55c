#pragma once

#include <imgui.h>

#include <array>
#include <cstddef>

namespace omstilling {

/// The eight faces of the console; sizes in em pixels at 100 %.
enum class face {
  caption,  // 12 Medium
  body,     // 14 Regular
  label,    // 14 Medium
  strong,   // 14 SemiBold
  lead,     // 16 SemiBold
  greeting, // 17 Medium
  title,    // 20 SemiBold
  timer,    // 30 SemiBold
};

struct font_set {
  std::array<ImFont*, 8> fonts{};
  ImFont* operator[](face x) const { return fonts[static_cast<std::size_t>(x)]; }
};

/// Loads all faces into the atlas, which is cleared first; faces whose file is missing fall back to
/// ImGui's own font.
font_set load_fonts(ImFontAtlas& atlas, float scale);

} // namespace omstilling

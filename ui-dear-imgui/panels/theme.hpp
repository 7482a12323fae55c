#pragma once

#include "protocol/vocabulary.hpp"

#include <imgui.h>

namespace omstilling {

/// Names of the colours; `lamp_ink` is what is drawn inside a lamp.
struct theme {
  ImU32 bg, panel, raised, line, line_strong;
  ImU32 text, text2, text3;
  ImU32 accent, accent_ink, accent_soft, accent_line;
  ImU32 hover, sel, focus, mark, mark_ink;
  ImU32 good, good_ink, good_soft;
  ImU32 warn, warn_soft, warn_line;
  ImU32 bad, bad_ink, bad_soft, bad_line;
  ImU32 dnd, dnd_soft, home, home_soft, away_soft;
  ImU32 key_bg, key_line, key_text;
  ImU32 lamp_idle, lamp_busy, lamp_ring, lamp_dial, lamp_dnd, lamp_pause, lamp_fwd, lamp_off,
    lamp_unknown, lamp_ink;
};

enum class theme_name { light, dark, contrast };

const theme& theme_of(theme_name x);
/// As options and settings say it.
const char* theme_word(theme_name x);
/// The theme that a user chose; light where nothing is known.
theme_name theme_for(colour_theme x);

/// Sets ImGui's own style so that its widgets look like the rest.
void apply_style(const theme& x, float scale);

} // namespace omstilling

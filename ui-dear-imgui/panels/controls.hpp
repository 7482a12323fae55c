#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

enum class button_look { plain, ghost, primary, good, bad, chosen };

struct button {
  const char* id;
  std::string text;
  const char* icon = nullptr;
  bool hung_up = false;      // the icon is a receiver that lies
  const char* key = nullptr; // drawn as a keycap behind the text
  button_look look = button_look::plain;
  bool enabled = true;
  std::string why_not; // shown when the mouse asks why it is grey
  face font = face::label;
  std::string says; // of a button with an icon only: what it would say, also beside the mouse
};

/// A line beside the mouse.
void explain(const ui& u, const std::string& text);

float keycap_width(const ui& u, const char* key);
/// Draws a keycap around the middle of the box's height, from its left; `ink` on filled grounds.
void draw_keycap(const ui& u, const rect& box, const char* key, const ImU32* ink = nullptr);

float button_width(const ui& u, const button& x);
/// True when it was pressed.
bool draw_button(const ui& u, const rect& box, const button& x);

/// A text with its ground, such as a count; returns the x behind it.
float draw_pill(const ui& u, ImVec2 at, std::string_view text, ImU32 ground, ImU32 ink);

/// A field of one line; its border shows the focus. True when Enter was pressed in it.
bool draw_field(const ui& u, const rect& box, const char* id, const char* icon, const char* hint,
                std::string& value, bool focus, bool secret = false, const char* key = nullptr);

/// A card: ground, head with title and count, and a child window for its content while it lives.
class card {
public:
  card(const ui& u, const rect& box, const char* id, std::string_view title,
       std::optional<std::size_t> count, bool loud = false);
  ~card();
  card(const card&) = delete;
  card& operator=(const card&) = delete;

  /// A keycap at the right of the head; notes stand left of it.
  void head_key(const char* key);
  /// Text at the right of the head.
  void head_note(std::string_view text);
  rect body() const { return body_; }
  static float head_height(const ui& u) { return u.px(36); }

private:
  const ui& u_;
  rect head_, body_;
  float used_ = 0; // of the head, from the right
};

/// A part of a card that scrolls by itself; its content begins at the cursor.
class scroll_area {
public:
  scroll_area(const rect& box, const char* id);
  ~scroll_area();
  scroll_area(const scroll_area&) = delete;
  scroll_area& operator=(const scroll_area&) = delete;
};

/// Scrolls the current window, and it alone, until the box is in sight: ImGui's own way scrolls
/// what the window stands in too, and with it the whole page.
void bring_into_view(const rect& box);

/// Says beside the mouse why something cannot be used.
void explain(const ui& u, const std::string& text);

/// In the middle, where a list is empty: one line, or two where there is no room for one.
void draw_empty(const ui& u, const rect& box, std::string_view text);

} // namespace omstilling

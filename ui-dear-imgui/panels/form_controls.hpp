#pragma once

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/form_focus.hpp"

#include <cstddef>
#include <optional>

namespace omstilling {

/// One of several that a choice or a drop-down offers.
struct form_option {
  std::string value; // stable, for its id
  std::string text;
  const char* icon = nullptr;
  std::optional<lamp> light{};
  std::string note{}; // at the right
};

struct form_item {
  std::string id;
  std::string text{};
  std::string help{}; // one line below
  bool enabled = true;
  std::string why_not{};
};

/// A switch over the whole row, with its word at the right; true when it was pressed.
bool draw_switch(ui& u, form_focus& focus, const rect& box, const form_item& x, bool on);
/// The same with its text close behind it, where there is no room for a word.
bool draw_small_switch(ui& u, form_focus& focus, const rect& box, const form_item& x, bool on);
float switch_height(const ui& u, const form_item& x, float width);

/// A tick with its text; true when it was pressed.
bool draw_tick(ui& u, form_focus& focus, const rect& box, const form_item& x, bool on);
float tick_width(const ui& u, const form_item& x);

/// One of a few, side by side and wrapped where there is no room; the arrow keys choose. What was
/// chosen, or nothing.
std::optional<std::size_t> draw_choice(ui& u, form_focus& focus, const rect& box,
                                       const form_item& x, const std::vector<form_option>& options,
                                       std::optional<std::size_t> chosen);
float choice_width(const ui& u, const std::vector<form_option>& options);
float choice_height(const ui& u, float width, const std::vector<form_option>& options);

/// One of many: the list opens below it, or above where there is no room.
std::optional<std::size_t> draw_dropdown(ui& u, form_focus& focus, const rect& box,
                                         const form_item& x,
                                         const std::vector<form_option>& options,
                                         std::optional<std::size_t> chosen);

struct form_field {
  std::string id;
  std::string hint{};
  std::string error{}; // below it, with a red border
  const char* icon = nullptr;
  const char* key = nullptr;
  bool secret = false;
  bool enabled = true;
  std::string why_not{};
};

enum class field_event {
  none,
  entered, // Enter was pressed in it
  left,    // with something else in it than before
};

/// A field of one line. Keys that were typed before it had the caret land in it.
field_event draw_form_field(ui& u, form_focus& focus, const rect& box, const form_field& x,
                            std::string& value);

/// A button among the controls of a form.
bool draw_form_button(ui& u, form_focus& focus, const rect& box, const button& x);

/// Text over several lines of `width`; returns the y below it.
float draw_lines(const ui& u, face font, const rect& box, ImU32 colour, std::string_view text);
float lines_height(const ui& u, face font, float width, std::string_view text);

} // namespace omstilling

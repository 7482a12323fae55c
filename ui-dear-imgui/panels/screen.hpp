#pragma once

#include "ui-dear-imgui/panels/layout.hpp"

#include <boost/describe/class.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// A text as it can be read on the screen; `whole` is what it would say with room enough.
struct shown_text {
  int x = 0, y = 0, w = 0, h = 0;
  std::string whole;
  bool cut = false;
  friend bool operator==(const shown_text&, const shown_text&) = default;
};
BOOST_DESCRIBE_STRUCT(shown_text, (), (x, y, w, h, whole, cut))

/// A thing that can be pressed, switched, chosen or typed into.
struct shown_control {
  int x = 0, y = 0, w = 0, h = 0;
  std::string kind; // button, row, field, switch, tab, choice
  std::string id;
  std::string text; // of a field what stands in it
  std::string key;  // its keycap
  bool enabled = true;
  bool on = false; // switched on, chosen, or with the focus
  friend bool operator==(const shown_control&, const shown_control&) = default;
};
BOOST_DESCRIBE_STRUCT(shown_control, (), (x, y, w, h, kind, id, text, key, enabled, on))

/// What one frame shows, as data: for tests, and for who reads the screen aloud.
struct screen {
  std::vector<shown_text> texts;
  std::vector<shown_control> controls;
  std::string colours; // light, dark or contrast

  /// Parts outside the window, or scrolled out of sight, are not noted.
  void note_text(const rect& at, std::string_view whole, bool cut);
  void note(const rect& at, shown_control what);
  friend bool operator==(const screen&, const screen&) = default;
};
BOOST_DESCRIBE_STRUCT(screen, (), (texts, controls, colours))

} // namespace omstilling

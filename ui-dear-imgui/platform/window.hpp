#pragma once

#include "ui-dear-imgui/panels/fonts.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace omstilling {

struct window_options {
  std::string title;
  int width = 1'600;
  int height = 900;
};

/// A desktop window that draws with Dear ImGui, and lights pixels only when they change.
class window {
public:
  /// Throws std::runtime_error where there is no display.
  explicit window(const window_options& x);
  ~window();
  window(const window&) = delete;
  window& operator=(const window&) = delete;

  /// Sleeps until there is input, wake() is called or the time is over. False once it is closed.
  bool wait(double seconds);
  /// Ends a wait; may be called from any thread.
  static void wake();

  /// Draws what there is to draw: each step of the input sees what the one before it did. `scale`
  /// is 1 at 100 %; 0 asks the desktop. `draw` gets the fonts and the scale in force.
  void frame(double scale, const std::function<void(const font_set&, float scale)>& draw);
  /// Keeps what is shown as a PNG file.
  bool save(const std::string& path) const;
  /// Puts the window before others, where the desktop lets it.
  void raise();
  bool in_front() const;
  /// Frames that reached the screen, and those that were as the one before.
  std::uint64_t shown() const;
  std::uint64_t spared() const;

private:
  struct state;
  std::unique_ptr<state> state_;
};

} // namespace omstilling

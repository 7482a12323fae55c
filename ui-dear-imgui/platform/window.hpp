#pragma once

#include "ui-dear-imgui/panels/fonts.hpp"

#include <functional>
#include <memory>
#include <string>

namespace omstilling {

struct window_options {
  std::string title;
  int width = 1'600;
  int height = 900;
  float scale = 0; // 0: what the desktop asks for
};

/// A desktop window that draws with Dear ImGui, only when there is something new to show.
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
  /// Draws one frame.
  void frame(const std::function<void(const font_set&, float scale)>& draw);
  /// Keeps what is shown as a PNG file.
  bool save(const std::string& path) const;

private:
  struct state;
  std::unique_ptr<state> state_;
};

} // namespace omstilling

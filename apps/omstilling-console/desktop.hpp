#pragma once

#include "ui-dear-imgui/panels/console_window.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace omstilling {

/// Between the console and the desktop around it: global hotkeys, the lock of the session,
/// notifications, start at login. All on the window's thread but what `wake` is called on.
class desktop {
public:
  /// `wake` asks for step(); `raise` brings the window to the front.
  desktop(std::string server, std::function<void()> wake, std::function<void()> raise);
  ~desktop();
  desktop(const desktop&) = delete;
  desktop& operator=(const desktop&) = delete;

  /// Follows the view, and does what the desktop has asked for since the last step.
  std::vector<wish> step(const console_view& view, console_window& console, bool in_front,
                         time_point now);

private:
  struct state;
  std::unique_ptr<state> state_;
};

} // namespace omstilling

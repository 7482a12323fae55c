#pragma once

#include "protocol/key_combination.hpp"
#include "ui-dear-imgui/platform/key_trouble.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace omstilling {

/// Hotkeys that work in whatever window has the keyboard (S16.11), and the text that is marked
/// there. Needs X11, to which it has a connection and a thread of its own.
class global_hotkeys {
public:
  /// Both are called on the thread of this object: `pressed` once for each press, however long the
  /// key is held; `settled` when conflicts() or problem() may have changed.
  explicit global_hotkeys(std::function<void(int id)> pressed, std::function<void()> settled = {});
  /// The keys belong to other programs again; neither function is called afterwards. Not to be
  /// destroyed by them.
  ~global_hotkeys();
  global_hotkeys(const global_hotkeys&) = delete;
  global_hotkeys& operator=(const global_hotkeys&) = delete;

  /// Takes these instead of all before them; with none, all keys are as without it (S16.13).
  void set(std::vector<std::pair<int, key_combination>> wanted);
  /// Which could not be had, and why.
  key_troubles conflicts() const;
  /// Asks for the marked text. `answered` is called on the thread of this object, with nothing if
  /// no text is marked, it has more than 4 KB or is not had in 500 ms. It may be bad UTF-8.
  void ask_marked(std::function<void(std::optional<std::string> text)> answered);
  /// One sentence where hotkeys cannot work, or not everywhere; empty where they do.
  std::string problem() const;

private:
  struct state;
  std::unique_ptr<state> state_;
};

} // namespace omstilling

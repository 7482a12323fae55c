#pragma once

#include "protocol/key_combination.hpp"
#include "ui-dear-imgui/platform/key_trouble.hpp"
#include "ui-dear-imgui/platform/keyboard_events.hpp"

#include <xcb/xcb.h>
#include <xcb/xcb_keysyms.h>

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace omstilling {

using hotkeys = std::vector<std::pair<int, key_combination>>;

/// Key combinations that one connection to an X server takes from all other programs, whatever
/// NumLock, CapsLock and ScrollLock are. For one thread.
class key_grabs {
public:
  /// Both must outlive it.
  key_grabs(xcb_connection_t& x, xcb_window_t root);
  ~key_grabs();
  key_grabs(const key_grabs&) = delete;
  key_grabs& operator=(const key_grabs&) = delete;

  /// Takes these instead of all before them. Returns why some could not be had.
  key_troubles set(const hotkeys& wanted);

  /// True when keys may have moved: set() is due again.
  bool changed(const xcb_generic_event_t& x);
  /// The id that the key stands for. None for a key that repeats because it is held.
  std::optional<int> pressed(const xcb_key_press_event_t& x);
  void released() { held_.reset(); }

private:
  using place = std::pair<xcb_keycode_t, std::uint16_t>; // a key with its modifiers
  void find_modifiers();
  std::uint16_t modifier(xcb_keysym_t wanted) const;
  std::vector<xcb_keycode_t> codes_of(xcb_keysym_t wanted) const;
  std::vector<place> places_of(const key_combination& x) const;
  bool grab(const place& x);
  void ungrab(const place& x);

  xcb_connection_t& x_;
  xcb_window_t root_;
  keyboard_events events_;
  xcb_key_symbols_t* symbols_;
  std::uint16_t alt_ = 0;
  std::vector<std::uint16_t> locks_; // each state of the lock keys
  std::uint16_t lock_mask_ = 0;
  std::map<place, int> grabbed_;
  std::optional<xcb_keycode_t> held_;
};

} // namespace omstilling

#pragma once

#include <xcb/xcb.h>

#include <cstdint>
#include <optional>

namespace omstilling {

/// Has an X server tell one connection of its keyboard so that a key that is held is pressed again
/// and again, but released only once. Otherwise each repetition looks like a new press.
class keyboard_events {
public:
  explicit keyboard_events(xcb_connection_t& x);
  /// True when keys may have moved.
  bool is_change(const xcb_generic_event_t& x) const;

private:
  std::optional<std::uint8_t> xkb_; // the one number of all its events, where it has XKB
};

} // namespace omstilling

#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace omstilling {

/// Ctrl, Shift and Alt with one other key, as global hotkeys are written (S16.12): `Ctrl+Alt+A`.
struct key_combination {
  bool ctrl = false;
  bool shift = false;
  bool alt = false;
  /// `A`-`Z`, `0`-`9`, `F1`-`F12`, `Space`, `Enter`, `Insert`, `Delete`, `Home`, `End`, `PageUp`,
  /// `PageDown`, `Up`, `Down`, `Left`, `Right` or `Pause`.
  std::string key;
  friend bool operator==(const key_combination&, const key_combination&) = default;
};

/// Reads it, in any order and case of its parts; the error says in words what is wrong. It has
/// Ctrl or Alt, so that nobody takes a plain letter from all other programs; for F1-F12 and Pause
/// Shift is enough.
tl::expected<key_combination, std::string> read_key_combination(std::string_view text);

/// The one way of writing it: `Ctrl+Shift+Alt+F12`.
std::string text_of(const key_combination& x);

} // namespace omstilling

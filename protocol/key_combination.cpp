#include "protocol/key_combination.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace omstilling {

namespace {

constexpr std::array named_keys{"Space",    "Enter", "Insert", "Delete", "Home",  "End",  "PageUp",
                                "PageDown", "Up",    "Down",   "Left",   "Right", "Pause"};

char upper(char x) { return x >= 'a' && x <= 'z' ? static_cast<char>(x - 'a' + 'A') : x; }

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return upper(x) == upper(y); });
}

bool is_function_key(std::string_view x) {
  if (x.size() < 2 || x.size() > 3 || upper(x[0]) != 'F')
    return false;
  const bool digits =
    std::all_of(x.begin() + 1, x.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && x[1] != '0' && (x.size() == 2 || (x[1] == '1' && x[2] <= '2'));
}

/// The key in its one writing, or nothing.
std::string known_key(std::string_view x) {
  if (x.size() == 1) {
    const char c = upper(x[0]);
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? std::string{c} : std::string{};
  }
  if (is_function_key(x))
    return 'F' + std::string{x.substr(1)};
  for (const auto* name : named_keys)
    if (same(x, name))
      return name;
  return {};
}

auto wrong(std::string what) { return tl::unexpected(std::move(what)); }

} // namespace

tl::expected<key_combination, std::string> read_key_combination(std::string_view text) {
  key_combination result;
  while (true) {
    const auto plus = text.find('+');
    const auto part = text.substr(0, plus);
    bool* const modifier = same(part, "Ctrl")    ? &result.ctrl
                           : same(part, "Shift") ? &result.shift
                           : same(part, "Alt")   ? &result.alt
                                                 : nullptr;
    if (modifier) {
      if (std::exchange(*modifier, true))
        return wrong("Ctrl, Shift and Alt once each");
    } else {
      const auto key = known_key(part);
      if (key.empty())
        return wrong("a key such as A, 7, F5 or Home, not \"" + std::string{part} + '"');
      if (!result.key.empty())
        return wrong("one key besides Ctrl, Shift and Alt");
      result.key = key;
    }
    if (plus == text.npos)
      break;
    text.remove_prefix(plus + 1);
  }
  if (result.key.empty())
    return wrong("one key besides Ctrl, Shift and Alt");
  const bool quiet = is_function_key(result.key) || result.key == "Pause";
  if (!result.ctrl && !result.alt && !(quiet && result.shift))
    return wrong("Ctrl or Alt with the key");
  return result;
}

std::string text_of(const key_combination& x) {
  std::string result;
  for (const auto& [held, name] :
       {std::pair{x.ctrl, "Ctrl+"}, std::pair{x.shift, "Shift+"}, std::pair{x.alt, "Alt+"}})
    if (held)
      result += name;
  return result + x.key;
}

} // namespace omstilling

#include "services/directory/sounds.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

struct spelling {
  std::string_view written;
  std::string_view heard;
  bool begins = false; // only at the beginning of a word
};

/// The longest that fits comes first.
constexpr std::array spellings{
  spelling{"sch", "s"},      spelling{"ck", "k"},       spelling{"ch", "k"},
  spelling{"ph", "f"},       spelling{"th", "t"},       spelling{"dt", "t"},
  spelling{"tz", "ts"},      spelling{"ce", "se"},      spelling{"ci", "si"},
  spelling{"cy", "si"},      spelling{"qu", "kv"},      spelling{"ld", "l"},
  spelling{"hv", "v", true}, spelling{"hj", "i", true}, spelling{"kj", "k", true},
  spelling{"gj", "g", true}, spelling{"ie", "i"},       spelling{"ou", "u"},
  spelling{"oe", "o"},       spelling{"ae", "e"},       spelling{"aa", "a"},
  spelling{"ei", "ai"},      spelling{"ey", "ai"},      spelling{"ay", "ai"},
  spelling{"c", "k"},        spelling{"q", "k"},        spelling{"d", "t"},
  spelling{"w", "v"},        spelling{"x", "ks"},       spelling{"y", "i"},
  spelling{"j", "i"},        spelling{"z", "s"}};

} // namespace

std::string sound_of(std::string_view folded) {
  std::string result;
  const auto hear = [&](char c) {
    if (result.empty() || result.back() != c) // doubled letters sound once
      result += c;
  };
  for (std::size_t at = 0; at < folded.size();) {
    if (folded[at] >= '0' && folded[at] <= '9')
      return {};
    const auto rest = folded.substr(at);
    const auto* const found = std::find_if(spellings.begin(), spellings.end(), [&](const auto& x) {
      return rest.starts_with(x.written) && (!x.begins || at == 0);
    });
    if (found != spellings.end()) {
      for (const char c : found->heard)
        hear(c);
      at += found->written.size();
    } else {
      if (rest.front() != 'h' || at == 0) // it is mute within a word
        hear(rest.front());
      ++at;
    }
  }
  if (result.size() > 3 && result.back() == 'e') // Birthe as Birt, Anne as Ann
    result.pop_back();
  return result;
}

bool one_error_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size())
    std::swap(a, b);
  if (b.size() - a.size() > 1)
    return false;
  std::size_t at = 0;
  while (at < a.size() && a[at] == b[at])
    ++at;
  if (a.size() < b.size())
    return a.substr(at) == b.substr(at + 1);
  if (at == a.size())
    return false;
  if (a.substr(at + 1) == b.substr(at + 1))
    return true;
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
         a.substr(at + 2) == b.substr(at + 2);
}

} // namespace omstilling

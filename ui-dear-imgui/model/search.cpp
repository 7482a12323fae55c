#include "ui-dear-imgui/model/search.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace omstilling {

namespace {

/// Folds U+00C0 to U+017F; what is not there stays as it is.
std::string_view plain(unsigned code) {
  switch (code) {
    case 0xC5:
    case 0xE5: return "aa";
    case 0xC6:
    case 0xE6:
    case 0xC4:
    case 0xE4: return "ae";
    case 0xD8:
    case 0xF8:
    case 0xD6:
    case 0xF6:
    case 0x152:
    case 0x153: return "oe";
    case 0xDC:
    case 0xFC: return "u";
    case 0xDF: return "ss";
    case 0xD0:
    case 0xF0:
    case 0x110:
    case 0x111: return "d";
    case 0xDE:
    case 0xFE: return "th";
    default: break;
  }
  // Runs of accented letters that share a base letter.
  struct run {
    unsigned from, to;
    const char* base;
  };
  static constexpr std::array runs{
    run{0xC0, 0xC3, "a"},   run{0xC7, 0xC7, "c"},   run{0xC8, 0xCB, "e"},   run{0xCC, 0xCF, "i"},
    run{0xD1, 0xD1, "n"},   run{0xD2, 0xD5, "o"},   run{0xD9, 0xDB, "u"},   run{0xDD, 0xDD, "y"},
    run{0xE0, 0xE3, "a"},   run{0xE7, 0xE7, "c"},   run{0xE8, 0xEB, "e"},   run{0xEC, 0xEF, "i"},
    run{0xF1, 0xF1, "n"},   run{0xF2, 0xF5, "o"},   run{0xF9, 0xFB, "u"},   run{0xFD, 0xFD, "y"},
    run{0xFF, 0xFF, "y"},   run{0x100, 0x105, "a"}, run{0x106, 0x10D, "c"}, run{0x10E, 0x10F, "d"},
    run{0x112, 0x11B, "e"}, run{0x11C, 0x123, "g"}, run{0x124, 0x127, "h"}, run{0x128, 0x131, "i"},
    run{0x134, 0x135, "j"}, run{0x136, 0x138, "k"}, run{0x139, 0x142, "l"}, run{0x143, 0x14B, "n"},
    run{0x14C, 0x151, "o"}, run{0x154, 0x159, "r"}, run{0x15A, 0x161, "s"}, run{0x162, 0x167, "t"},
    run{0x168, 0x173, "u"}, run{0x174, 0x175, "w"}, run{0x176, 0x178, "y"}, run{0x179, 0x17E, "z"}};
  for (const auto& x : runs)
    if (code >= x.from && code <= x.to)
      return x.base;
  return {};
}

/// Folds the character at `text[at]` into `out`; returns its length in bytes.
std::size_t fold_one(std::string_view text, std::size_t at, std::string& out) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    out += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : text[at];
    return 1;
  }
  const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
  const auto piece = text.substr(at, length);
  if (piece.size() == 2) {
    const auto code = ((byte & 0x1Fu) << 6) | (static_cast<unsigned char>(piece[1]) & 0x3Fu);
    if (const auto base = plain(code); !base.empty())
      return out += base, length;
  }
  out += piece;
  return piece.size();
}

bool begins_word(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == ' ' || text[at - 1] == '-' || text[at - 1] == '\n';
}

/// Names in which more fragments begin a word come first; those found elsewhere only, last.
int rank(const std::string& folded, const std::vector<std::string>& fragments) {
  const std::string_view name{folded.data(), std::min(folded.find('\n'), folded.size())};
  int result = 0;
  for (const auto& fragment : fragments) {
    const auto at = name.find(fragment);
    if (at == std::string_view::npos)
      continue;
    result += begins_word(name, at) ? 2 : 1;
    result += at == 0 ? 1 : 0;
  }
  return result;
}

/// As people write who have no such letters: Nørgård as Norgard.
std::string without_own_letters(std::string_view text) {
  constexpr std::array letters{std::pair{"\xC3\xB8", 'o'}, std::pair{"\xC3\x98", 'o'},
                               std::pair{"\xC3\xA5", 'a'}, std::pair{"\xC3\x85", 'a'}};
  std::string result{text};
  for (const auto& [letter, bare] : letters)
    for (auto at = result.find(letter); at != result.npos; at = result.find(letter, at))
      result.replace(at, 2, 1, bare);
  return result == text ? std::string{} : fold(result);
}

} // namespace

std::string fold(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();)
    at += fold_one(text, at, result);
  return result;
}

std::string searchable(const person& x) {
  auto result = fold(x.name);
  for (const auto* part : {&x.title, &x.department, &x.location, &x.extension})
    result += '\n' + fold(*part);
  for (const auto& phone : x.phones)
    result += '\n' + plain_number(phone.number);
  for (const auto* list : {&x.alternate_names, &x.tasks})
    for (const auto& one : *list)
      result += '\n' + fold(one);
  if (const auto bare = without_own_letters(x.name); !bare.empty())
    result += '\n' + bare;
  return result;
}

std::string searchable(const contact_view& x) {
  auto result = fold(x.name);
  for (const auto* part : {&x.company, &x.title, &x.department, &x.address, &x.email, &x.note})
    if (!part->empty())
      result += '\n' + fold(*part);
  for (const auto& one : x.numbers)
    result += '\n' + plain_number(one.number);
  for (const auto& one : x.keywords)
    result += '\n' + fold(one);
  if (const auto bare = without_own_letters(x.name); !bare.empty())
    result += '\n' + bare;
  return result;
}

std::vector<std::string> fragments_of(std::string_view query) {
  std::vector<std::string> result;
  std::string word;
  for (const char c : fold(query) + ' ') {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      result.push_back(std::move(word));
      word.clear();
    }
  }
  return result;
}

bool looks_like_number(std::string_view query) {
  const auto digits =
    std::count_if(query.begin(), query.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 2 && query.find_first_not_of("0123456789 +*#") == std::string_view::npos;
}

std::string plain_number(std::string_view query) {
  std::string result;
  std::copy_if(query.begin(), query.end(), std::back_inserter(result),
               [](char c) { return c != ' '; });
  return result;
}

std::vector<std::size_t> find_people(const people_list& people,
                                     const std::vector<std::string>& fragments) {
  std::vector<std::pair<int, std::size_t>> found;
  for (std::size_t place = 0; place < people.size(); ++place) {
    const auto& one = *people[place];
    const auto has = [&](const std::string& x) { return one.folded.find(x) != std::string::npos; };
    if (std::all_of(fragments.begin(), fragments.end(), has))
      found.emplace_back(-rank(one.folded, fragments), place);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::size_t> result;
  result.reserve(found.size());
  for (const auto& [_, place] : found)
    result.push_back(place);
  return result;
}

std::vector<std::size_t> find_contacts(const contact_list& contacts,
                                       const std::vector<std::string>& fragments,
                                       std::size_t most) {
  std::vector<std::pair<int, std::size_t>> found;
  for (std::size_t place = 0; place < contacts.size(); ++place) {
    const auto& folded = contacts[place]->folded;
    const auto has = [&](const std::string& x) { return folded.find(x) != std::string::npos; };
    if (std::all_of(fragments.begin(), fragments.end(), has))
      found.emplace_back(-rank(folded, fragments), place);
  }
  std::sort(found.begin(), found.end());
  found.resize(std::min(found.size(), most));
  std::vector<std::size_t> result;
  for (const auto& [_, place] : found)
    result.push_back(place);
  return result;
}

std::vector<std::pair<std::size_t, std::size_t>> marks(std::string_view text,
                                                       const std::vector<std::string>& fragments) {
  std::string folded;
  std::vector<std::size_t> from, to; // of each folded byte, its character's bytes in `text`
  for (std::size_t at = 0; at < text.size();) {
    const auto length = fold_one(text, at, folded);
    from.resize(folded.size(), at);
    to.resize(folded.size(), at + length);
    at += length;
  }
  std::vector<std::pair<std::size_t, std::size_t>> found, result;
  for (const auto& fragment : fragments)
    if (const auto at = folded.find(fragment); at != std::string::npos && !fragment.empty())
      found.emplace_back(from[at], to[at + fragment.size() - 1]);
  std::sort(found.begin(), found.end());
  for (const auto& one : found)
    if (!result.empty() && one.first <= result.back().second)
      result.back().second = std::max(result.back().second, one.second);
    else
      result.push_back(one);
  return result;
}

} // namespace omstilling

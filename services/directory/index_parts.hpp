#pragma once

#include "services/directory/search_index.hpp"

/// What the parts of `search_index` share: search_index.cpp, search_find.cpp.
namespace omstilling {

/// Between a number's digits and its country's code: sorts before all digits.
constexpr char country_mark = '/';

constexpr unsigned field_bits = 4;
/// The place of the word that a name begins with.
constexpr auto first_name = static_cast<searched_field>((1u << field_bits) - 1);

inline word_table::place place_of(search_index::slot at, searched_field x) {
  return at << field_bits | static_cast<word_table::place>(x);
}
inline search_index::slot slot_of(word_table::place x) { return x >> field_bits; }
inline searched_field field_of(word_table::place x) {
  return static_cast<searched_field>(x & ((1u << field_bits) - 1));
}

/// How a word is found; the better the lower.
enum how : std::uint8_t { exact, beginning, within, sounding_alike, one_letter_off };

/// The bit of what a word begins with.
inline std::uint64_t letter_bit(char c) {
  constexpr int letters = 26, digits = 10, rest = 64 - letters - digits;
  const int place = c >= 'a' && c <= 'z' ? c - 'a'
                    : c >= '0' && c <= '9'
                      ? letters + c - '0'
                      : letters + digits + static_cast<unsigned char>(c) % rest;
  return std::uint64_t{1} << place;
}

/// Whether a fragment is looked up as a letter: alone it would mean too many, beside others it is
/// quicker to ask those whom they found.
inline bool by_letter(const std::vector<fragment>& of, std::size_t which) {
  const auto is_letter = [](const fragment& x) { return x.text.size() == 1 && !x.plus; };
  if (!is_letter(of[which]))
    return false;
  for (const auto& x : of)
    if (!is_letter(x))
      return true;
  return which > 0;
}

} // namespace omstilling

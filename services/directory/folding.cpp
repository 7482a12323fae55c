#include "services/directory/folding.hpp"

#include <unicode/coll.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace omstilling {

namespace {

const UNormalizer2* composing() {
  UErrorCode error = U_ZERO_ERROR;
  return unorm2_getNFCInstance(&error);
}

const UNormalizer2* decomposing() {
  UErrorCode error = U_ZERO_ERROR;
  return unorm2_getNFKDInstance(&error);
}

/// What is no letter with an accent, but a letter of its own.
std::string_view own_letter(UChar32 lower, letters how) {
  switch (lower) {
    case 0xE5: return how == letters::danish ? "aa" : "a";
    case 0xF8:
    case 0xF6: return how == letters::danish ? "oe" : "o";
    case 0x153: return "oe";
    case 0xE6:
    case 0xE4: return "ae";
    case 0xDF: return "ss";
    case 0xF0:
    case 0x111: return "d";
    case 0xFE: return "th";
    case 0x142: return "l";
    case 0x131: return "i";
    default: return {};
  }
}

void append(UChar32 c, std::string& out) {
  char bytes[U8_MAX_LENGTH];
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, c);
  out.append(bytes, static_cast<std::size_t>(size));
}

void fold_point(UChar32 c, letters how, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return;
  }
  const auto lower = u_tolower(c);
  if (const auto own = own_letter(lower, how); !own.empty()) {
    out += own;
    return;
  }
  UChar parts[32];
  UErrorCode error = U_ZERO_ERROR;
  const auto count = unorm2_getDecomposition(decomposing(), lower, parts, 32, &error);
  if (count < 0 || U_FAILURE(error))
    return append(lower, out);
  for (std::int32_t i = 0; i < count;) {
    UChar32 part = 0;
    U16_NEXT(parts, i, count, part);
    if (u_getCombiningClass(part) == 0)
      append(u_tolower(part), out);
  }
}

bool is_word_letter(UChar32 c) {
  if (c < 0x80)
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  return u_isalnum(c);
}

bool parts_no_word(UChar32 c) { return c == '\'' || c == 0x2019 || c == 0xB4 || c == '`'; }

// ICU's macros narrow without saying so.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"

/// Gives each character that belongs to a word, with its bytes, and the end of each word.
template <class Letter, class End>
void read(std::string_view text, Letter letter, End end) {
  const auto* const bytes = text.data();
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    const auto from = i;
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    // Some systems write å as a with a ring behind it.
    for (auto next = i; next < size && static_cast<unsigned char>(bytes[next]) >= 0xCC; next = i) {
      UChar32 mark = 0;
      U8_NEXT_OR_FFFD(bytes, next, size, mark);
      if (u_getCombiningClass(mark) == 0)
        break;
      if (const auto both = unorm2_composePair(composing(), c, mark); both >= 0)
        c = both;
      i = next;
    }
    if (is_word_letter(c))
      letter(c, from, i);
    else if (!parts_no_word(c))
      end();
  }
  end();
}

#pragma GCC diagnostic pop

} // namespace

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::vector<folded_word> words_of(std::string_view text, letters how) {
  std::vector<folded_word> result;
  folded_word word;
  read(
    text,
    [&](UChar32 c, std::int32_t from, std::int32_t to) {
      fold_point(c, how, word.text);
      word.from.resize(word.text.size(), static_cast<std::uint32_t>(from));
      word.to.resize(word.text.size(), static_cast<std::uint32_t>(to));
    },
    [&] {
      if (!word.text.empty())
        result.push_back(std::move(word));
      word = {};
    });
  return result;
}

std::vector<std::string> plain_words_of(std::string_view text, letters how) {
  std::vector<std::string> result;
  std::string word;
  read(
    text, [&](UChar32 c, std::int32_t, std::int32_t) { fold_point(c, how, word); },
    [&] {
      if (!word.empty())
        result.push_back(std::move(word));
      word.clear();
    });
  return result;
}

struct name_order::collator {
  std::unique_ptr<icu::Collator> of;
};

name_order::name_order() : with_(std::make_unique<collator>()) {
  UErrorCode error = U_ZERO_ERROR;
  with_->of.reset(icu::Collator::createInstance(icu::Locale{"da", "DK"}, error));
  if (U_FAILURE(error) || !with_->of)
    throw std::runtime_error{"ICU has no Danish order of letters"};
  with_->of->setStrength(icu::Collator::PRIMARY);
}

name_order::~name_order() = default;
name_order::name_order(name_order&&) noexcept = default;
name_order& name_order::operator=(name_order&&) noexcept = default;

std::string name_order::key(std::string_view name) const {
  const auto text =
    icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())});
  std::string result(128, '\0');
  auto* const bytes = reinterpret_cast<std::uint8_t*>(result.data());
  const auto size = with_->of->getSortKey(text, bytes, static_cast<std::int32_t>(result.size()));
  result.resize(static_cast<std::size_t>(std::clamp<std::int32_t>(size, 1, 128)) - 1);
  return result;
}

} // namespace omstilling

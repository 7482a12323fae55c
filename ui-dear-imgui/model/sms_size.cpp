#include "ui-dear-imgui/model/sms_size.hpp"

#include <utility>

namespace omstilling {

namespace {

/// The code point at `at`, and how many bytes it has; half a character counts for one.
std::pair<char32_t, std::size_t> next_code(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
  if (length == 1 || at + length > text.size())
    return {byte, 1};
  auto code = static_cast<char32_t>(byte & (0x7Fu >> length));
  for (std::size_t i = 1; i < length; ++i)
    code = (code << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
  return {code, length};
}

/// How many of GSM's own letters it takes; 0: it is none of them.
std::size_t as_gsm(char32_t x) {
  constexpr std::u32string_view extended = U"^{}\\[~]|€",
                                others = U"£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
  if (extended.find(x) != extended.npos)
    return 2;
  const bool ascii = x == '\n' || x == '\r' || (x >= 0x20 && x < 0x7F && x != '`');
  return ascii || others.find(x) != others.npos ? 1 : 0;
}

} // namespace

sms_size size_as_sms(std::string_view text) {
  sms_size result;
  std::size_t gsm = 0, wide = 0;
  bool own = true;
  for (std::size_t at = 0; at < text.size();) {
    const auto [code, length] = next_code(text, at);
    const auto letters = as_gsm(code);
    own = own && letters > 0;
    gsm += letters;
    wide += code > 0xFFFF ? 2 : 1;
    ++result.characters;
    at += length;
  }
  const auto units = own ? gsm : wide;
  const std::size_t one = own ? 160 : 70, each = own ? 153 : 67;
  result.parts = units == 0 ? 0 : units <= one ? 1 : (units + each - 1) / each;
  return result;
}

} // namespace omstilling

#include "services/files/charset.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/unistr.h>

#include <memory>

namespace omstilling {

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16_little = "\xFF\xFE";
constexpr std::string_view utf16_big = "\xFE\xFF";

/// The length of the UTF-8 character in front, 0 if it is none.
std::size_t character_size(std::string_view x) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(x[i]); };
  const auto first = byte(0);
  if (first < 0x80)
    return 1;
  const std::size_t size = first < 0xC2   ? 0
                           : first < 0xE0 ? 2
                           : first < 0xF0 ? 3
                           : first < 0xF5 ? 4
                                          : 0;
  if (size == 0 || x.size() < size)
    return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(i) & 0xC0) != 0x80)
      return 0;
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool outside = (first == 0xED && byte(1) > 0x9F) || (first == 0xF4 && byte(1) > 0x8F);
  return overlong || outside ? 0 : size;
}

} // namespace

bool valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto size = character_size(text);
    if (size == 0)
      return false;
    text.remove_prefix(size);
  }
  return true;
}

std::optional<std::string> text_in_charset(std::string_view bytes, const std::string& charset) {
  auto status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from{ucnv_open(charset.c_str(), &status),
                                                                ucnv_close};
  if (U_FAILURE(status) || charset.empty())
    return std::nullopt;
  ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const icu::UnicodeString text{bytes.data(), static_cast<std::int32_t>(bytes.size()), from.get(),
                                status};
  if (U_FAILURE(status))
    return std::nullopt;
  std::string result;
  text.toUTF8String(result);
  return result;
}

std::string text_of_bytes(std::string_view bytes) {
  if (valid_utf8(bytes))
    return std::string{bytes};
  return text_in_charset(bytes, "windows-1252").value_or("");
}

std::optional<std::string> text_of_file(std::string_view bytes) {
  if (bytes.starts_with(utf8_mark))
    return text_of_bytes(bytes.substr(utf8_mark.size()));
  if (bytes.starts_with(utf16_little))
    return text_in_charset(bytes.substr(utf16_little.size()), "UTF-16LE");
  if (bytes.starts_with(utf16_big))
    return text_in_charset(bytes.substr(utf16_big.size()), "UTF-16BE");
  return text_of_bytes(bytes);
}

} // namespace omstilling

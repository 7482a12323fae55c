#include "services/contacts/contact_file.hpp"

#include "services/contacts/contact_csv.hpp"
#include "services/contacts/vcard.hpp"
#include "services/files/charset.hpp"

#include <algorithm>

namespace omstilling {

namespace {

bool is_vcard(std::string_view text) {
  constexpr std::string_view begin = "begin:vcard";
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return std::ranges::equal(text.substr(0, begin.size()), begin, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
  });
}

} // namespace

contact_file read_contact_file(std::string_view bytes) {
  constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
  const auto unmarked = bytes.starts_with(utf8_mark) ? bytes.substr(utf8_mark.size()) : bytes;
  // Line by line: a vCard may say of each in which charset it is.
  if (is_vcard(unmarked))
    return read_vcards(unmarked);
  const auto text = text_of_file(bytes);
  if (!text)
    return {.unusable = problem{.reason = error_reason::malformed,
                                .expected = "UTF-16, as its first bytes say",
                                .got = "other bytes"}};
  return is_vcard(*text) ? read_vcards(*text) : read_contact_csv(*text);
}

} // namespace omstilling

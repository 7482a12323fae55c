#include "services/messages/folded.hpp"

namespace omstilling {

std::string folded(std::string_view text) {
  std::string result{text};
  for (std::size_t i = 0; i < result.size(); ++i) {
    const auto c = static_cast<unsigned char>(result[i]);
    const auto before = i == 0 ? 0 : static_cast<unsigned char>(result[i - 1]);
    const bool ascii = c >= 'A' && c <= 'Z';
    // U+00C0 to U+00DE, without the multiplication sign, in UTF-8.
    const bool latin = before == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97;
    if (ascii || latin)
      result[i] = static_cast<char>(c + 0x20);
  }
  return result;
}

std::vector<std::string> folded_words(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<std::string> result;
  for (auto begin = text.find_first_not_of(blanks); begin != text.npos;) {
    const auto end = std::min(text.find_first_of(blanks, begin), text.size());
    result.push_back(folded(text.substr(begin, end - begin)));
    begin = text.find_first_not_of(blanks, end);
  }
  return result;
}

} // namespace omstilling

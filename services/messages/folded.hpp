#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// Small letters for great ones, of English, Danish and their neighbours (Latin-1), so that words
/// are found however they are written.
std::string folded(std::string_view text);

/// The words of a text, folded.
std::vector<std::string> folded_words(std::string_view text);

} // namespace omstilling

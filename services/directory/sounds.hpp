#pragma once

#include <string>
#include <string_view>

namespace omstilling {

/// How a folded word sounds to a Danish ear: Kristian as Christian, Sørensen as Sorensen, Mads as
/// Mats. Empty for what has digits in it.
std::string sound_of(std::string_view folded);

/// Whether two words differ by one typing error: a letter too many, missing, wrong, or two swapped.
bool one_error_apart(std::string_view a, std::string_view b);

} // namespace omstilling

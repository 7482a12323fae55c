#pragma once

#include <string>
#include <string_view>

namespace omstilling {

/// The text with U+FFFD for each byte that is no part of UTF-8: one such byte in a frame would
/// make a browser close its connection.
std::string clean_utf8(std::string_view text);

} // namespace omstilling

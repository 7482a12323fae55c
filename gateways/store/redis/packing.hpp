#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace omstilling::redis {

/// The text in fewer bytes, quickly rather than in as few as can be (zlib, RFC 1950).
std::string packed(std::string_view text);

/// What was packed; nothing when this was not, or is longer than `most` bytes.
std::optional<std::string> unpacked(std::string_view packed, std::size_t most);

} // namespace omstilling::redis

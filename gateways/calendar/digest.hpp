#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace omstilling::calendars {

std::string sha256_hex(std::string_view text);
std::string base64url(std::string_view bytes); // without padding

/// RS256 (RFC 7518, 3.3) with a private key in PEM; the error is about the key, and has none of it.
tl::expected<std::string, std::string> sign_rs256(std::string_view text, const std::string& pem);

} // namespace omstilling::calendars

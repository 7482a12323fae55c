#pragma once

#include "protocol/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace omstilling {

/// Retry-After (RFC 9110, 10.2.3): seconds, or a date. Nothing for anything else.
std::optional<duration> read_retry_after(const std::string& text, time_point now);

/// For a path or a query (RFC 3986), and for a form's body.
std::string url_escaped(std::string_view text);

} // namespace omstilling

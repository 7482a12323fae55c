#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace omstilling {

/// An instant in UTC, to the millisecond.
using time_point = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;
using duration = std::chrono::milliseconds;

/// RFC 3339 in UTC with milliseconds: `2026-11-22T10:42:00.000Z`.
std::string to_rfc3339(time_point x);

/// Reads RFC 3339 with any offset; nothing else, and no date that does not exist. Years 1970-9999.
std::optional<time_point> from_rfc3339(std::string_view text);

} // namespace omstilling

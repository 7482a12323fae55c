#pragma once

#include "gateways/calendar/http_client.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace omstilling::calendars {

/// Retry-After (RFC 9110, 10.2.3): seconds, or a date. Nothing for anything else.
std::optional<duration> read_retry_after(const std::string& text, time_point now);

/// What an answer that is no success means; `place` tells a person where it happened.
calendar_failure to_failure(const http_answer& answer, const std::string& place, time_point now);

calendar_failure malformed(const std::string& place, const std::string& text);

inline bool succeeded(const http_answer& x) { return x.status >= 200 && x.status < 300; }

/// For a path or a query (RFC 3986).
std::string url_escaped(std::string_view text);
/// Scheme, host and port are the same: a password or a token may go there.
bool same_origin(const std::string& url, const std::string& base);

} // namespace omstilling::calendars

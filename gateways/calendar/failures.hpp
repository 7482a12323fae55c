#pragma once

#include "gateways/calendar/http_client.hpp"
#include "gateways/http/http_words.hpp"

#include <string>

namespace omstilling::calendars {

/// What an answer that is no success means; `place` tells a person where it happened.
calendar_failure to_failure(const http_answer& answer, const std::string& place, time_point now);

calendar_failure malformed(const std::string& place, const std::string& text);

inline bool succeeded(const http_answer& x) { return x.status >= 200 && x.status < 300; }

/// Scheme, host and port are the same: a password or a token may go there.
bool same_origin(const std::string& url, const std::string& base);

} // namespace omstilling::calendars

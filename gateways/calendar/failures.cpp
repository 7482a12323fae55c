#include "gateways/calendar/failures.hpp"

#include "gateways/calendar/json_fields.hpp"
#include "services/calendars/utf8.hpp"

#include <curl/curl.h>

#include <algorithm>

namespace omstilling::calendars {

namespace {

using kind = calendar_failure::kind;

/// The provider's own words, of Graph, Google and their token services.
std::string words_of(const http_answer& answer) {
  const auto body = parse_json(answer.body);
  auto result = text_at(body, {"error", "message"});
  if (result.empty())
    result = text_at(body, {"error_description"});
  auto code = text_at(body, {"error", "code"});
  if (code.empty())
    code = text_at(body, {"error"});
  if (!code.empty())
    result = code + (result.empty() ? "" : ": " + result);
  std::replace_if(
    result.begin(), result.end(), [](unsigned char x) { return x < 0x20; }, ' ');
  return clean_utf8(result.substr(0, 300));
}

/// Google has its quotas in a 403.
bool is_quota(const http_answer& answer) {
  const auto body = parse_json(answer.body);
  const auto* errors = find_json(body, {"error", "errors"});
  if (errors == nullptr || !errors->is_array())
    return false;
  return std::any_of(errors->get_array().begin(), errors->get_array().end(), [](const auto& x) {
    const auto reason = text_at(x, {"reason"});
    return reason == "rateLimitExceeded" || reason == "userRateLimitExceeded" ||
           reason == "quotaExceeded";
  });
}

kind kind_of(const http_answer& answer) {
  const auto status = answer.status;
  if (status == 429 || (status == 503 && !answer.header("retry-after").empty()) ||
      (status == 403 && is_quota(answer)))
    return kind::throttled;
  if (status == 404 || status == 410)
    return kind::not_found;
  return status >= 500 ? kind::unreachable : kind::refused;
}

/// The part that a URL must share to have the same origin; empty for what is none.
std::string origin_of(const std::string& url) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parts{curl_url(), &curl_url_cleanup};
  if (curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK)
    return {};
  std::string result;
  for (const auto part : {CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT}) {
    char* text = nullptr;
    if (curl_url_get(parts.get(), part, &text, CURLU_DEFAULT_PORT) != CURLUE_OK)
      return {};
    result.append(text).append("|");
    curl_free(text);
  }
  return result;
}

} // namespace

calendar_failure to_failure(const http_answer& answer, const std::string& place, time_point now) {
  const auto words = words_of(answer);
  calendar_failure result{kind_of(answer), place + ": HTTP " + std::to_string(answer.status) +
                                             (words.empty() ? "" : ", " + words)};
  if (result.what == kind::throttled)
    result.retry_after = read_retry_after(answer.header("retry-after"), now);
  return result;
}

calendar_failure malformed(const std::string& place, const std::string& text) {
  return {kind::malformed, place + ": " + text};
}

bool same_origin(const std::string& url, const std::string& base) {
  const auto origin = origin_of(url);
  return !origin.empty() && origin == origin_of(base);
}

} // namespace omstilling::calendars

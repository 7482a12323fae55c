#include "gateways/http/http_words.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <memory>

namespace omstilling {

std::optional<duration> read_retry_after(const std::string& text, time_point now) {
  if (text.empty())
    return std::nullopt;
  std::int64_t count = 0;
  const auto* end = text.data() + text.size();
  if (const auto [stop, error] = std::from_chars(text.data(), end, count);
      error == std::errc{} && stop == end && count >= 0)
    return std::chrono::seconds{std::min<std::int64_t>(count, 86'400)};
  const auto date = curl_getdate(text.c_str(), nullptr);
  if (date < 0)
    return std::nullopt;
  const auto until = time_point{std::chrono::seconds{date}};
  return std::clamp<duration>(until - now, duration{0}, std::chrono::hours{24});
}

std::string url_escaped(std::string_view text) {
  const std::unique_ptr<char, decltype(&curl_free)> result{
    curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())), &curl_free};
  return text.empty() ? std::string{} : std::string{result.get()};
}

} // namespace omstilling

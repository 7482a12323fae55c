#include "gateways/calendar/failures.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::calendars;
using namespace std::chrono_literals;
using kind = calendar_failure::kind;

TEST_CASE("Retry-After is seconds or a date, and nothing else [B2.5]", "[calendars]") {
  const auto now = from_rfc3339("2026-11-24T09:00:00Z").value();
  CHECK(read_retry_after("17", now) == duration{17s});
  CHECK(read_retry_after("0", now) == duration{0});
  CHECK(read_retry_after("Tue, 24 Nov 2026 09:00:30 GMT", now) == duration{30s});
  CHECK(read_retry_after("Tue, 24 Nov 2026 08:00:30 GMT", now) == duration{0});
  CHECK(read_retry_after("99999999999", now) == duration{24h});
  CHECK_FALSE(read_retry_after("", now));
  CHECK_FALSE(read_retry_after("-5", now));
  CHECK_FALSE(read_retry_after("soon", now));
}

TEST_CASE("an answer that is no success says what failed, where, in the provider's words [B2.5]",
          "[calendars]") {
  const auto now = from_rfc3339("2026-11-24T09:00:00Z").value();
  const auto failed = [&](long status, std::string body, std::string retry = {}) {
    http_answer answer{status, {}, std::move(body)};
    if (!retry.empty())
      answer.headers["retry-after"] = retry;
    return to_failure(answer, "Here", now);
  };
  CHECK(failed(429, "", "3").retry_after == duration{3s});
  CHECK(failed(429, "").what == kind::throttled);
  CHECK(failed(503, "", "3").what == kind::throttled);
  CHECK(failed(503, "").what == kind::unreachable);
  CHECK(failed(500, "").what == kind::unreachable);
  CHECK(failed(404, "").what == kind::not_found);
  CHECK(failed(401, "").what == kind::refused);
  CHECK(failed(403, R"({"error":{"code":"ErrorAccessDenied","message":"No\nrights"}})").text ==
        "Here: HTTP 403, ErrorAccessDenied: No rights");
  CHECK(failed(403, R"({"error":{"errors":[{"reason":"rateLimitExceeded"}]}})").what ==
        kind::throttled);
  CHECK(failed(401, R"({"error":"invalid_client","error_description":"x"})").text ==
        "Here: HTTP 401, invalid_client: x");
}

TEST_CASE("a password goes to its own scheme, host and port only [B2.5]", "[calendars]") {
  CHECK(same_origin("https://a.dk/x", "https://a.dk:443/y/z"));
  CHECK_FALSE(same_origin("http://a.dk/x", "https://a.dk/x"));
  CHECK_FALSE(same_origin("https://a.dk:444/x", "https://a.dk/x"));
  CHECK_FALSE(same_origin("https://a.dk.evil.org/x", "https://a.dk/x"));
  CHECK_FALSE(same_origin("https://a.dk@evil.org/x", "https://a.dk/x"));
  CHECK_FALSE(same_origin("", ""));
}

#include "gateways/calendar/cursor.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::calendars;

TEST_CASE("a cursor holds while the window moves on by a day at most, in its zone [B2.5]",
          "[calendars]") {
  const auto t0 = from_rfc3339("2026-11-24T09:00:00Z").value();
  const std::chrono::hours hour{1};
  const auto request = [&](duration later, std::string zone = "Europe/Copenhagen") {
    return calendar_request{"anna", std::move(zone), t0 + later, t0 + 100 * hour + later, {}};
  };
  auto first = cursor::anew(request(duration{0}));
  CHECK(first.text().empty()); // no token, nothing to go by
  first.token = R"(W/"tag")";
  first.remember_series("weekly");

  const auto held = [&](calendar_request asked) {
    asked.cursor = first.text();
    return cursor::of(asked);
  };
  REQUIRE(held(request(duration{0})));
  CHECK(held(request(duration{0}))->token == R"(W/"tag")");
  CHECK(held(request(duration{0}))->has_series("weekly"));
  CHECK_FALSE(held(request(duration{0}))->has_series("monthly"));
  CHECK(held(request(24 * hour)));
  CHECK_FALSE(held(request(24 * hour + duration{1})));
  CHECK_FALSE(held(request(duration{-1})));
  CHECK_FALSE(held(request(duration{0}, "Asia/Tokyo")));

  auto rubbish = request(duration{0});
  rubbish.cursor = R"({"from":"yesterday"})";
  CHECK_FALSE(cursor::of(rubbish));
}

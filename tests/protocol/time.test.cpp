#include "protocol/time.hpp"

#include "tests/protocol/generators.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

time_point at(int year, unsigned month, unsigned day, duration of_day = {}) {
  using namespace std::chrono;
  return sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}} +
         of_day;
}

} // namespace

TEST_CASE("a time is written in UTC with milliseconds", "[time]") {
  CHECK(to_rfc3339(at(2026, 11, 22, 10h + 42min)) == "2026-11-22T10:42:00.000Z");
  CHECK(to_rfc3339(at(2024, 2, 29, 23h + 59min + 59s + 7ms)) == "2024-02-29T23:59:59.007Z");
  CHECK(to_rfc3339(time_point{}) == "1970-01-01T00:00:00.000Z");
}

TEST_CASE("a time is read with any offset and any fraction", "[time]") {
  const auto expected = at(2026, 11, 22, 10h + 42min);
  for (const auto* text :
       {"2026-11-22T10:42:00Z", "2026-11-22T10:42:00.000Z", "2026-11-22t10:42:00z",
        "2026-11-22 10:42:00Z", "2026-11-22T11:42:00+01:00", "2026-11-22T00:12:00-10:30",
        "2026-11-23T10:41:00+23:59", "2026-11-22T10:42:00.0009Z", "2026-11-22T10:42:00-00:00"}) {
    INFO(text);
    CHECK(from_rfc3339(text) == expected);
  }
  CHECK(from_rfc3339("2026-11-22T10:42:00.5Z") == expected + 500ms);
  CHECK(from_rfc3339("2026-11-22T10:42:00.123456789012345678901234567890Z") == expected + 123ms);
}

TEST_CASE("leap days and leap seconds are read where they exist", "[time]") {
  CHECK(from_rfc3339("2024-02-29T00:00:00Z") == at(2024, 2, 29));
  CHECK(from_rfc3339("2000-02-29T00:00:00Z") == at(2000, 2, 29));
  CHECK_FALSE(from_rfc3339("2026-02-29T00:00:00Z"));
  CHECK_FALSE(from_rfc3339("2100-02-29T00:00:00Z"));
  CHECK(from_rfc3339("2016-12-31T23:59:60Z") == at(2017, 1, 1));
}

TEST_CASE("what is not RFC 3339 is refused", "[time]") {
  for (const std::string text : {"",
                                 "tomorrow",
                                 "2026-11-22",
                                 "2026-11-22T10:42Z",
                                 "2026-11-22T10:42:00",
                                 "10:42:00Z",
                                 "2026-13-01T00:00:00Z",
                                 "2026-00-01T00:00:00Z",
                                 "2026-11-31T00:00:00Z",
                                 "2026-11-00T00:00:00Z",
                                 "2026-11-22T24:00:00Z",
                                 "2026-11-22T10:60:00Z",
                                 "2026-11-22T10:42:61Z",
                                 "2026-11-22T10:42:00.Z",
                                 "2026-11-22T10:42:00+1:00",
                                 "2026-11-22T10:42:00+24:00",
                                 "2026-11-22T10:42:00+01:60",
                                 "2026-11-22T10:42:00+0100",
                                 "2026-11-22T10:42:00ZZ",
                                 " 2026-11-22T10:42:00Z",
                                 "2026-11-22T10:42:00Z ",
                                 "2026-1-22T10:42:00Z",
                                 "+2026-11-22T10:42:00Z",
                                 "1969-12-31T23:59:59Z",
                                 "1970-01-01T00:00:00+00:01",
                                 "9999-12-31T23:59:59-00:01",
                                 "9999-12-31T23:59:60Z",
                                 "20260-11-22T10:42:00Z",
                                 "2026-11-22T-1:42:00Z",
                                 "２０２６-11-22T10:42:00Z"}) {
    INFO(text);
    CHECK_FALSE(from_rfc3339(text));
  }
}

TEST_CASE("every instant survives writing and reading", "[time]") {
  rc::prop("from_rfc3339(to_rfc3339(x)) == x", [] {
    const auto x = any::instant();
    RC_ASSERT(from_rfc3339(to_rfc3339(x)) == std::optional{x});
  });
}

TEST_CASE("an offset moves the instant by just that", "[time]") {
  rc::prop("local time minus offset", [] {
    const auto x = any::instant();
    const auto offset = std::chrono::minutes{*rc::gen::inRange(-1439, 1440)};
    const auto local = to_rfc3339(x + offset);
    RC_PRE(from_rfc3339(local).has_value());
    char zone[32];
    const auto size = std::chrono::abs(offset).count();
    std::snprintf(zone, sizeof zone, "%c%02d:%02d", offset < 0min ? '-' : '+',
                  static_cast<int>(size / 60), static_cast<int>(size % 60));
    RC_ASSERT(from_rfc3339(local.substr(0, local.size() - 1) + zone) == std::optional{x});
  });
}

TEST_CASE("whatever is read can be written and read again", "[time]") {
  rc::prop("garbage near a time", [] {
    auto text = to_rfc3339(any::instant());
    for (auto left = *rc::gen::inRange(0, 4); left > 0; --left)
      text[*rc::gen::inRange<std::size_t>(0, text.size())] =
        *rc::gen::elementOf(std::string{"0123456789-:.TZ+ \xff"});
    if (const auto x = from_rfc3339(text))
      RC_ASSERT(from_rfc3339(to_rfc3339(*x)) == x);
  });
}

#include "services/presence/recurrence.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

time_point at(const char* text) { return from_rfc3339(text).value(); }

wall_times daily(std::string starts, std::string ends, std::string rule = "FREQ=DAILY") {
  return {std::move(starts), std::move(ends), std::move(rule), {}, "Europe/Copenhagen"};
}

/// The next times as UTC, `03-28T07:00-15:00`.
std::vector<std::string> next(const wall_times& x, const char* from, std::size_t most) {
  std::vector<std::string> result;
  for (const auto& one : times_from(x, at(from), most))
    result.push_back(to_rfc3339(one.start).substr(5, 11) + '-' + to_rfc3339(one.end).substr(11, 5));
  return result;
}

using texts = std::vector<std::string>;

} // namespace

TEST_CASE("a time on the wall stays there when summer comes and goes", "[presence][S14.4]") {
  CHECK(next(daily("2026-03-01T08:00", "2026-03-01T16:00"), "2026-03-28T12:00:00Z", 2) ==
        texts{"03-28T07:00-15:00", "03-29T06:00-14:00"});
  CHECK(next(daily("2026-03-01T08:00", "2026-03-01T16:00"), "2026-10-24T20:00:00Z", 1) ==
        texts{"10-25T07:00-15:00"});
  // Night watch: an hour shorter, an hour longer.
  CHECK(next(daily("2026-03-01T22:00", "2026-03-02T06:00"), "2026-03-28T12:00:00Z", 1) ==
        texts{"03-28T21:00-04:00"});
  CHECK(next(daily("2026-03-01T22:00", "2026-03-02T06:00"), "2026-10-24T12:00:00Z", 1) ==
        texts{"10-24T20:00-05:00"});
}

TEST_CASE("what the spring leaves out is read with the offset before, what autumn repeats is once",
          "[presence][S14.4]") {
  CHECK(next(daily("2026-03-01T02:30", "2026-03-01T02:45"), "2026-03-29T00:00:00Z", 2) ==
        texts{"03-29T01:30-01:45", "03-30T00:30-00:45"});
  CHECK(next(daily("2026-03-01T02:45", "2026-03-01T03:15"), "2026-03-29T00:00:00Z", 1) ==
        texts{"03-29T01:45-02:15"}); // it would end before it begins
  CHECK(next(daily("2026-03-01T02:30", "2026-03-01T02:45"), "2026-10-24T23:00:00Z", 2) ==
        texts{"10-25T00:30-00:45", "10-26T01:30-01:45"});
}

TEST_CASE("leap day, year's end and odd rules", "[presence][S14.4]") {
  CHECK(next(daily("2024-02-29T10:00", "2024-02-29T11:00", "FREQ=YEARLY"), "2024-03-01T00:00:00Z",
             1) == texts{"02-29T09:00-10:00"});
  CHECK(starts_after(daily("2024-02-29T10:00", "2024-02-29T11:00", "FREQ=YEARLY"),
                     at("2024-03-01T00:00:00Z"))
          ->start == at("2028-02-29T09:00:00Z"));
  CHECK(next(daily("2026-12-31T23:00", "2027-01-01T01:00"), "2026-12-31T12:00:00Z", 2) ==
        texts{"12-31T22:00-00:00", "01-01T22:00-00:00"});
  CHECK(next(daily("2026-01-31T10:00", "2026-01-31T11:00", "FREQ=MONTHLY;BYMONTHDAY=-1"),
             "2026-02-01T00:00:00Z", 2) == texts{"02-28T09:00-10:00", "03-31T08:00-09:00"});
  CHECK(next(daily("2026-11-27T12:00", "2026-11-27T12:30", "FREQ=WEEKLY;BYDAY=FR"),
             "2026-11-28T00:00:00Z", 2) == texts{"12-04T11:00-11:30", "12-11T11:00-11:30"});
}

TEST_CASE("a rule ends after a number of times or at an instant", "[presence][S14.4]") {
  CHECK(next(daily("2026-11-02T08:00", "2026-11-02T09:00", "FREQ=DAILY;COUNT=3"),
             "2026-11-03T12:00:00Z", 9) == texts{"11-04T07:00-08:00"});
  // The instant is 8:00 there: the time that begins then is the last.
  CHECK(next(daily("2026-11-02T08:00", "2026-11-02T09:00", "FREQ=DAILY;UNTIL=20261104T070000Z"),
             "2026-11-03T12:00:00Z", 9) == texts{"11-04T07:00-08:00"});
  CHECK(next(daily("2026-11-02T08:00", "2026-11-02T09:00", "FREQ=DAILY;UNTIL=20261104T065959Z"),
             "2026-11-03T12:00:00Z", 9)
          .empty());
}

TEST_CASE("what is left out is left out, and once is once", "[presence][S14.2][S14.4]") {
  auto x = daily("2026-11-02T08:00", "2026-11-02T09:00");
  x.exceptions = {"2026-11-03T08:00", "2026-11-04T08:00:00"};
  CHECK(next(x, "2026-11-02T12:00:00Z", 1) == texts{"11-05T07:00-08:00"});
  const auto once = daily("2026-11-02T14:00", "2026-11-02T15:00", "");
  CHECK(next(once, "2026-11-01T00:00:00Z", 9) == texts{"11-02T13:00-14:00"});
  CHECK(ends_after(once, at("2026-11-02T13:30:00Z"))); // it is on
  CHECK_FALSE(starts_after(once, at("2026-11-02T13:00:00Z")));
  CHECK_FALSE(ends_after(once, at("2026-11-02T14:00:00Z")));
}

TEST_CASE("a rule whose times are all left out, or never come, ends its search",
          "[presence][S14.4]") {
  CHECK_FALSE(starts_after(
    daily("2026-02-01T08:00", "2026-02-01T09:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    at("2026-03-01T00:00:00Z")));
}

TEST_CASE("wrong times are refused by name", "[presence][S14.4]") {
  const auto path = [](wall_times x) {
    const auto found = wrong_times(x, "params");
    return found ? found->path : "none";
  };
  const auto good = daily("2026-11-02T08:00", "2026-11-02T09:00");
  CHECK(path(good) == "none");
  auto x = good;
  x.starts = "2026-02-30T08:00";
  CHECK(path(x) == "params.starts");
  for (const auto* ends : {"2026-11-02T08:00", "2026-11-02T07:00", "2027-11-04T08:00", "9", "",
                           "2026-11-02T09:00Z", "2026-11-02 09:00"}) {
    x = good;
    x.ends = ends;
    CHECK(path(x) == "params.ends");
  }
  for (const auto* rule : {"FREQ=SECONDLY", "FREQ=HOURLY", "DAILY", "FREQ=", "FREQ=DAILY;BYHOUR=1",
                           "FREQ=SOMETIMES", ";;;"}) {
    x = good;
    x.rule = rule;
    INFO(rule);
    CHECK(path(x) == "params.rule");
  }
  x = good;
  x.exceptions = {"2026-11-03T08:00", "tomorrow"};
  CHECK(path(x) == "params.exceptions[1]");
  x = good;
  x.time_zone = "Mars/Olympus";
  CHECK(path(x) == "params.time_zone");
}

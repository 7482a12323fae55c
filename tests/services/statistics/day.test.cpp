#include "services/statistics/day.hpp"

#include "protocol/time.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

const queue_id main_queue{"main"};
const counting_rules rules{.target_seconds = 30, .short_abandon_seconds = 5};

time_point at(const char* text) { return from_rfc3339(text).value(); }

struct counting {
  day_counters day{};
  void apply(const event& what, const char* when = "2026-11-23T09:10:00Z") {
    day.apply(what, main_queue, at(when), "Europe/Copenhagen", rules);
  }
};

} // namespace

TEST_CASE("a day begins at midnight of the site, through daylight saving", "[statistics][B3.5]") {
  struct sample {
    const char* utc;
    const char* day;
    std::int64_t half_hour;
  };
  const auto x = GENERATE(sample{"2026-11-22T22:59:59.999Z", "2026-11-22", 47},
                          sample{"2026-11-22T23:00:00Z", "2026-11-23", 0},
                          sample{"2026-07-01T21:59:00Z", "2026-07-01", 47},
                          sample{"2026-07-01T22:00:00Z", "2026-07-02", 0},
                          sample{"2026-03-29T00:59:00Z", "2026-03-29", 3}, // 01:59, then
                          sample{"2026-03-29T01:00:00Z", "2026-03-29", 6}, // 03:00
                          sample{"2026-10-25T00:30:00Z", "2026-10-25", 5}, // 02:30, and
                          sample{"2026-10-25T01:30:00Z", "2026-10-25", 5}, // 02:30 again
                          sample{"1970-01-01T00:00:00Z", "1970-01-01", 2});
  const auto local = local_time(at(x.utc), "Europe/Copenhagen");
  CHECK(local.day == x.day);
  CHECK(local.half_hour == x.half_hour);
}

TEST_CASE("an unknown time zone counts as UTC", "[statistics]") {
  CHECK(known_time_zone("Europe/Copenhagen"));
  for (const std::string zone : {"", "Mars/Olympus", "../etc/passwd", "Europe/"}) {
    CHECK_FALSE(known_time_zone(zone));
    CHECK(local_time(at("2026-11-22T23:30:00Z"), zone).day == "2026-11-22");
    CHECK(local_time(at("2026-11-22T23:30:00Z"), zone).half_hour == 47);
  }
}

TEST_CASE("only what concerns the queue is counted", "[statistics][B3.5]") {
  counting it;
  it.apply(queued{main_queue, false});
  it.apply(queued{main_queue, true}); // returned: not offered again
  it.apply(queued{queue_id{"night"}, false});
  it.apply(established{.waited_seconds = 3}); // by a transfer's target
  it.apply(abandoned{.waited_seconds = 3});
  it.apply(held{});
  CHECK(it.day.offered == 1);
  CHECK(it.day.answered == 0);
  CHECK(it.day.abandoned == 0);
  CHECK(it.day.half_hours.empty());
}

TEST_CASE("the limits of target and short abandon count as within", "[statistics][B3.5]") {
  counting it;
  it.apply(established{.queue = main_queue, .waited_seconds = 30});
  it.apply(established{.queue = main_queue, .waited_seconds = 31});
  it.apply(abandoned{main_queue, 5});
  it.apply(abandoned{main_queue, 6});
  CHECK(it.day.answered_in_target == 1);
  CHECK(it.day.abandoned_short == 1);
  CHECK(it.day.answered_wait_seconds == 61);
  CHECK(it.day.abandoned_wait_seconds == 11);
}

TEST_CASE("the service level has one formula", "[statistics][B3.5]") {
  counting it;
  CHECK_FALSE(it.day.level());
  it.apply(abandoned{main_queue, 1}); // short: as if it never was
  CHECK_FALSE(it.day.level());
  it.apply(established{.queue = main_queue, .waited_seconds = 10});
  CHECK(it.day.level() == Approx(1));
  it.apply(abandoned{main_queue, 90});
  it.apply(overflowed{main_queue, overflow_reason::max_wait, "70707070", 120});
  it.apply(established{.queue = main_queue, .waited_seconds = 90});
  CHECK(it.day.level() == Approx(0.25));
}

TEST_CASE("figures begin anew with the day, and a closed day stays closed", "[statistics]") {
  counting it;
  it.apply(queued{main_queue, false}, "2026-11-22T22:59:00Z");
  it.apply(queued{main_queue, false}, "2026-11-22T23:00:00Z");
  CHECK(it.day.day == "2026-11-23");
  CHECK(it.day.offered == 1);
  it.apply(queued{main_queue, false}, "2026-11-22T22:59:30Z");
  CHECK(it.day.offered == 1);
}

TEST_CASE("half hours with a call stand in order", "[statistics]") {
  counting it;
  it.apply(established{.queue = main_queue}, "2026-11-23T09:40:00Z");
  it.apply(abandoned{main_queue, 60}, "2026-11-23T08:00:00Z");
  it.apply(abandoned{main_queue, 60}, "2026-11-23T09:59:59Z");
  CHECK(it.day.half_hours == std::vector<half_hour>{{18, 0, 1}, {21, 1, 1}});
}

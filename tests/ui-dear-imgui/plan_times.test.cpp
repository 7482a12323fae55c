#include "ui-dear-imgui/model/plan_times.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <ctime>

using namespace omstilling;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

constexpr local_date friday{2026y, November, 27d};
constexpr local_minute friday_noon{friday, 12 * 60};

repetition repeated(repeats how) { return {.how = how}; }

/// The clock of one place while it lives.
struct clock_of {
  explicit clock_of(const char* zone) {
    if (const char* before = std::getenv("TZ"))
      before_ = before;
    setenv("TZ", zone, 1);
    tzset();
  }
  ~clock_of() {
    if (before_.empty())
      unsetenv("TZ");
    else
      setenv("TZ", before_.c_str(), 1);
    tzset();
  }
  std::string before_;
};

} // namespace

TEST_CASE("[S14.4] what somebody chooses becomes a rule of RFC 5545", "[plan_times]") {
  CHECK(rule_of(repeated(repeats::never), friday_noon).empty());
  CHECK(rule_of(repeated(repeats::daily), friday_noon) == "FREQ=DAILY");
  CHECK(rule_of(repeated(repeats::weekdays), friday_noon) == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
  CHECK(rule_of(repeated(repeats::weekly), friday_noon) == "FREQ=WEEKLY;BYDAY=FR");
  CHECK(rule_of(repeated(repeats::monthly), friday_noon) == "FREQ=MONTHLY");
  CHECK(rule_of(repeated(repeats::yearly), friday_noon) == "FREQ=YEARLY");
  auto some_days = repeated(repeats::weekly);
  some_days.every = 2;
  some_days.days = {true, false, true};
  some_days.end = repeats_until::count;
  some_days.count = 5;
  CHECK(rule_of(some_days, friday_noon) == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=5");
}

TEST_CASE("[S14.4] the last day counts to its end, in UTC", "[plan_times]") {
  auto daily = repeated(repeats::daily);
  daily.end = repeats_until::date;
  daily.last = 2026y / July / 31;
  {
    const clock_of here{"Europe/Copenhagen"};
    CHECK(rule_of(daily, friday_noon) == "FREQ=DAILY;UNTIL=20260731T215959Z");
    CHECK(read_rule("FREQ=DAILY;UNTIL=20260731T215959Z") == daily);
    daily.last = 2026y / December / 31;
    CHECK(rule_of(daily, friday_noon) == "FREQ=DAILY;UNTIL=20261231T225959Z");
  }
  const clock_of there{"UTC"};
  CHECK(rule_of(daily, friday_noon) == "FREQ=DAILY;UNTIL=20261231T235959Z");
}

TEST_CASE("[S14.4] a rule is read back as it was chosen", "[plan_times]") {
  for (const auto* text :
       {"", "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=WEEKLY;BYDAY=FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=10", "FREQ=MONTHLY",
        "FREQ=YEARLY;COUNT=3"}) {
    const auto read = read_rule(text);
    CHECK(read.how != repeats::otherwise);
    CHECK(rule_of(read, friday_noon) == text);
  }
}

TEST_CASE("[S14.4] a rule that is more than the form knows stays as it is", "[plan_times]") {
  for (const auto* text :
       {"FREQ=MONTHLY;BYDAY=-1FR", "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=1MO", "nonsense", "FREQ",
        "FREQ=DAILY;COUNT=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;FREQ=DAILY", ";",
        "FREQ=DAILY;COUNT=3;UNTIL=20261231", "FREQ=DAILY;UNTIL=x", "FREQ=DAILY;INTERVAL="}) {
    INFO(text);
    const auto read = read_rule(text);
    if (read.how == repeats::otherwise)
      CHECK(rule_of(read, friday_noon) == text);
    else
      CHECK(std::string_view{text} == "FREQ=DAILY;INTERVAL="); // an empty part says nothing
  }
}

TEST_CASE("[S14.2] dates are read as people write them", "[plan_times]") {
  for (const auto* text :
       {"27-11-2026", "27.11.26", "27/11/2026", "27/11", "27 11", " 27-11 ", "2026-11-27", "27.11"})
    CHECK(read_date(text, 2026y / November / 24) == friday);
  CHECK(read_date("3/2", 2026y / November / 24) == local_date{2027y, February, 3d});
  for (const auto* text : {"", "27", "31-11-2026", "0-1-2026", "27-13", "friday", "27-11-2026-1",
                           "--", "27-11-20266", "-27-11", "99999999999-1"})
    CHECK_FALSE(read_date(text, friday));
}

TEST_CASE("[S14.2] plans say local times, to the minute", "[plan_times]") {
  CHECK(plan_time_text(friday_noon) == "2026-11-27T12:00");
  CHECK(read_plan_time("2026-11-27T12:00") == friday_noon);
  CHECK(read_plan_time("2026-11-27T12:00:00") == friday_noon);
  for (const auto* text : {"", "2026-11-27", "2026-11-27 12:00", "2026-11-27T25:00"})
    CHECK_FALSE(read_plan_time(text));
  CHECK(later(friday_noon, 13h) == local_minute{2026y / November / 28, 60});
  CHECK(weekday_of(friday) == 4);
  CHECK(form_date_text(friday) == "27-11-2026");
  CHECK(form_time_text(65) == "01:05");
}

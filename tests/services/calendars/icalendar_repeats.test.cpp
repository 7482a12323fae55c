#include "tests/services/calendars/icalendar_reading.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using texts = std::vector<std::string>;

namespace {

const std::string weekly =
  "UID:w\r\nSUMMARY:Status\r\nDTSTART;TZID=Europe/Copenhagen:20261006T090000\r\n"
  "DTEND;TZID=Europe/Copenhagen:20261006T100000\r\nRRULE:FREQ=WEEKLY\r\n";

} // namespace

TEST_CASE("a repeating appointment keeps its time on the wall, summer and winter [B2.5]",
          "[icalendar]") {
  CHECK(starts(read(vevent(weekly), window("2026-10-19T00:00:00Z", "2026-11-04T00:00:00Z"))) ==
        texts{"2026-10-20T07:00", "2026-10-27T08:00", "2026-11-03T08:00"});
}

TEST_CASE("an instance is named by the start it has by the rule, the same at each reading [B2.5]",
          "[icalendar]") {
  const auto wide = read(vevent(weekly));
  const auto narrow = read(vevent(weekly), window("2026-11-10T08:30:00Z", "2026-11-10T08:31:00Z"));
  REQUIRE(narrow.size() == 1);
  CHECK(narrow[0].id == "w/2026-11-10T08:00:00.000Z");
  CHECK(std::count(wide.begin(), wide.end(), narrow[0]) == 1);
}

TEST_CASE("moved, changed and cancelled instances take the place of theirs [B2.5]", "[icalendar]") {
  const auto instead = [](const std::string& of, const std::string& lines) {
    return vevent("UID:w\r\nRECURRENCE-ID;TZID=Europe/Copenhagen:" + of + "\r\n" + lines);
  };
  const auto events = read(
    vevent(weekly) +
    instead("20261103T090000", "SUMMARY:Moved\r\nDTSTART:20261104T120000Z\r\nDURATION:PT2H\r\n") +
    instead("20261110T090000", "DTSTART:20261110T080000Z\r\nSTATUS:CANCELLED\r\n") +
    instead("20261215T090000", "SUMMARY:Brought forward\r\nDTSTART:20261117T120000Z\r\n"
                               "DURATION:PT1H\r\n") +
    instead("20261124T090000", "SUMMARY:Put off\r\nDTSTART:20261224T120000Z\r\nDURATION:PT1H\r\n"));
  CHECK(starts(events) == texts{"2026-11-04T12:00", "2026-11-17T08:00", "2026-11-17T12:00"});
  CHECK(events[0].id == "w/2026-11-03T08:00:00.000Z");
  CHECK(events[0].title == "Moved");
  CHECK(events[2].id == "w/2026-12-15T08:00:00.000Z");
}

TEST_CASE("dates are added and left out, also as a period, a day, or of another zone [B2.5]",
          "[icalendar]") {
  CHECK(starts(read(vevent(weekly + "EXDATE:20261103T080000Z,20261110T080000Z\r\n"
                                    "EXDATE;VALUE=DATE:20261117\r\n"
                                    "RDATE;TZID=Europe/Copenhagen:20261105T130000\r\n"))) ==
        texts{"2026-11-05T12:00", "2026-11-24T08:00"});
  const auto period = read(vevent("UID:p\r\nDTSTART:20261102T090000Z\r\nDURATION:PT1H\r\n"
                                  "RDATE;VALUE=PERIOD:20261103T090000Z/PT3H\r\n"));
  REQUIRE(period.size() == 2);
  CHECK(period[1].end == at("2026-11-03T12:00:00Z"));
}

TEST_CASE("a rule ends with its count, or at its end in UTC, on a day, or on the wall [B2.5]",
          "[icalendar]") {
  const auto daily = [](const std::string& start, const std::string& rest) {
    return read(vevent("UID:d\r\nDTSTART" + start + "\r\nRRULE:FREQ=DAILY;" + rest + "\r\n" +
                       (start.find("DATE") == std::string::npos ? "DURATION:PT1H\r\n" : "")))
      .size();
  };
  const std::string timed = ";TZID=Europe/Copenhagen:20261102T003000";
  CHECK(daily(timed, "COUNT=3") == 3);
  CHECK(daily(timed, "UNTIL=20261103T233000Z") == 3); // 4 November 00:30 at home
  CHECK(daily(timed, "UNTIL=20261103T232959Z") == 2);
  CHECK(daily(timed, "UNTIL=20261104") == 3);
  CHECK(daily(";VALUE=DATE:20261102", "UNTIL=20261104") == 3);
  CHECK(daily(";VALUE=DATE:20261102", "UNTIL=20261104T000000Z") == 3);
}

TEST_CASE("an instance that began before the window reaches into it [B2.5]", "[icalendar]") {
  CHECK(starts(read(vevent("UID:n\r\nDTSTART:20261001T220000Z\r\nDURATION:PT8H\r\n"
                           "RRULE:FREQ=DAILY\r\n"),
                    window("2026-11-10T05:00:00Z", "2026-11-10T21:00:00Z"))) ==
        texts{"2026-11-09T22:00"});
}

TEST_CASE("a cancelled series has no instances but those that stand on their own [B2.5]",
          "[icalendar]") {
  CHECK(read(vevent(weekly + "STATUS:CANCELLED\r\n")).empty());
}

TEST_CASE("a rule without end or bottom is told, not followed [B2.5]", "[icalendar]") {
  const auto told = [](const std::string& rule, icalendar_limits limits = {}) {
    const auto text =
      calendar(vevent("UID:x\r\nDTSTART:20000101T000000Z\r\nDURATION:PT10M\r\n" + rule));
    const auto result = read_icalendar(text, november, limits);
    return result ? "fine, " + std::to_string(result->size()) : result.error();
  };
  const std::string too_often = "'x' repeats oftener than each day, which is not read";
  CHECK(told("RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\n") == too_often);
  CHECK(told("RRULE:FREQ=MINUTELY\r\n") == too_often);
  CHECK(told("RRULE:FREQ=HOURLY\r\n") == too_often);
  CHECK(told("RRULE:FREQ=DAILY\r\n") == "fine, 30");
  CHECK(told("RRULE:FREQ=DAILY\r\n", {.steps = 100}) == "'x' repeats more than 100 times");
  CHECK(told("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n") == "fine, 0");
  CHECK(told("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n") == "fine, 0");
  CHECK(told("RRULE:FREQ=DAILY\r\n", {.instances = 29}) ==
        "the calendar has more than 29 appointments from 2026-11-01T00:00:00.000Z to "
        "2026-12-01T00:00:00.000Z");
}

#include "tests/services/calendars/icalendar_reading.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

TEST_CASE("an appointment has its title, its time and its person's being busy [S8.4]",
          "[icalendar]") {
  const auto events = read(vevent("UID:a\r\nSUMMARY:Møde\\, stort\r\nDTSTART:20261124T090000Z\r\n"
                                  "DTEND:20261124T100000Z\r\n"));
  REQUIRE(events.size() == 1);
  CHECK(events[0] == calendar_event{.id = "a",
                                    .title = "Møde, stort",
                                    .start = at("2026-11-24T09:00:00Z"),
                                    .end = at("2026-11-24T10:00:00Z")});
}

TEST_CASE("a time is told by its zone: IANA, described in the object, or the person's [B2.5]",
          "[icalendar]") {
  const auto own = "BEGIN:VTIMEZONE\r\nTZID:Romance Standard Time\r\nBEGIN:STANDARD\r\n"
                   "DTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
                   "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
                   "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\n"
                   "TZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\n"
                   "END:VTIMEZONE\r\n";
  const auto starting = [&](const std::string& start, const std::string& zone) {
    return starts(read(own + vevent("UID:a\r\nDURATION:PT1H\r\nDTSTART" + start + "\r\n"),
                       window("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", zone)));
  };
  using texts = std::vector<std::string>;
  CHECK(starting(";TZID=America/New_York:20261124T090000", "Europe/Copenhagen") ==
        texts{"2026-11-24T14:00"});
  CHECK(starting(";TZID=Romance Standard Time:20261124T090000", "Asia/Tokyo") ==
        texts{"2026-11-24T08:00"});
  CHECK(starting(";TZID=Romance Standard Time:20260724T090000", "Asia/Tokyo") ==
        texts{"2026-07-24T07:00"});
  CHECK(starting(";TZID=/example.org/Europe/Helsinki:20261124T090000", "Asia/Tokyo") ==
        texts{"2026-11-24T07:00"});
  CHECK(starting(":20261124T090000", "Asia/Tokyo") == texts{"2026-11-24T00:00"});
  CHECK(starting(";TZID=Nowhere:20261124T090000", "Asia/Tokyo") == texts{"2026-11-24T00:00"});
}

TEST_CASE("an appointment of all day is from midnight to midnight where the person is [B2.5]",
          "[icalendar]") {
  const auto day = vevent("UID:a\r\nDTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261126\r\n");
  const auto events = read(day);
  REQUIRE(events.size() == 1);
  CHECK(events[0].all_day);
  CHECK(events[0].start == at("2026-11-23T23:00:00Z"));
  CHECK(events[0].end == at("2026-11-25T23:00:00Z"));

  SECTION("the day the clocks go back has 25 hours") {
    const auto long_day = read(vevent("UID:a\r\nDTSTART;VALUE=DATE:20261025\r\n"),
                               window("2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"));
    REQUIRE(long_day.size() == 1);
    CHECK(long_day[0].end - long_day[0].start == std::chrono::hours{25});
  }
  SECTION("an end on the day it starts is that day") {
    const auto one =
      read(vevent("UID:a\r\nDTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261124\r\n"));
    REQUIRE(one.size() == 1);
    CHECK(one[0].end - one[0].start == std::chrono::hours{24});
  }
}

TEST_CASE("what touches the window is in it, and only that [B2.5]", "[icalendar]") {
  const auto between = [](const char* start, const char* end) {
    return read(vevent("UID:a\r\nDTSTART:" + std::string{start} + "\r\nDTEND:" + end + "\r\n"))
      .size();
  };
  CHECK(between("20261031T230000Z", "20261101T000000Z") == 0);
  CHECK(between("20261031T230000Z", "20261101T000001Z") == 1);
  CHECK(between("20261130T235959Z", "20261201T010000Z") == 1);
  CHECK(between("20261201T000000Z", "20261201T010000Z") == 0);
  CHECK(between("20261124T090000Z", "20261124T090000Z") == 0); // takes no time
}

TEST_CASE("of a private appointment only the time is read [S8.4]", "[icalendar]") {
  for (const auto* kind : {"PRIVATE", "CONFIDENTIAL", "X-SECRET"}) {
    const auto events =
      read(vevent("UID:a\r\nSUMMARY:Lægen\r\nDTSTART:20261124T090000Z\r\nDURATION:PT1H\r\nCLASS:" +
                  std::string{kind} + "\r\n"));
    REQUIRE(events.size() == 1);
    CHECK(events[0].is_private);
    CHECK(events[0].title.empty());
  }
  const auto open = read(vevent("UID:a\r\nSUMMARY:Møde\r\nDTSTART:20261124T090000Z\r\n"
                                "DURATION:PT1H\r\nCLASS:PUBLIC\r\n"));
  CHECK(open.at(0).title == "Møde");
}

TEST_CASE("how it takes the person is read from what the program wrote [S8.4]", "[icalendar]") {
  const auto busy = [](const std::string& lines) {
    return read(vevent("UID:a\r\nDTSTART:20261124T090000Z\r\nDURATION:PT1H\r\n" + lines))
      .at(0)
      .busy;
  };
  CHECK(busy("") == busy_type::busy);
  CHECK(busy("TRANSP:OPAQUE\r\n") == busy_type::busy);
  CHECK(busy("TRANSP:TRANSPARENT\r\n") == busy_type::free);
  CHECK(busy("STATUS:TENTATIVE\r\n") == busy_type::tentative);
  CHECK(busy("X-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n") == busy_type::out_of_office);
  CHECK(busy("X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE\r\n") == busy_type::working_elsewhere);
  CHECK(busy("TRANSP:OPAQUE\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n") == busy_type::free);
  CHECK(busy("X-MICROSOFT-CDO-BUSYSTATUS:SOMETHING\r\n") == busy_type::busy);
}

TEST_CASE("what is cancelled is not read [B2.5]", "[icalendar]") {
  CHECK(read(vevent("UID:a\r\nDTSTART:20261124T090000Z\r\nDURATION:PT1H\r\nSTATUS:CANCELLED\r\n"))
          .empty());
}

TEST_CASE("what is no calendar, too large or of no known zone is refused with the reason [B2.5]",
          "[icalendar]") {
  CHECK(read_icalendar("<html>Log in</html>", november).error() ==
        "the text is no iCalendar object: there is no VCALENDAR in it");
  CHECK_FALSE(read_icalendar("", november));
  CHECK_FALSE(read_icalendar(std::string(3, '\0'), november));
  CHECK(read_icalendar(calendar(""), november, {.bytes = 10}).error() ==
        "the calendar has 65 bytes, more than 10");
  CHECK(
    read_icalendar(calendar(""), window("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z", "Mars/X"))
      .error() == "there is no time zone 'Mars/X'");
  CHECK(read_icalendar(calendar(""), november)->empty());
}

TEST_CASE("a broken appointment does not hide the others [B2.5]", "[icalendar]") {
  const auto events = read(vevent("UID:broken\r\nSUMMARY:no start\r\n") +
                           vevent("UID:odd\r\nDTSTART:rubbish\r\nDTEND:20261124T100000Z\r\n") +
                           vevent("UID:a\r\nDTSTART:20261124T090000Z\r\nDURATION:PT1H\r\n") +
                           vevent("DTSTART:20261125T090000Z\r\nDURATION:PT1H\r\n"));
  REQUIRE(events.size() == 2);
  CHECK(events[0].id == "a");
  CHECK(events[1].id == "without-uid-2026-11-25T09:00:00.000Z");
}

TEST_CASE("a title that is no UTF-8 becomes it, because a browser closes on anything else [B2.5]",
          "[icalendar]") {
  const auto events = read(vevent("UID:a\r\nSUMMARY:M\xF8"
                                  "de \xE2\x82 \xC3\xB8\r\n"
                                  "DTSTART:20261124T090000Z\r\nDURATION:PT1H\r\n"));
  CHECK(events.at(0).title == "M\xEF\xBF\xBD"
                              "de \xEF\xBF\xBD\xEF\xBF\xBD \xC3\xB8");
}

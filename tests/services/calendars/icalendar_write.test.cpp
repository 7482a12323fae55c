#include "tests/services/calendars/icalendar_reading.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("an entry of ours is an iCalendar object, whatever its title [B2.5]", "[icalendar]") {
  auto text = write_icalendar({.id = "anna/ferie 1",
                               .title = "Ferie; til\r\nSTATUS:CANCELLED",
                               .start = at("2026-11-24T08:00:00Z"),
                               .end = at("2026-11-25T08:00:00Z"),
                               .busy = busy_type::out_of_office,
                               .stamp = at("2026-11-23T12:00:00Z")});
  CHECK(contains(text, "\r\nUID:omstilling-anna_2fferie_201\r\n"));
  CHECK(contains(text, "\r\nDTSTAMP:20261123T120000Z\r\n"));
  CHECK(contains(text, "\r\nTRANSP:OPAQUE\r\n"));
  CHECK_FALSE(contains(text, "\r\nSTATUS:CANCELLED"));

  SECTION("it is left out when the calendar is read") {
    CHECK(read_icalendar(text, november)->empty());
  }
  SECTION("another program reads what was meant") {
    text.replace(text.find("omstilling-anna"), 15, "somebody-elses-");
    const auto events = read_icalendar(text, november).value();
    REQUIRE(events.size() == 1);
    CHECK(events[0].title == "Ferie; tilSTATUS:CANCELLED");
    CHECK(events[0].busy == busy_type::out_of_office);
    CHECK(events[0].start == at("2026-11-24T08:00:00Z"));
    CHECK(events[0].end == at("2026-11-25T08:00:00Z"));
  }
}

TEST_CASE("another id has another name in the calendar [B2.5]", "[icalendar]") {
  CHECK(own_uid("a b") != own_uid("a_b"));
  CHECK(own_uid("a_b") != own_uid("A_B"));
  CHECK(own_uid("x") == own_uid("x"));
  CHECK(is_own_uid(own_uid("")));
  CHECK_FALSE(is_own_uid("omstillin"));
}

TEST_CASE("free and busy is told in RFC 5545's words, and no title with it [B2.5]", "[icalendar]") {
  const auto text = write_free_busy(
    {.uid = "anna",
     .owner = "anna@example.org\r\nX-A:b",
     .from = at("2026-11-24T00:00:00Z"),
     .to = at("2026-11-25T00:00:00Z"),
     .stamp = at("2026-11-24T07:00:00Z"),
     .periods = {
       {at("2026-11-24T08:00:00Z"), at("2026-11-24T09:00:00Z")},
       {at("2026-11-24T10:00:00Z"), at("2026-11-24T11:00:00Z"), busy_type::tentative},
       {at("2026-11-24T12:00:00Z"), at("2026-11-24T13:00:00Z"), busy_type::out_of_office}}});
  CHECK(text == "BEGIN:VCALENDAR\r\n"
                "VERSION:2.0\r\n"
                "PRODID:-//Omstilling//Omstilling//EN\r\n"
                "METHOD:PUBLISH\r\n"
                "BEGIN:VFREEBUSY\r\n"
                "UID:anna\r\n"
                "DTSTAMP:20261124T070000Z\r\n"
                "ORGANIZER:mailto:anna@example.orgX-A:b\r\n"
                "DTSTART:20261124T000000Z\r\n"
                "DTEND:20261125T000000Z\r\n"
                "FREEBUSY;FBTYPE=BUSY:20261124T080000Z/20261124T090000Z\r\n"
                "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261124T100000Z/20261124T110000Z\r\n"
                "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261124T120000Z/20261124T130000Z\r\n"
                "END:VFREEBUSY\r\n"
                "END:VCALENDAR\r\n");
}

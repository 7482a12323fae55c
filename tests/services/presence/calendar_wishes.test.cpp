#include "services/presence/calendar_wishes.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0 = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 7h;

employee_record anna(std::vector<claim> claims = {}) {
  return {.id = employee_id{"anna"},
          .name = "Anna",
          .claims = std::move(claims),
          .calendar = calendar_link{"office", "anna/work"}};
}

claim set_by_hand(const std::string& type, time_point since, duration length) {
  return {.source = claim_source::manual,
          .type = type,
          .note = "Influenza",
          .since = since,
          .until = since + length,
          .in_calendar = true};
}

std::vector<linked_wish> wishes(const employee_record& before, const employee_record& after,
                                time_point now) {
  return calendar_wishes(before, after, default_status_types(), now);
}

} // namespace

TEST_CASE("a status that is to stand in the calendar is written without its note",
          "[B2.5][calendar_wishes]") {
  const auto done = wishes(anna(), anna({set_by_hand("sick", t0, 1h)}), t0);
  REQUIRE(done.size() == 1);
  CHECK(done[0].link == "office");
  CHECK(done[0].what.stands);
  const auto& entry = done[0].what.entry;
  CHECK(entry.calendar == "anna/work");
  CHECK(entry.title == "Syg");
  CHECK(entry.start == t0);
  CHECK(entry.end == t0 + 1h);
  CHECK(entry.busy == busy_type::out_of_office);
}

TEST_CASE("a status that was not asked to stand there is not written", "[B2.5][calendar_wishes]") {
  auto one = set_by_hand("meeting", t0, 1h);
  one.in_calendar = false;
  CHECK(wishes(anna(), anna({one}), t0).empty());
  auto nowhere = anna({set_by_hand("meeting", t0, 1h)});
  nowhere.calendar.reset();
  CHECK(wishes(anna(), nowhere, t0).empty());
}

TEST_CASE("a status cleared early is taken away; one that ended stays as history",
          "[B2.5][calendar_wishes]") {
  const auto on = anna({set_by_hand("meeting", t0, 1h)});
  const auto early = wishes(on, anna(), t0 + 20min);
  REQUIRE(early.size() == 1);
  CHECK_FALSE(early[0].what.stands);
  CHECK(wishes(on, anna(), t0 + 1h).empty());
  CHECK(wishes(on, on, t0 + 1min).empty());
}

TEST_CASE("a status that replaces another takes that away first", "[B2.5][calendar_wishes]") {
  const auto done = wishes(anna({set_by_hand("meeting", t0, 1h)}),
                           anna({set_by_hand("course", t0 + 5min, 1h)}), t0 + 5min);
  REQUIRE(done.size() == 2);
  CHECK_FALSE(done[0].what.stands);
  CHECK(done[0].what.entry.start == t0);
  CHECK(done[1].what.stands);
  CHECK(done[1].what.entry.busy == busy_type::busy);
}

TEST_CASE("a person with another calendar takes the entry along", "[B2.5][calendar_wishes]") {
  const auto before = anna({set_by_hand("meeting", t0, 1h)});
  auto after = before;
  after.calendar = calendar_link{"cloud", "anna@example.org"};
  const auto done = wishes(before, after, t0 + 5min);
  REQUIRE(done.size() == 2);
  CHECK(done[0].link == "office");
  CHECK_FALSE(done[0].what.stands);
  CHECK(done[1].link == "cloud");
  CHECK(done[1].what.stands);
}

#include "services/calendars/outbox.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0 = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 7h;

calendar_wish wish(const std::string& id, bool stands = true, std::string title = "Ferie") {
  return {{.calendar = "anna",
           .id = id,
           .title = std::move(title),
           .start = t0,
           .end = t0 + 1h,
           .busy = busy_type::out_of_office},
          stands};
}

const calendar_failure unreachable{calendar_failure::kind::unreachable, "why"};

} // namespace

TEST_CASE("what fails is tried again until its end has passed", "[B2.5][calendar_outbox]") {
  calendar_outbox box;
  auto orders = box.put(wish("a"), t0);
  int tries = 0;
  auto now = t0;
  for (; box.pending() > 0; ++tries) {
    REQUIRE(orders.size() == 1);
    CHECK(box.answered(orders[0].number, unreachable, now).empty());
    CHECK(*box.deadline() > now);
    CHECK(*box.deadline() <= now + 5min);
    now = *box.deadline();
    orders = box.wake(now);
  }
  CHECK(tries > 10);
  CHECK(now == t0 + 1h);
  CHECK(orders.empty());
  CHECK_FALSE(box.deadline());
}

TEST_CASE("of an entry the last wish counts, one at a time", "[B2.5][calendar_outbox]") {
  calendar_outbox box;
  const auto first = box.put(wish("a"), t0).at(0);
  CHECK(box.put(wish("a", true, "Syg"), t0).empty());
  CHECK(box.put(wish("a", false), t0).empty());
  const auto second = box.answered(first.number, std::nullopt, t0).at(0);
  CHECK_FALSE(second.what.stands);
  CHECK(box.answered(second.number, std::nullopt, t0).empty());
  CHECK(box.pending() == 0);
}

TEST_CASE("a throttled provider is left alone as long as it asked", "[B2.5][calendar_outbox]") {
  calendar_outbox box;
  const auto order = box.put(wish("a"), t0).at(0);
  box.answered(order.number, calendar_failure{calendar_failure::kind::throttled, "why", 30s}, t0);
  CHECK(box.put(wish("b"), t0 + 1s).empty());
  CHECK(box.deadline() == t0 + 30s);
  CHECK(box.wake(t0 + 30s).size() == 2);
}

TEST_CASE("no more are under way than allowed", "[B2.5][calendar_outbox]") {
  calendar_outbox box{2};
  const auto a = box.put(wish("a"), t0).at(0);
  CHECK(box.put(wish("b"), t0).size() == 1);
  CHECK(box.put(wish("c"), t0).empty());
  CHECK_FALSE(box.deadline());
  const auto next = box.answered(a.number, std::nullopt, t0);
  REQUIRE(next.size() == 1);
  CHECK(next[0].what.entry.id == "c");
}

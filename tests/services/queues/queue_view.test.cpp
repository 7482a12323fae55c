#include "tests/services/queues/queue_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

namespace {

queue_input::counted answered_after(std::int64_t seconds) {
  return {established{.queue = main_queue, .waited_seconds = seconds}};
}
queue_input::counted abandoned_after(std::int64_t seconds) {
  return {abandoned{.queue = main_queue, .waited_seconds = seconds}};
}

} // namespace

TEST_CASE("agents are counted by state", "[queue][B3.5]") {
  queue subject{reception(), "UTC"};
  subject.handle(ready("anna"), t0);
  subject.handle(ready("bo"), t0);
  subject.handle(agent("carl", agent_state::busy), t0);
  subject.handle(agent("dorte", agent_state::not_ready), t0);
  subject.handle(agent("else", agent_state::working_after_call), t0);
  subject.handle(agent("frede", agent_state::not_ready), t0);
  subject.handle(agent("frede", agent_state::logged_off), t0);
  subject.handle(entered("c1"), t0);
  const auto view = subject.view(t0);
  CHECK(view.agents_logged_on == 5);
  CHECK(view.agents_ready == 2);
  CHECK(view.agents_busy == 1);
  CHECK(view.agents_not_ready == 1);
  CHECK(view.agents_after_call == 1);
  REQUIRE(view.agents.size() == 5);
  CHECK(view.agents[0].name == "anna");
  CHECK(view.agents[0].alerting);
  CHECK_FALSE(view.agents[1].alerting);
}

TEST_CASE("the picture shows the day's figures with what they were computed from",
          "[queue][B3.5]") {
  queue subject{reception(), "Europe/Copenhagen"};
  for (int i = 0; i < 4; ++i)
    CHECK(subject.handle(queue_input::counted{queued{main_queue, false}}, t0).changed);
  subject.handle(answered_after(10), t0);
  subject.handle(answered_after(50), t0);
  subject.handle(abandoned_after(3), t0);
  subject.handle(abandoned_after(37), t0 + 30min);
  CHECK_FALSE(subject.handle(queue_input::counted{held{}}, t0).changed);
  const auto view = subject.view(t0 + 1h);
  CHECK(view.day == "2026-11-23");
  CHECK(view.time_zone == "Europe/Copenhagen");
  CHECK(view.offered == 4);
  CHECK(view.answered == 2);
  CHECK(view.abandoned == 2);
  CHECK(view.abandoned_short == 1);
  CHECK(view.speed_of_answer_avg == Approx(30));
  CHECK(view.wait_avg == Approx(25));
  CHECK(view.level.value == Approx(1.0 / 3));
  CHECK(view.level.answered_in_target == 1);
  CHECK(view.half_hours == std::vector<half_hour>{{20, 2, 1}, {21, 0, 1}});
}

TEST_CASE("figures begin anew with the day of the site, also when nothing happens",
          "[queue][B3.5]") {
  queue subject{reception(), "Europe/Copenhagen"};
  subject.handle(answered_after(10), t0);
  CHECK(subject.view(t0 + 13h + 59min).answered == 1);
  const auto next_day = subject.view(t0 + 14h); // 0:00 in Copenhagen
  CHECK(next_day.day == "2026-11-24");
  CHECK(next_day.answered == 0);
  CHECK_FALSE(next_day.level.value);
  CHECK_FALSE(next_day.speed_of_answer_avg);
}

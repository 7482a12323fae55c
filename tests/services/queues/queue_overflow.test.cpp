#include "tests/services/queues/queue_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

namespace {

queue with_rule(overflow_reason reason, std::int64_t limit,
                offering_mode offering = offering_mode::longest_idle) {
  auto record = reception();
  record.offering = offering;
  record.overflow = {{reason, limit, "70707070"}};
  return queue{record, "UTC"};
}

} // namespace

TEST_CASE("a call that waits too long is sent on once", "[queue][B3.2]") {
  auto subject = with_rule(overflow_reason::max_wait, 60);
  subject.handle(agent("anna", agent_state::not_ready), t0);
  subject.handle(entered("c1"), t0);
  CHECK(subject.deadline() == t0 + 60s);
  CHECK(said(subject.handle(queue_input::wake{}, t0 + 59s)).empty());
  const auto done = subject.handle(queue_input::wake{}, t0 + 60s);
  REQUIRE(said(done) == orders{"c1>>70707070"});
  CHECK(std::get<overflow_order>(done.orders.front()).reason == overflow_reason::max_wait);
  CHECK_FALSE(subject.deadline());
  CHECK(said(subject.handle(queue_input::wake{}, t0 + 120s)).empty());
  CHECK(subject.next() == call_id{"c1"}); // it can be taken until it has left
}

TEST_CASE("the wait that counts for an overflow is that in this queue", "[queue][B3.2]") {
  auto subject = with_rule(overflow_reason::max_wait, 60);
  subject.handle(entered("c1", t0 - 300s), t0);
  CHECK(subject.deadline() == t0 + 60s);

  // After a restart the call says itself since when.
  auto restarted = with_rule(overflow_reason::max_wait, 60);
  const queue_input::entered kept{call_id{"c1"}, t0 - 300s, t0};
  CHECK(said(restarted.handle(kept, t0 + 90s)) == orders{"c1>>70707070"});
}

TEST_CASE("what rings at somebody is not sent on", "[queue][B3.2]") {
  auto subject = with_rule(overflow_reason::max_wait, 10);
  subject.handle(ready("anna"), t0);
  subject.handle(entered("c1"), t0);
  CHECK_FALSE(subject.deadline());
  CHECK(said(subject.handle(queue_input::wake{}, t0 + 15s)).empty());
  CHECK(said(subject.handle(let_pass("c1", "anna"), t0 + 20s)) == orders{"c1>>70707070"});
}

TEST_CASE("of too many calls the newest is sent on", "[queue][B3.2]") {
  auto subject = with_rule(overflow_reason::max_calls, 2, offering_mode::manual);
  subject.handle(entered("c1", t0), t0);
  subject.handle(entered("c2", t0 + 2s), t0 + 2s);
  CHECK(said(subject.handle(entered("c3", t0 + 3s), t0 + 3s)) == orders{"c3>>70707070"});
  // A call that returns stands in front: the newest is another.
  subject.handle(queue_input::left{call_id{"c3"}}, t0 + 3s);
  CHECK(said(subject.handle(entered("c0", t0 - 60s), t0 + 4s)) == orders{"c2>>70707070"});
}

TEST_CASE("without anybody logged on calls are sent on at once", "[queue][B3.2][B3.3]") {
  auto subject = with_rule(overflow_reason::no_operator, 0);
  SECTION("on entry") { CHECK(said(subject.handle(entered("c1"), t0)) == orders{"c1>>70707070"}); }
  SECTION("when the last logs off") {
    subject.handle(agent("anna", agent_state::not_ready), t0);
    subject.handle(agent("bo", agent_state::busy), t0);
    CHECK(said(subject.handle(entered("c1"), t0)).empty());
    CHECK(said(subject.handle(agent("bo", agent_state::logged_off), t0)).empty());
    CHECK(said(subject.handle(agent("anna", agent_state::logged_off), t0)) ==
          orders{"c1>>70707070"});
  }
}

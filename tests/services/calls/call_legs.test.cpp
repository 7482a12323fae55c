#include "tests/services/calls/call_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

TEST_CASE("a caller who leaves the queue has abandoned", "[call][B3.5]") {
  call_at_work it;
  it.waiting();
  bool was_offered = false;
  SECTION("while waiting") {}
  SECTION("while it rings at a receptionist") {
    it.give(call_input::offer{phone_of(anna), 60s});
    was_offered = true;
  }
  const auto done = it.after(7s, call_input::leg_gone{caller_leg, leg_cause::hung_up});
  CHECK(it.subject.over());
  CHECK(hangs_up(done, leg(1)) == was_offered);
  CHECK(first<abandoned>(done.events)->queue == main_queue);
  CHECK(first<abandoned>(done.events)->waited_seconds == 7);
  CHECK(first<call_cleared>(done.events)->outcome == call_outcome::abandoned);
  CHECK(first<queue_order::leave>(done.queue_orders) != nullptr);
  CHECK_FALSE(it.subject.deadline());
}

TEST_CASE("a caller who hangs up after an answer ends the call as answered", "[call]") {
  call_at_work it;
  it.talking_to(anna);
  const auto done = it.give(call_input::leg_gone{caller_leg, leg_cause::hung_up});
  CHECK(it.subject.over());
  CHECK(hangs_up(done, leg(1)));
  CHECK(first<pbx::destroy_bridge>(done.orders) != nullptr);
  CHECK(first<connection_cleared>(done.events)->device.name == "Ida Holm");
  CHECK(first<call_cleared>(done.events)->outcome == call_outcome::answered);
}

TEST_CASE("a counterpart who hangs up ends the call", "[call]") {
  call_at_work it;
  it.talking_to(anna);
  const auto done = it.give(call_input::leg_gone{leg(1), leg_cause::hung_up});
  CHECK(it.subject.over());
  CHECK(hangs_up(done, caller_leg));
  CHECK_FALSE(hangs_up(done, leg(1)));
  CHECK(first<call_cleared>(done.events)->outcome == call_outcome::answered);
}

TEST_CASE("a held caller whose receptionist is gone waits in the queue", "[call][B1.9]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::hold{anna});
  const auto done = it.give(call_input::leg_gone{leg(1), leg_cause::unreachable});
  CHECK(it.state() == caller_state::waiting);
  CHECK_FALSE(hangs_up(done, caller_leg));
  CHECK(first<pbx::destroy_bridge>(done.orders) != nullptr);
  CHECK(first<queue_order::enter>(done.queue_orders)->again);
  CHECK(it.record().returned == recall_reason::unreachable);
}

TEST_CASE("a leg that answers although it was cancelled is taken down", "[call]") {
  call_at_work it;
  it.waiting();
  it.give(call_input::offer{phone_of(anna), 20s});
  it.after(20s, call_input::wake{});
  const auto late = it.give(call_input::leg_answered{leg(1)});
  CHECK(hangs_up(late, leg(1)));
  CHECK_FALSE(late.changed);
  CHECK(it.give(call_input::leg_gone{leg(1), leg_cause::hung_up}).orders.empty());

  it.give(call_input::leg_gone{caller_leg, leg_cause::hung_up});
  CHECK(hangs_up(it.give(call_input::leg_answered{leg(1)}), leg(1)));
}

TEST_CASE("another call's leg is none of its business", "[call]") {
  call_at_work it;
  it.waiting();
  const leg_id foreign{"hq.1.70.1"};
  CHECK(it.give(call_input::leg_answered{foreign}).orders.empty());
  CHECK(it.give(call_input::leg_gone{foreign, leg_cause::hung_up}).events.empty());
  CHECK(it.give(call_input::adopt{{caller_leg, foreign}}).orders.empty());
}

TEST_CASE("live calls are adopted, and what is missing has gone", "[call][B1.9]") {
  call_at_work it;
  SECTION("all is there: nothing changes") {
    it.talking_to(anna);
    const auto done = it.give(call_input::adopt{{caller_leg, leg(1)}});
    CHECK_FALSE(done.changed);
    CHECK(done.orders.empty());
  }
  SECTION("the caller is gone, never answered: lost") {
    it.waiting();
    const auto done = it.after(9s, call_input::adopt{});
    CHECK(first<call_cleared>(done.events)->outcome == call_outcome::lost);
    CHECK(first<abandoned>(done.events)->queue == main_queue);
  }
  SECTION("the caller is gone after an answer: answered") {
    it.talking_to(anna);
    const auto done = it.give(call_input::adopt{{leg(1)}});
    CHECK(first<call_cleared>(done.events)->outcome == call_outcome::answered);
  }
  SECTION("the target is gone: the call returns") {
    it.sent_on_by(anna);
    it.give(call_input::adopt{{caller_leg}});
    CHECK(it.state() == caller_state::returning);
    CHECK(it.record().returned == recall_reason::unreachable);
  }
  SECTION("the counterpart is gone: the call ends") {
    it.talking_to(anna);
    CHECK(hangs_up(it.give(call_input::adopt{{caller_leg}}), caller_leg));
    CHECK(it.subject.over());
  }
  SECTION("a leg of ours that should be gone is taken down") {
    it.talking_to(anna);
    const auto done = it.give(call_input::adopt{{caller_leg, leg(1), leg(9)}});
    CHECK(hangs_up(done, leg(9)));
    CHECK_FALSE(it.subject.over());
  }
}

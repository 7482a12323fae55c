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
    it.give(call_input::offer{{phone_of(anna)}, 60s});
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

TEST_CASE("a held caller whose receptionist puts the receiver down stays held, and then rings her",
          "[call][S1.5][B1.9]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::hold{anna});
  const auto done = it.give(call_input::leg_gone{leg(1), leg_cause::hung_up});
  CHECK(it.state() == caller_state::held);
  CHECK(it.record().holder == anna);
  CHECK_FALSE(hangs_up(done, caller_leg));
  CHECK_FALSE(ordered<pbx::stop_music>(done, caller_leg));
  CHECK(first<pbx::destroy_bridge>(done.orders) != nullptr);
  CHECK(it.subject.deadline() == it.now + 180s);
  CHECK(it.subject.view().until == it.now + 180s);
  SECTION("she gets the caller back at her phone") {
    const auto back = it.give(call_input::retrieve{anna});
    CHECK(it.state() == caller_state::returning);
    CHECK(first<pbx::originate>(back.orders)->endpoint == "phone-anna");
    CHECK(first<pbx::originate>(back.orders)->auto_answer);
    it.give(call_input::leg_answered{leg(2)});
    CHECK(it.state() == caller_state::talking);
    CHECK_FALSE(it.subject.deadline());
  }
  SECTION("she sends the caller on") {
    it.give(call_input::transfer{anna, colleague()});
    CHECK(it.state() == caller_state::transferring);
    CHECK(it.record().sender == anna);
  }
  SECTION("she forgets the caller") {
    const auto back = it.after(180s, call_input::wake{});
    CHECK(first<recalled>(back.events)->reason == recall_reason::timeout);
    CHECK(it.state() == caller_state::returning);
    it.after(30s, call_input::wake{});
    CHECK(it.state() == caller_state::waiting);
  }
  SECTION("she has nobody to ask meanwhile") {
    CHECK(it.give(call_input::consult{anna, colleague()}).refused->detail ==
          "the receiver is down: get the caller back first");
  }
}

TEST_CASE("a held caller whose receptionist's phone fails returns to her, then to the queue",
          "[call][B1.9]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::hold{anna});
  it.give(call_input::leg_gone{leg(1), leg_cause::unreachable});
  CHECK(it.state() == caller_state::returning);
  CHECK(it.record().returned == recall_reason::unreachable);
  const auto done = it.give(call_input::leg_gone{leg(2), leg_cause::unreachable});
  CHECK(it.state() == caller_state::waiting);
  CHECK_FALSE(hangs_up(done, caller_leg));
  CHECK(first<queue_order::enter>(done.queue_orders)->again);
}

TEST_CASE("a leg that answers although it was cancelled is taken down", "[call]") {
  call_at_work it;
  it.waiting();
  it.give(call_input::offer{{phone_of(anna)}, 20s});
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
  CHECK_FALSE(hangs_up(it.give(there({caller_leg, foreign})), foreign));
}

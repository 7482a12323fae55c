#include "tests/services/calls/call_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

namespace {

const user_id carl{"carl"};

struct ringing_call : call_at_work {
  ringing_call& at_all() {
    waiting();
    give(call_input::offer{{phone_of(anna), phone_of(bo), phone_of(carl)}, 20s});
    return *this;
  }
  std::size_t rings() const { return record().attempts.size(); }
};

} // namespace

TEST_CASE("a queue that rings all has the call at every desk", "[call][B3.1]") {
  ringing_call it;
  it.at_all();
  CHECK(it.state() == caller_state::offered);
  CHECK(it.rings() == 3);
  CHECK_FALSE(it.record().holder);
  CHECK(it.subject.view().offered_to == std::vector{anna, bo, carl});
}

TEST_CASE("the first who answers has it, and the others stop ringing", "[call][B1.6][B3.1]") {
  ringing_call it;
  it.at_all();
  const auto done = it.give(call_input::leg_answered{leg(2)});
  CHECK(it.state() == caller_state::talking);
  CHECK(it.record().holder == bo);
  CHECK(hang_up_of(done, leg(1)) == leg_cause::answered_elsewhere);
  CHECK(hang_up_of(done, leg(3)) == leg_cause::answered_elsewhere);
  // Carl lifted his receiver at the same moment.
  CHECK(hangs_up(it.give(call_input::leg_answered{leg(3)}), leg(3)));
  CHECK(it.record().holder == bo);
}

TEST_CASE("one of several who declines leaves it ringing at the others", "[call][S1.2][B3.1]") {
  ringing_call it;
  it.at_all();
  const auto done = it.give(call_input::end{bo});
  CHECK(it.state() == caller_state::offered);
  CHECK(hangs_up(done, leg(2)));
  CHECK(it.rings() == 2);
  CHECK(first<queue_order::offer_failed>(done.queue_orders)->user == bo);
}

TEST_CASE("when all let it pass the call waits on", "[call][B3.1][B1.9]") {
  ringing_call it;
  it.at_all();
  it.give(call_input::end{bo});
  const auto done = it.after(20s, call_input::wake{});
  CHECK(it.state() == caller_state::waiting);
  CHECK(hangs_up(done, leg(1)));
  CHECK(hangs_up(done, leg(3)));
  CHECK(done.queue_orders.size() == 2);
  CHECK(it.record().waiting_since == t0);
}

TEST_CASE("one of several with do-not-disturb lets it pass, the others ring", "[call][B3.1]") {
  call_at_work it;
  it.waiting();
  auto quiet = phone_of(anna);
  quiet.do_not_disturb = true;
  const auto done = it.give(call_input::offer{{quiet, phone_of(bo)}, 20s});
  CHECK(it.state() == caller_state::offered);
  CHECK(it.subject.view().offered_to == std::vector{bo});
  CHECK(first<queue_order::offer_failed>(done.queue_orders)->user == anna);
}

TEST_CASE("who takes a call that rings at several has it, and the others learn who",
          "[call][B1.6]") {
  ringing_call it;
  it.at_all();
  call_decision done;
  SECTION("one at whom it rings") {
    done = it.give(call_input::take{phone_of(anna), true});
    CHECK(ordered<pbx::press_answer>(done, leg(1)));
    CHECK_FALSE(hangs_up(done, leg(1)));
  }
  SECTION("the same, with a phone that cannot be told to answer") {
    done = it.give(call_input::take{phone_of(anna), false});
    CHECK(hang_up_of(done, leg(1)) == leg_cause::answered_elsewhere);
    CHECK(first<pbx::originate>(done.orders)->auto_answer);
  }
  CHECK(it.rings() == 1);
  CHECK(hang_up_of(done, leg(2)) == leg_cause::answered_elsewhere);
  CHECK(hang_up_of(done, leg(3)) == leg_cause::answered_elsewhere);
  CHECK(it.record().holder == anna);
  CHECK(it.subject.deadline() == it.now + 30s);
  CHECK_FALSE(it.give(call_input::take{phone_of(anna), true}).changed);
  for (const auto& lost :
       {it.give(call_input::take{phone_of(bo)}), it.give(call_input::pick_up{phone_of(bo)})}) {
    REQUIRE(lost.refused);
    CHECK(lost.refused->reason == error_reason::already_taken);
    CHECK(lost.refused->who == "anna");
  }
}

TEST_CASE("a receptionist at whom it does not ring takes it from all", "[call][B1.6]") {
  call_at_work it;
  it.waiting();
  it.give(call_input::offer{{phone_of(bo), phone_of(carl)}, 20s});
  const auto done = it.give(call_input::take{phone_of(anna)});
  CHECK(hangs_up(done, leg(1)));
  CHECK(hangs_up(done, leg(2)));
  CHECK(it.record().holder == anna);
  CHECK(it.give(call_input::take{phone_of(bo)}).refused->who == "anna");
}

TEST_CASE("answering on the screen presses the phone's key where the PBX can", "[call][S1.1]") {
  call_at_work it;
  it.waiting();
  it.give(call_input::offer{{phone_of(anna)}, 20s});
  const auto done = it.give(call_input::take{phone_of(anna), true});
  CHECK(ordered<pbx::press_answer>(done, leg(1)));
  CHECK(rings_nowhere(done));
  CHECK(it.record().attempts.size() == 1);
  it.give(call_input::leg_answered{leg(1)});
  CHECK(it.state() == caller_state::talking);
}

TEST_CASE("a phone that cannot be told to answer is rung anew, asked to", "[call][S1.1]") {
  call_at_work it;
  it.waiting();
  it.give(call_input::offer{{phone_of(anna)}, 20s});
  const auto done = it.give(call_input::take{phone_of(anna), false});
  CHECK(hang_up_of(done, leg(1)) == leg_cause::answered_elsewhere);
  REQUIRE_FALSE(rings_nowhere(done));
  CHECK(first<pbx::originate>(done.orders)->leg == leg(2));
  CHECK(first<pbx::originate>(done.orders)->auto_answer);
  CHECK(it.state() == caller_state::offered);
  CHECK_FALSE(it.give(call_input::leg_gone{leg(1), leg_cause::hung_up}).changed);
}

TEST_CASE("a phone that would not be pressed is rung anew, asked to answer", "[call][S1.1]") {
  call_at_work it;
  it.waiting();
  it.give(call_input::offer{{phone_of(anna)}, 20s});
  it.give(call_input::take{phone_of(anna), true});
  const auto done = it.give(call_input::press_failed{leg(1)});
  CHECK(hang_up_of(done, leg(1)) == leg_cause::answered_elsewhere);
  CHECK(first<pbx::originate>(done.orders)->auto_answer);
  CHECK(it.subject.deadline() == it.now + 30s);
  SECTION("said twice") { CHECK_FALSE(it.give(call_input::press_failed{leg(1)}).changed); }
  it.give(call_input::leg_answered{leg(2)});
  CHECK(it.record().holder == anna);
  CHECK_FALSE(it.give(call_input::press_failed{leg(2)}).changed);
}

TEST_CASE("a returning call is answered on the screen like an offered one", "[call][S1.1][B1.2]") {
  call_at_work it;
  it.sent_on_by(anna);
  it.give(call_input::leg_gone{leg(2), leg_cause::busy});
  CHECK(ordered<pbx::press_answer>(it.give(call_input::take{phone_of(anna), true}), leg(3)));
}

TEST_CASE("a call that rings at a colleague is picked up", "[call][B1.5]") {
  call_at_work it;
  caller_state next = caller_state::returning;
  SECTION("offered by the queue") {
    it.waiting();
    it.give(call_input::offer{{phone_of(bo)}, 20s});
    next = caller_state::offered;
  }
  SECTION("sent there") { it.sent_on_by(bo); }
  SECTION("returning there") {
    it.sent_on_by(bo);
    it.give(call_input::leg_gone{leg(2), leg_cause::busy});
  }
  SECTION("meant for the colleague from the start") { it.give(call_input::start{colleague()}); }
  const auto rang = it.record().attempts.at(0).leg;
  const auto done = it.give(call_input::pick_up{phone_of(anna)});
  CHECK(it.state() == next);
  CHECK(hang_up_of(done, rang) == leg_cause::answered_elsewhere);
  CHECK(first<picked_up>(done.events)->by == anna);
  CHECK(first<pbx::originate>(done.orders)->endpoint == "phone-anna");
  CHECK_FALSE(it.give(call_input::pick_up{phone_of(anna)}).changed);
  CHECK(it.give(call_input::pick_up{phone_of(bo)}).refused->who == "anna");
  it.give(call_input::leg_answered{it.record().attempts.at(0).leg});
  CHECK(it.state() == caller_state::talking);
  CHECK(it.record().holder == anna);
}

TEST_CASE("a call that a colleague has is not picked up", "[call][B1.5][B1.6]") {
  call_at_work it;
  it.talking_to(bo);
  SECTION("talking") {}
  SECTION("held") { it.give(call_input::hold{bo}); }
  const auto done = it.give(call_input::pick_up{phone_of(anna)});
  CHECK(done.refused->reason == error_reason::already_taken);
  CHECK(done.refused->who == "bo");
}

TEST_CASE("a picked-up call whose new phone does not answer goes to the queue",
          "[call][B1.5][B1.9]") {
  call_at_work it;
  it.sent_on_by(bo);
  it.give(call_input::pick_up{phone_of(anna)});
  it.after(30s, call_input::wake{});
  CHECK(it.state() == caller_state::waiting);
  CHECK(it.record().sender == bo); // who still follows it
}

TEST_CASE("one who is sent a call may decline it on the screen", "[call][S1.2][B1.2]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::transfer{anna, phone_of(bo)});
  CHECK(it.subject.view().offered_to == std::vector{bo});
  const auto done = it.give(call_input::end{bo});
  CHECK(hangs_up(done, leg(2)));
  CHECK(it.state() == caller_state::returning);
  CHECK(it.record().returned == recall_reason::rejected);
}

#include "tests/services/calls/call_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

namespace {

/// Where a leg stands in the orders to hang up, originate and so on; -1 if it does not.
template <class Kind>
std::ptrdiff_t place(const call_decision& x) {
  const auto at = std::find_if(x.orders.begin(), x.orders.end(), [](const pbx::order& order) {
    return std::holds_alternative<Kind>(order);
  });
  return at == x.orders.end() ? -1 : at - x.orders.begin();
}

} // namespace

TEST_CASE("a transfer gives the caller a ringing tone and sets the receptionist free",
          "[call][S1.4][S4.1]") {
  call_at_work it;
  it.talking_to(anna);
  bool was_held = false;
  SECTION("from talking") {}
  SECTION("from held") {
    it.give(call_input::hold{anna});
    was_held = true;
  }
  const auto done = it.give(call_input::transfer{anna, colleague()});
  CHECK(it.state() == caller_state::transferring);
  CHECK((first<pbx::stop_music>(done.orders) != nullptr) == was_held);
  CHECK((first<pbx::remove_from_bridge>(done.orders) != nullptr) == !was_held);
  CHECK(first<pbx::start_ringing_tone>(done.orders)->leg == caller_leg);
  CHECK(hangs_up(done, leg(1)));
  CHECK(place<pbx::destroy_bridge>(done) > place<pbx::start_ringing_tone>(done));
  CHECK(first<pbx::originate>(done.orders)->endpoint == "4321");
  CHECK(first<transferred>(done.events)->by == anna);
  CHECK(it.subject.deadline() == it.now + 20s);

  const auto view = it.subject.view();
  CHECK(view.transferred);
  CHECK(view.sender == anna);
  CHECK_FALSE(view.holder);
  CHECK(view.target->name == "Dorte Friis");
  CHECK_FALSE(view.returned);
}

TEST_CASE("a transferred call that is answered stays listed while it is alive",
          "[call][S0.3][S4.1]") {
  call_at_work it;
  it.sent_on_by(anna);
  it.give(call_input::leg_ringing{leg(2)});
  const auto done = it.after(3s, call_input::leg_answered{leg(2)});
  CHECK(it.state() == caller_state::talking);
  CHECK(first<pbx::stop_ringing_tone>(done.orders) != nullptr);
  const auto* const fact = first<established>(done.events);
  REQUIRE(fact != nullptr);
  CHECK(fact->device.name == "Dorte Friis");
  CHECK_FALSE(fact->queue);
  CHECK_FALSE(fact->user);
  CHECK(it.subject.view().transferred);
  CHECK(it.subject.view().sender == anna);
  CHECK(it.subject.view().talking_to->name == "Dorte Friis");

  it.give(call_input::leg_gone{leg(2), leg_cause::hung_up});
  CHECK(it.subject.over());
}

TEST_CASE("a transfer that fails returns to her who made it, with the reason",
          "[call][S0.4][B1.2]") {
  call_at_work it;
  it.sent_on_by(anna);
  struct way {
    leg_cause cause;
    recall_reason reason;
  };
  const auto [cause, reason] = GENERATE(way{leg_cause::busy, recall_reason::busy},
                                        way{leg_cause::rejected, recall_reason::rejected},
                                        way{leg_cause::hung_up, recall_reason::rejected},
                                        way{leg_cause::unreachable, recall_reason::unreachable},
                                        way{leg_cause::link_lost, recall_reason::unreachable},
                                        way{leg_cause::no_answer, recall_reason::no_answer});
  const auto done = it.give(call_input::leg_gone{leg(2), cause});
  CHECK(it.state() == caller_state::returning);
  CHECK(first<pbx::start_music>(done.orders)->leg == caller_leg);
  const auto* const rung = first<pbx::originate>(done.orders);
  REQUIRE(rung != nullptr);
  CHECK(rung->endpoint == "phone-anna");
  CHECK_FALSE(rung->auto_answer);
  const auto* const fact = first<recalled>(done.events);
  REQUIRE(fact != nullptr);
  CHECK(fact->reason == reason);
  CHECK(fact->meant_for.name == "Dorte Friis");
  CHECK(fact->to == anna);
  CHECK_FALSE(it.subject.view().transferred);
  CHECK(it.subject.view().returned == reason);

  it.give(call_input::leg_answered{leg(3)});
  CHECK(it.state() == caller_state::talking);
  CHECK(it.subject.view().returned == reason);
  it.give(call_input::transfer{anna, colleague()});
  CHECK_FALSE(it.subject.view().returned);
}

TEST_CASE("a transfer that nobody answers returns at its deadline", "[call][S0.4][B1.2]") {
  call_at_work it;
  it.sent_on_by(anna);
  const auto done = it.after(20s, call_input::wake{});
  CHECK(hangs_up(done, leg(2)));
  CHECK(it.record().returned == recall_reason::no_answer);
  CHECK(it.subject.deadline() == it.now + 30s);
  CHECK_FALSE(it.give(call_input::leg_gone{leg(2), leg_cause::no_answer}).changed);
}

TEST_CASE("a return that she does not take goes to the front of the queue, with the reason",
          "[call][S0.4][B1.2][B1.9]") {
  call_at_work it;
  it.sent_on_by(anna);
  it.give(call_input::leg_gone{leg(2), leg_cause::busy});
  call_decision done;
  SECTION("she lets it ring") { done = it.after(30s, call_input::wake{}); }
  SECTION("her phone is away") {
    done = it.give(call_input::leg_gone{leg(3), leg_cause::unreachable});
  }
  SECTION("she ends the ring") {
    done = it.give(call_input::end{anna});
    CHECK(hangs_up(done, leg(3)));
  }
  CHECK(it.state() == caller_state::waiting);
  CHECK(first<queued>(done.events)->again);
  CHECK(first<queue_order::enter>(done.queue_orders)->again);
  CHECK_FALSE(hangs_up(done, caller_leg));
  const auto view = it.subject.view();
  CHECK(view.waiting_since == t0);
  CHECK(view.returned == recall_reason::busy);
  CHECK(view.target->name == "Dorte Friis");
  CHECK_FALSE(view.holder);
}

TEST_CASE("figures count a call that returned to the queue once", "[call][B3.5]") {
  call_at_work it;
  it.sent_on_by(anna);
  it.give(call_input::leg_gone{leg(2), leg_cause::busy});
  it.give(call_input::leg_gone{leg(3), leg_cause::busy});
  REQUIRE(it.state() == caller_state::waiting);
  SECTION("when it is answered again") {
    it.give(call_input::take{phone_of(bo)});
    const auto done = it.give(call_input::leg_answered{leg(4)});
    CHECK_FALSE(first<established>(done.events)->queue);
    CHECK(first<queue_order::leave>(done.queue_orders) != nullptr);
  }
  SECTION("when the caller leaves") {
    const auto done = it.give(call_input::leg_gone{caller_leg, leg_cause::hung_up});
    CHECK(first<abandoned>(done.events) == nullptr);
    CHECK(first<call_cleared>(done.events)->outcome == call_outcome::answered);
    CHECK(first<queue_order::leave>(done.queue_orders) != nullptr);
  }
}

TEST_CASE("she can pull a transferred call back", "[call][S0.5][S4.2]") {
  call_at_work it;
  it.sent_on_by(anna);
  bool was_answered = false;
  SECTION("while it rings") {}
  SECTION("after it was answered") {
    it.give(call_input::leg_answered{leg(2)});
    was_answered = true;
  }
  const auto done = it.give(call_input::pull_back{anna});
  CHECK(it.state() == caller_state::returning);
  CHECK(hangs_up(done, leg(2)));
  CHECK((first<pbx::destroy_bridge>(done.orders) != nullptr) == was_answered);
  CHECK(first<pbx::start_music>(done.orders)->leg == caller_leg);
  CHECK(first<pbx::originate>(done.orders)->auto_answer);
  CHECK(first<recalled>(done.events)->reason == recall_reason::pulled_back);
  CHECK_FALSE(it.give(call_input::pull_back{anna}).changed);

  // It answered at the very moment: it must not stay up.
  CHECK(hangs_up(it.give(call_input::leg_answered{leg(2)}), leg(2)));
  it.give(call_input::leg_answered{leg(3)});
  CHECK(it.state() == caller_state::talking);
  CHECK(it.record().other->who.user == anna);
}

TEST_CASE("while a call is sent on only pulling it back is possible", "[call][S4.2]") {
  call_at_work it;
  it.sent_on_by(anna);
  CHECK(it.give(call_input::end{anna}).refused->reason == error_reason::wrong_state);
  CHECK(it.give(call_input::take{phone_of(anna)}).refused->reason == error_reason::wrong_state);
  CHECK(it.give(call_input::take{phone_of(bo)}).refused->detail ==
        "the call is transferring, sent on by anna");
  it.give(call_input::leg_answered{leg(2)});
  CHECK(it.give(call_input::hold{anna}).refused->detail == "the call is talking, sent on by anna");
  CHECK(it.give(call_input::transfer{anna, colleague()}).refused);
}

TEST_CASE("an overflow to another queue keeps the waiting time", "[call][B3.2]") {
  call_at_work it;
  it.waiting();
  const auto done = it.after(60s, call_input::overflow{overflow_reason::max_wait, night_queue});
  CHECK(it.state() == caller_state::waiting);
  CHECK(it.record().queue == night_queue);
  CHECK(it.subject.view().waiting_since == t0);
  const auto* const fact = first<overflowed>(done.events);
  REQUIRE(fact != nullptr);
  CHECK(fact->queue == main_queue);
  CHECK(fact->to == "night");
  CHECK(fact->waited_seconds == 60);
  CHECK_FALSE(first<queued>(done.events)->again);
  CHECK(first<queue_order::leave>(done.queue_orders)->queue == main_queue);
  CHECK(first<queue_order::enter>(done.queue_orders)->queue == night_queue);
  CHECK(done.orders.empty());

  // The wait that figures count is that in the queue which it leaves.
  it.give(call_input::take{phone_of(anna)});
  const auto answered = it.after(5s, call_input::leg_answered{leg(1)});
  CHECK(first<established>(answered.events)->queue == night_queue);
  CHECK(first<established>(answered.events)->waited_seconds == 5);
}

TEST_CASE("an overflow to a number rings there, and comes back when nobody answers",
          "[call][B3.2][B1.9]") {
  call_at_work it;
  it.waiting();
  const auto done = it.give(call_input::overflow{overflow_reason::no_operator, colleague()});
  CHECK(it.state() == caller_state::transferring);
  CHECK(first<queue_order::leave>(done.queue_orders) != nullptr);
  CHECK_FALSE(it.subject.view().transferred);
  SECTION("answered") {
    it.give(call_input::leg_answered{leg(1)});
    CHECK(it.state() == caller_state::talking);
    CHECK(it.give(call_input::take{phone_of(bo)}).refused->reason == error_reason::wrong_state);
  }
  SECTION("not answered") {
    const auto back = it.after(20s, call_input::wake{});
    CHECK(it.state() == caller_state::waiting);
    CHECK(first<queue_order::enter>(back.queue_orders)->again);
    CHECK(it.record().returned == recall_reason::no_answer);
  }
  SECTION("the caller leaves meanwhile: the queue has counted it already") {
    const auto left = it.after(5s, call_input::leg_gone{caller_leg, leg_cause::hung_up});
    CHECK_FALSE(first<abandoned>(left.events)->queue);
    CHECK(hangs_up(left, leg(1)));
  }
}

TEST_CASE("each queue sends a call on once, so that none goes round for ever", "[call][B3.2]") {
  call_at_work it;
  it.waiting();
  it.give(call_input::overflow{overflow_reason::no_operator, night_queue});
  it.give(call_input::overflow{overflow_reason::no_operator, main_queue});
  CHECK(it.record().queue == main_queue);
  CHECK_FALSE(it.give(call_input::overflow{overflow_reason::no_operator, night_queue}).changed);
  CHECK(it.state() == caller_state::waiting);
}

TEST_CASE("an overflow of a call that was taken meanwhile is passed over", "[call][B3.2]") {
  call_at_work it;
  it.waiting();
  it.give(call_input::take{phone_of(anna)});
  CHECK_FALSE(it.give(call_input::overflow{overflow_reason::max_wait, night_queue}).changed);
}

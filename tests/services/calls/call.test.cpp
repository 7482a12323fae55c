#include "protocol/codec.hpp"
#include "tests/services/calls/call_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

TEST_CASE("a caller is answered with music and enters the queue", "[call][B1.9]") {
  call_at_work it;
  const auto done = it.give(call_input::start{});
  CHECK(it.state() == caller_state::waiting);
  CHECK(first<pbx::answer>(done.orders)->leg == caller_leg);
  CHECK(first<pbx::start_music>(done.orders)->leg == caller_leg);
  CHECK(first<originated>(done.events)->direction == call_direction::inbound);
  CHECK(first<queued>(done.events)->queue == main_queue);
  CHECK(first<queue_order::enter>(done.queue_orders)->queue == main_queue);
  CHECK(it.subject.view().waiting_since == t0);
  CHECK(done.changed);
  CHECK_FALSE(it.subject.deadline());
}

TEST_CASE("an offered call rings until its deadline, and is delivered when it rings", "[call]") {
  call_at_work it;
  it.waiting();
  const auto done = it.give(call_input::offer{{phone_of(anna)}, 20s});
  CHECK(it.state() == caller_state::offered);
  CHECK(it.record().holder == anna);
  CHECK(it.subject.deadline() == t0 + 20s);
  CHECK(done.events.empty());
  const auto* const rung = first<pbx::originate>(done.orders);
  REQUIRE(rung != nullptr);
  CHECK(rung->leg == leg(1));
  CHECK(rung->shown.name == "Ida Holm");
  CHECK_FALSE(rung->auto_answer);

  CHECK(first<delivered>(it.give(call_input::leg_ringing{leg(1)}).events)->device.name == "anna");
  CHECK(it.give(call_input::leg_ringing{leg(1)}).events.empty());
}

TEST_CASE("an answer connects the caller and takes the call out of the queue", "[call][S1.1]") {
  call_at_work it;
  it.waiting();
  it.give(call_input::offer{{phone_of(anna)}, 20s});
  const auto done = it.after(12s, call_input::leg_answered{leg(1)});
  CHECK(it.state() == caller_state::talking);
  CHECK(first<pbx::stop_music>(done.orders)->leg == caller_leg);
  CHECK(first<pbx::create_bridge>(done.orders) != nullptr);
  CHECK(std::count_if(done.orders.begin(), done.orders.end(), [](const pbx::order& x) {
          return std::holds_alternative<pbx::add_to_bridge>(x);
        }) == 2);
  CHECK(first<queue_order::leave>(done.queue_orders)->queue == main_queue);
  const auto* const fact = first<established>(done.events);
  REQUIRE(fact != nullptr);
  CHECK(fact->user == anna);
  CHECK(fact->queue == main_queue);
  CHECK(fact->waited_seconds == 12);
  CHECK(it.subject.view().talking_to->name == "anna");
  CHECK_FALSE(it.subject.view().waiting_since);
  CHECK_FALSE(it.subject.deadline());
}

TEST_CASE("an offer that nobody takes leaves the call waiting where it stood", "[call][B1.9]") {
  call_at_work it;
  it.waiting();
  it.give(call_input::offer{{phone_of(anna)}, 20s});
  CHECK_FALSE(it.after(19s, call_input::wake{}).changed);
  const auto done = it.after(1s, call_input::wake{});
  CHECK(it.state() == caller_state::waiting);
  CHECK(hangs_up(done, leg(1)));
  CHECK(first<failed>(done.events)->cause == leg_cause::no_answer);
  CHECK(first<queue_order::offer_failed>(done.queue_orders)->user == anna);
  CHECK_FALSE(it.record().holder);
  CHECK(it.record().waiting_since == t0);
}

TEST_CASE("an offer for a call that is no longer waiting is passed over", "[call]") {
  call_at_work it;
  it.talking_to(anna);
  const auto done = it.give(call_input::offer{{phone_of(bo)}, 20s});
  CHECK_FALSE(done.changed);
  CHECK_FALSE(done.refused);
  CHECK(done.orders.empty());
}

TEST_CASE("of two takes one wins and the loser learns who has it", "[call][B1.6]") {
  call_at_work it;
  it.waiting();
  const auto won = it.give(call_input::take{phone_of(anna)});
  CHECK(first<pbx::originate>(won.orders)->auto_answer);
  CHECK(it.subject.deadline() == t0 + 30s);

  const auto lost = it.give(call_input::take{phone_of(bo)});
  REQUIRE(lost.refused);
  CHECK(lost.refused->reason == error_reason::already_taken);
  CHECK(lost.refused->who == "anna");
  CHECK(lost.orders.empty());
  CHECK(it.record().holder == anna);

  const auto again = it.give(call_input::take{phone_of(anna)});
  CHECK_FALSE(again.refused);
  CHECK_FALSE(again.changed);

  it.give(call_input::leg_answered{leg(1)});
  CHECK(it.give(call_input::take{phone_of(bo)}).refused->who == "anna");
}

TEST_CASE("a held caller hears music and keeps the line", "[call][S1.5]") {
  call_at_work it;
  it.talking_to(anna);
  const auto held_now = it.after(5s, call_input::hold{anna});
  CHECK(it.state() == caller_state::held);
  CHECK(first<pbx::remove_from_bridge>(held_now.orders)->leg == caller_leg);
  CHECK(first<pbx::start_music>(held_now.orders)->leg == caller_leg);
  CHECK(first<held>(held_now.events) != nullptr);
  CHECK(it.subject.view().since == t0 + 9s);
  CHECK_FALSE(it.give(call_input::hold{anna}).changed);

  const auto back = it.give(call_input::retrieve{anna});
  CHECK(it.state() == caller_state::talking);
  CHECK(first<pbx::stop_music>(back.orders)->leg == caller_leg);
  CHECK(first<pbx::add_to_bridge>(back.orders)->leg == caller_leg);
  CHECK(first<retrieved>(back.events) != nullptr);
  CHECK_FALSE(it.give(call_input::retrieve{anna}).changed);
}

TEST_CASE("a command in the wrong state is refused with the state", "[call]") {
  call_at_work it;
  it.waiting();
  const auto done = it.give(call_input::hold{anna});
  REQUIRE(done.refused);
  CHECK(done.refused->reason == error_reason::wrong_state);
  CHECK(done.refused->detail == "the call is waiting");

  it.give(call_input::take{phone_of(anna)});
  CHECK(it.give(call_input::hold{anna}).refused->detail == "the call is offered");
  CHECK(it.give(call_input::pull_back{anna}).refused->reason == error_reason::wrong_state);
}

TEST_CASE("another's call is forbidden, and the refusal names who has it", "[call][B1.6]") {
  call_at_work it;
  it.talking_to(anna);
  const std::vector<call_action> asked{call_input::hold{bo}, call_input::retrieve{bo},
                                       call_input::end{bo}, call_input::transfer{bo, colleague()},
                                       call_input::pull_back{bo}};
  for (const auto& x : asked) {
    const auto done = it.give(x);
    REQUIRE(done.refused);
    CHECK(done.refused->reason == error_reason::forbidden);
    CHECK(done.refused->who == "anna");
    CHECK_FALSE(done.changed);
  }
}

TEST_CASE("ending a call in hand hangs up both", "[call][S1.2]") {
  call_at_work it;
  it.talking_to(anna);
  SECTION("while talking") {}
  SECTION("while held") { it.give(call_input::hold{anna}); }
  const auto done = it.give(call_input::end{anna});
  CHECK(it.subject.over());
  CHECK(hangs_up(done, caller_leg));
  CHECK(hangs_up(done, leg(1)));
  CHECK(first<pbx::destroy_bridge>(done.orders) != nullptr);
  CHECK(first<call_cleared>(done.events)->outcome == call_outcome::answered);
  CHECK(it.give(call_input::end{anna}).refused->detail == "the call is gone");
}

TEST_CASE("ending a call that only rings at her throws nobody out", "[call][S1.2][B1.9]") {
  call_at_work it;
  it.waiting();
  it.give(call_input::offer{{phone_of(anna)}, 20s});
  const auto done = it.give(call_input::end{anna});
  CHECK(it.state() == caller_state::waiting);
  CHECK(hangs_up(done, leg(1)));
  CHECK_FALSE(hangs_up(done, caller_leg));
  CHECK(first<queue_order::offer_failed>(done.queue_orders)->cause == leg_cause::rejected);
}

TEST_CASE("a call that was kept goes on as it was", "[call][B1.9]") {
  call_at_work it;
  it.sent_on_by(anna);
  const auto kept = decode_text<call_record>(encode_text(it.record()));
  REQUIRE(kept);
  CHECK(*kept == it.record());
  it.subject = call{*kept};
  it.after(20s, call_input::wake{});
  CHECK(it.state() == caller_state::returning);
}

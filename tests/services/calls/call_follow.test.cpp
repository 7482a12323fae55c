#include "services/calls/call_reports.hpp"
#include "tests/services/calls/call_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

namespace {

std::vector<user_id> desks(const call_at_work& it) {
  return desks_to_tell(it.record(), it.record());
}

} // namespace

TEST_CASE("a call sent to a queue is followed there, into overflow and to who takes it",
          "[call][S4.1][S4.3]") {
  call_at_work it;
  it.talking_to(anna);
  const auto done = it.give(call_input::transfer_to_queue{anna, night_queue});
  CHECK(it.state() == caller_state::waiting);
  CHECK(ordered<pbx::start_music>(done, caller_leg));
  CHECK(first<transferred>(done.events)->to.number == "night");
  CHECK(first<queue_order::enter>(done.queue_orders)->queue == night_queue);
  CHECK_FALSE(first<queue_order::enter>(done.queue_orders)->again);
  CHECK(it.subject.view().transferred);
  CHECK(desks(it) == std::vector{anna});

  it.give(call_input::overflow{overflow_reason::max_wait, main_queue});
  CHECK(it.record().sender == anna);
  it.give(call_input::offer{{phone_of(bo)}, 20s});
  CHECK(it.record().sender == anna);
  it.give(call_input::leg_answered{leg(2)});
  CHECK(it.record().holder == bo);
  CHECK(it.subject.view().transferred);
  CHECK(it.subject.view().sender == anna);

  const auto back = it.give(call_input::pull_back{anna});
  CHECK(hangs_up(back, leg(2)));
  CHECK(first<pbx::originate>(back.orders)->endpoint == "phone-anna");
  CHECK(it.record().holder == anna);
  CHECK_FALSE(it.record().sender);
}

TEST_CASE("a call that overflowed to a number and came back is still followed", "[call][S4.3]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::transfer_to_queue{anna, night_queue});
  it.give(call_input::overflow{overflow_reason::no_operator, colleague()});
  CHECK(it.state() == caller_state::transferring);
  it.after(20s, call_input::wake{});
  CHECK(it.state() == caller_state::waiting);
  CHECK(it.record().sender == anna);
}

TEST_CASE("a call in a queue is pulled back out of it", "[call][S4.2][S4.3]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::transfer_to_queue{anna, night_queue});
  bool rang = false;
  SECTION("while it waits") {}
  SECTION("while it rings at a colleague") {
    it.give(call_input::offer{{phone_of(bo)}, 20s});
    rang = true;
  }
  const auto done = it.give(call_input::pull_back{anna});
  CHECK(hangs_up(done, leg(2)) == rang);
  CHECK(first<queue_order::leave>(done.queue_orders)->queue == night_queue);
  CHECK(it.state() == caller_state::returning);
}

TEST_CASE("a call pulled back rings at her who pulled, also after a colleague had held it",
          "[call][S4.2]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::transfer{anna, phone_of(bo)});
  it.give(call_input::leg_answered{leg(2)});
  it.give(call_input::hold{bo});
  it.give(call_input::leg_gone{leg(2), leg_cause::hung_up});
  REQUIRE(it.state() == caller_state::held);
  CHECK(first<pbx::originate>(it.give(call_input::pull_back{anna}).orders)->endpoint ==
        "phone-anna");
}

TEST_CASE("she who is offered what she sent on follows it until she has it", "[call][S4.1]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::transfer_to_queue{anna, night_queue});
  it.give(call_input::offer{{phone_of(anna)}, 20s});
  CHECK_FALSE(it.subject.view().transferred);
  SECTION("she lets it pass") {
    it.after(20s, call_input::wake{});
    CHECK(it.subject.view().transferred);
  }
  SECTION("she has it") {
    it.give(call_input::leg_answered{leg(2)});
    CHECK_FALSE(it.record().sender);
    CHECK(it.record().holder == anna);
  }
}

TEST_CASE("a call that a colleague sends on is the colleague's to follow", "[call][S4.1]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::transfer{anna, phone_of(bo)});
  it.give(call_input::leg_answered{leg(2)});
  it.give(call_input::transfer{bo, colleague()});
  CHECK(it.record().sender == bo);
  CHECK(it.give(call_input::pull_back{anna}).refused->who == "bo");
}

TEST_CASE("notes travel with the call", "[call][B1.7]") {
  call_at_work it;
  it.talking_to(anna);
  const auto done = it.give(call_input::note{anna, "speaks German"});
  CHECK(first<call_information>(done.events)->text == "speaks German");
  it.give(call_input::transfer{anna, phone_of(bo)});
  it.give(call_input::leg_answered{leg(2)});
  it.give(call_input::note{bo, "wants a refund"});
  const auto view = it.subject.view();
  REQUIRE(view.notes.size() == 2);
  CHECK(view.notes[0].text == "speaks German");
  CHECK(view.notes[0].by == anna);
  CHECK(view.notes[1].by == bo);
  it.give(call_input::end{bo});
  CHECK(it.give(call_input::note{bo, "late"}).refused->reason == error_reason::wrong_state);
}

TEST_CASE("every desk at which a call rings hears of it, and that it no longer does",
          "[call][B3.1]") {
  call_at_work it;
  it.waiting();
  const auto before = it.record();
  const auto done = it.give(call_input::offer{{phone_of(anna), phone_of(bo)}, 20s});
  const auto rings = it.record();
  CHECK(desks_to_tell(before, rings) == std::vector{anna, bo});
  const auto reports = reports_to_queues(before, rings, done);
  REQUIRE(reports.size() == 1);
  CHECK(std::get<queue_input::offered_to>(reports[0].what).users == std::vector{anna, bo});
  it.give(call_input::leg_answered{leg(2)});
  CHECK(desks_to_tell(rings, it.record()).size() == 2);
  CHECK(topics_showing(it.record()) == std::vector<std::string>{"desk/bo"});
}

TEST_CASE("a call waits on the camp list while it is camped and rings nowhere", "[call][B1.4]") {
  call_at_work it;
  it.talking_to(anna);
  CHECK_FALSE(standing_of(it.record()).waits);
  it.give(call_input::camp{anna, camp_on::ccnr, {colleague(), phone_of(bo)}, 60s});
  const auto waits = standing_of(it.record()).waits;
  REQUIRE(waits);
  CHECK(waits->kind == camp_on::ccnr);
  CHECK(waits->numbers == std::vector<std::string>{"4321", "phone-bo"});
  it.give(call_input::phone_free{"4321"});
  CHECK_FALSE(standing_of(it.record()).waits);
  CHECK(standing_of(it.record()).ringing_at == std::vector<std::string>{"4321"});
  it.give(call_input::leg_gone{leg(2), leg_cause::busy});
  CHECK(standing_of(it.record()).waits == waits);
}

TEST_CASE("a parked call is found by its slot", "[call][B1.3]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::park{anna, "71", 60s});
  CHECK(standing_of(it.record()).slot == "71");
  CHECK(topics_showing(it.record()) == std::vector<std::string>{"queue/main", "desk/anna"});
  it.give(call_input::pull_back{anna});
  CHECK_FALSE(standing_of(it.record()).slot);
}

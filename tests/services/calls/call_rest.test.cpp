#include "tests/services/calls/call_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

namespace {

const leg_id dialled_in{"sip-5"};

struct resting_call : call_at_work {
  resting_call& parked() {
    talking_to(anna);
    give(call_input::park{anna, "71", 120s});
    return *this;
  }
  /// For the colleague, else for Bo.
  resting_call& camped() {
    talking_to(anna);
    give(call_input::camp{anna, camp_on::ccbs, {colleague(), phone_of(bo)}, 180s});
    return *this;
  }
};

} // namespace

TEST_CASE("a parked caller hears music in a slot, for a time", "[call][B1.3]") {
  resting_call it;
  it.talking_to(anna);
  const auto done = it.give(call_input::park{anna, "71", 120s});
  CHECK(it.state() == caller_state::parked);
  CHECK(ordered<pbx::start_music>(done, caller_leg));
  CHECK(hangs_up(done, leg(1)));
  CHECK(first<parked>(done.events)->slot == "71");
  const auto view = it.subject.view();
  CHECK(view.slot == "71");
  CHECK(view.sender == anna);
  CHECK_FALSE(view.holder);
  CHECK(view.until == it.now + 120s);
  CHECK(it.subject.deadline() == view.until);
}

TEST_CASE("a parked caller whom nobody gets returns to her who parked", "[call][B1.3]") {
  resting_call it;
  it.parked();
  const auto done = it.after(120s, call_input::wake{});
  CHECK(it.state() == caller_state::returning);
  CHECK(first<recalled>(done.events)->reason == recall_reason::timeout);
  CHECK(first<pbx::originate>(done.orders)->endpoint == "phone-anna");
  CHECK_FALSE(it.subject.view().slot);
  it.after(30s, call_input::wake{});
  CHECK(it.state() == caller_state::waiting);
}

TEST_CASE("any receptionist gets a parked caller", "[call][B1.3][B1.5]") {
  resting_call it;
  it.parked();
  const auto by = GENERATE(bo, anna);
  call_decision done;
  SECTION("by picking up") { done = it.give(call_input::pick_up{phone_of(by)}); }
  SECTION("by taking") { done = it.give(call_input::take{phone_of(by)}); }
  CHECK(it.state() == caller_state::returning);
  CHECK(first<picked_up>(done.events)->by == by);
  CHECK(first<pbx::originate>(done.orders)->auto_answer);
  CHECK(it.record().holder == by);
  it.give(call_input::leg_answered{leg(2)});
  CHECK(it.state() == caller_state::talking);
  CHECK_FALSE(it.subject.view().slot);
  CHECK_FALSE(it.subject.deadline());
  CHECK(it.subject.view().transferred == (by == bo));
}

TEST_CASE("who dials the slot at a phone has the parked caller at once", "[call][B1.3]") {
  resting_call it;
  it.parked();
  const auto done = it.give(call_input::join{dialled_in, colleague()});
  CHECK(it.state() == caller_state::talking);
  CHECK(ordered<pbx::answer>(done, dialled_in));
  CHECK(ordered<pbx::add_to_bridge>(done, dialled_in));
  CHECK(ordered<pbx::stop_music>(done, caller_leg));
  CHECK_FALSE(ordered<pbx::stop_ringing_tone>(done, caller_leg));
  CHECK(it.record().other->leg == dialled_in);
  it.give(call_input::leg_gone{dialled_in, leg_cause::hung_up});
  CHECK(it.subject.over());
}

TEST_CASE("who dials the slot too late is turned away", "[call][B1.3][B1.6]") {
  resting_call it;
  it.parked();
  it.give(call_input::join{dialled_in, colleague()});
  const leg_id late{"sip-6"};
  const auto done = it.give(call_input::join{late, phone_of(bo)});
  CHECK(hang_up_of(done, late) == leg_cause::rejected);
  CHECK_FALSE(done.changed);
}

TEST_CASE("a caller who waits for somebody hears music, and is put through when one is free",
          "[call][B1.4]") {
  resting_call it;
  it.talking_to(anna);
  const auto waits =
    it.give(call_input::camp{anna, camp_on::ccbs, {colleague(), phone_of(bo)}, 180s});
  CHECK(it.state() == caller_state::transferring);
  CHECK(ordered<pbx::start_music>(waits, caller_leg));
  CHECK(first<camped_on>(waits.events)->to.name == "Dorte Friis");
  CHECK(it.subject.view().waits_for.size() == 2);
  CHECK(it.subject.view().sender == anna);
  CHECK(it.subject.deadline() == it.now + 180s);
  CHECK(rings_nowhere(it.give(call_input::phone_free{"999"})));

  const auto free = it.after(60s, call_input::phone_free{"phone-bo"});
  CHECK(ordered<pbx::stop_music>(free, caller_leg));
  CHECK(ordered<pbx::start_ringing_tone>(free, caller_leg));
  CHECK(first<pbx::originate>(free.orders)->endpoint == "phone-bo");
  CHECK(it.subject.view().target->name == "bo");
  CHECK(rings_nowhere(it.give(call_input::phone_free{"4321"})));
  it.give(call_input::leg_answered{leg(2)});
  CHECK(it.state() == caller_state::talking);
  CHECK(it.record().holder == bo);
  CHECK_FALSE(it.subject.view().camped);
  CHECK_FALSE(it.subject.deadline());
}

TEST_CASE("when somebody was quicker the caller waits on", "[call][B1.4]") {
  resting_call it;
  it.camped();
  it.give(call_input::phone_free{"4321"});
  const auto done = it.give(call_input::leg_gone{leg(2), leg_cause::busy});
  CHECK(it.state() == caller_state::transferring);
  CHECK(ordered<pbx::start_music>(done, caller_leg));
  CHECK(it.subject.view().camped == camp_on::ccbs);
  CHECK(it.subject.deadline() == it.record().until);
  CHECK_FALSE(rings_nowhere(it.give(call_input::phone_free{"4321"})));
}

TEST_CASE("a colleague who took the ring and was busy does not keep the caller", "[call][B1.4]") {
  resting_call it;
  it.camped();
  it.give(call_input::phone_free{"phone-bo"});
  it.give(call_input::take{phone_of(bo), true});
  CHECK(it.record().holder == bo);
  it.give(call_input::leg_gone{leg(2), leg_cause::busy});
  CHECK_FALSE(it.record().holder);
  CHECK(it.record().sender == anna);
}

TEST_CASE("a caller for whom nobody was free in time returns with the reason", "[call][B1.4]") {
  resting_call it;
  it.camped();
  bool rang = false;
  SECTION("nobody was free") {}
  SECTION("one rang at the very end, and was busy") {
    it.after(179s, call_input::phone_free{"4321"});
    CHECK_FALSE(it.after(2s, call_input::wake{}).changed);
    it.give(call_input::leg_gone{leg(2), leg_cause::busy});
    CHECK(*it.subject.deadline() < it.now);
    rang = true;
  }
  const auto done = it.after(rang ? 0s : 180s, call_input::wake{});
  CHECK(it.state() == caller_state::returning);
  CHECK(first<recalled>(done.events)->reason == recall_reason::timeout);
  CHECK(first<recalled>(done.events)->meant_for.name == "Dorte Friis");
  CHECK(it.record().holder == anna);
  CHECK_FALSE(it.subject.view().camped);
}

TEST_CASE("a free phone that nobody lifts returns the caller", "[call][B1.4]") {
  resting_call it;
  it.camped();
  it.give(call_input::phone_free{"4321"});
  it.after(20s, call_input::wake{});
  CHECK(it.state() == caller_state::returning);
  CHECK(it.record().returned == recall_reason::no_answer);
}

TEST_CASE("a phone that is free is rung, whatever it was set to when the wait began",
          "[call][B1.4]") {
  resting_call it;
  it.talking_to(anna);
  auto quiet = colleague();
  quiet.do_not_disturb = true;
  it.give(call_input::camp{anna, camp_on::ccbs, {quiet}, 180s});
  CHECK_FALSE(rings_nowhere(it.give(call_input::phone_free{"4321"})));
}

TEST_CASE("a caller who rests can be pulled back, and leaves nothing behind", "[call][S4.2]") {
  resting_call it;
  const int how = GENERATE(0, 1, 2);
  if (how == 0)
    it.parked();
  else
    it.camped();
  if (how == 2)
    it.give(call_input::phone_free{"4321"});
  SECTION("she gets the caller") {
    const auto done = it.give(call_input::pull_back{anna});
    CHECK(it.state() == caller_state::returning);
    CHECK_FALSE(it.subject.view().slot);
    CHECK_FALSE(it.subject.view().camped);
    CHECK_FALSE(it.subject.view().until);
    CHECK(first<pbx::originate>(done.orders)->endpoint == "phone-anna");
  }
  SECTION("the caller hangs up") {
    it.give(call_input::leg_gone{caller_leg, leg_cause::hung_up});
    CHECK(it.subject.over());
    CHECK_FALSE(it.subject.deadline());
  }
}

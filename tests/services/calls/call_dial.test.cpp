#include "tests/services/calls/call_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

namespace {

const leg_id handset{"sip-9"};

struct dialled_call : call_at_work {
  dialled_call() {
    subject = call{call_record{
      .id = call_id{"hq.1.7"}, .site = site_id{"hq"}, .direction = call_direction::outbound}};
  }
  dialled_call& with_callback() {
    give(call_input::dial{phone_of(anna), colleague()});
    return *this;
  }
  dialled_call& at_handset() {
    give(call_input::dial{phone_of(anna), colleague(), handset});
    return *this;
  }
};

} // namespace

TEST_CASE("a number dialled on the screen rings the own phone first, then the other",
          "[call][S1.3]") {
  dialled_call it;
  const auto own = it.give(call_input::dial{phone_of(anna), colleague()});
  CHECK(it.state() == caller_state::initiated);
  const auto* const rung = first<pbx::originate>(own.orders);
  REQUIRE(rung != nullptr);
  CHECK(rung->endpoint == "phone-anna");
  CHECK(rung->auto_answer);
  CHECK(rung->shown.name == "Dorte Friis");
  CHECK(first<service_initiated>(own.events) != nullptr);
  CHECK(it.record().holder == anna);

  const auto other = it.give(call_input::leg_answered{leg(1)});
  CHECK(it.state() == caller_state::initiated);
  CHECK(ordered<pbx::start_ringing_tone>(other, leg(1)));
  REQUIRE(first<pbx::originate>(other.orders) != nullptr);
  CHECK(first<pbx::originate>(other.orders)->endpoint == "4321");
  CHECK(first<pbx::originate>(other.orders)->shown.name == "anna");
  CHECK(first<pbx::originate>(other.orders)->for_leg == leg(1));

  const auto done = it.give(call_input::leg_answered{leg(2)});
  CHECK(it.state() == caller_state::talking);
  CHECK(ordered<pbx::stop_ringing_tone>(done, leg(1)));
  CHECK_FALSE(ordered<pbx::stop_ringing_tone>(done, leg(2)));
  CHECK(ordered<pbx::add_to_bridge>(done, leg(1)));
  CHECK(ordered<pbx::add_to_bridge>(done, leg(2)));
  CHECK(it.subject.view().caller.name == "Dorte Friis");
  CHECK_FALSE(it.subject.deadline());
}

TEST_CASE("a call dialled at a phone rings the other, and is answered when that answers",
          "[call][S1.3]") {
  dialled_call it;
  const auto rung = it.give(call_input::dial{phone_of(anna), colleague(), handset});
  CHECK(ordered<pbx::start_ringing_tone>(rung, handset));
  CHECK(first<pbx::originate>(rung.orders)->endpoint == "4321");
  CHECK_FALSE(ordered<pbx::answer>(rung, handset));
  const auto done = it.give(call_input::leg_answered{leg(1)});
  CHECK(ordered<pbx::answer>(done, handset));
  CHECK(ordered<pbx::add_to_bridge>(done, handset));
  CHECK(it.state() == caller_state::talking);
}

TEST_CASE("a dialled call is held and sent on like any other", "[call][S1.3][S1.4][S1.5]") {
  dialled_call it;
  it.with_callback();
  it.give(call_input::leg_answered{leg(1)});
  it.give(call_input::leg_answered{leg(2)});
  CHECK(ordered<pbx::start_music>(it.give(call_input::hold{anna}), leg(2)));
  it.give(call_input::transfer{anna, phone_of(bo)});
  CHECK(it.state() == caller_state::transferring);
  it.give(call_input::leg_answered{leg(3)});
  CHECK(it.record().holder == bo);
  CHECK(it.record().sender == anna);
}

TEST_CASE("a dialled call whose own phone does not answer is over", "[call][S1.3]") {
  dialled_call it;
  it.with_callback();
  call_decision done;
  SECTION("it is away") { done = it.give(call_input::leg_gone{leg(1), leg_cause::unreachable}); }
  SECTION("nobody lifts it") {
    done = it.after(30s, call_input::wake{});
    CHECK(hangs_up(done, leg(1)));
  }
  SECTION("she changes her mind") {
    done = it.give(call_input::end{anna});
    CHECK(hangs_up(done, leg(1)));
  }
  CHECK(it.subject.over());
  CHECK_FALSE(it.subject.deadline());
}

TEST_CASE("a dialled call that nobody answers is over, and her phone hears why", "[call][S1.3]") {
  dialled_call it;
  const bool callback = GENERATE(true, false);
  const auto own = callback ? leg(1) : handset;
  const auto other = callback ? leg(2) : leg(1);
  if (callback)
    it.with_callback().give(call_input::leg_answered{own});
  else
    it.at_handset();
  SECTION("busy") {
    CHECK(hang_up_of(it.give(call_input::leg_gone{other, leg_cause::busy}), own) ==
          leg_cause::busy);
  }
  SECTION("no answer") {
    const auto done = it.after(20s, call_input::wake{});
    CHECK(hang_up_of(done, own) == leg_cause::no_answer);
    CHECK(hangs_up(done, other));
  }
  SECTION("she puts the receiver down") {
    const auto done = it.give(call_input::leg_gone{own, leg_cause::hung_up});
    CHECK(hangs_up(done, other));
    CHECK(first<call_cleared>(done.events)->outcome == call_outcome::abandoned);
  }
  SECTION("she ends it on the screen") {
    const auto done = it.give(call_input::end{anna});
    CHECK(hangs_up(done, own));
    CHECK(hangs_up(done, other));
  }
  CHECK(it.subject.over());
}

TEST_CASE("do-not-disturb answers who dials with busy", "[call][S1.3]") {
  dialled_call it;
  auto to = colleague();
  to.do_not_disturb = true;
  const auto done = it.give(call_input::dial{phone_of(anna), to, handset});
  CHECK(hang_up_of(done, handset) == leg_cause::busy);
  CHECK(it.subject.over());
}

TEST_CASE("a phone whose owner asks for it rings in spite of its own do-not-disturb",
          "[call][S1.1][S1.3]") {
  auto own = phone_of(anna);
  own.do_not_disturb = true;
  own.detours = {{.from = 0, .on = forwarding_type::immediate, .endpoint = "4321"}};
  dialled_call dials;
  CHECK(first<pbx::originate>(dials.give(call_input::dial{own, colleague()}).orders)->endpoint ==
        "phone-anna");
  call_at_work takes;
  takes.waiting();
  CHECK(first<pbx::originate>(takes.give(call_input::take{own}).orders)->endpoint == "phone-anna");
}

TEST_CASE("nobody takes or picks up what is being dialled", "[call][S1.3]") {
  dialled_call it;
  it.at_handset();
  CHECK(it.give(call_input::take{phone_of(bo)}).refused);
  CHECK(it.give(call_input::pick_up{phone_of(bo)}).refused->reason == error_reason::wrong_state);
  const leg_id stranger{"sip-3"};
  CHECK(hang_up_of(it.give(call_input::join{stranger, phone_of(bo)}), stranger) ==
        leg_cause::rejected);
  CHECK(it.state() == caller_state::initiated);
}

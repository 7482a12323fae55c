#include "tests/services/calls/call_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

TEST_CASE("the phone's own hold key holds, and the PBX plays the music", "[call][S1.5]") {
  call_at_work it;
  it.talking_to(anna);
  const auto done = it.give(call_input::leg_held{leg(1)});
  CHECK(it.state() == caller_state::held);
  CHECK(done.orders.empty());
  CHECK(first<held>(done.events) != nullptr);
  CHECK(it.give(call_input::retrieve{anna}).refused->detail ==
        "it is held at the phone, and comes back there");
  CHECK(it.give(call_input::consult{anna, colleague()}).refused);
  SECTION("the key gets the caller back") {
    const auto back = it.give(call_input::leg_retrieved{leg(1)});
    CHECK(it.state() == caller_state::talking);
    CHECK(back.orders.empty());
    CHECK(first<retrieved>(back.events) != nullptr);
  }
  SECTION("the receiver goes down: our music, until she gets the caller back") {
    const auto down = it.give(call_input::leg_gone{leg(1), leg_cause::hung_up});
    CHECK(it.state() == caller_state::held);
    CHECK(ordered<pbx::start_music>(down, caller_leg));
    CHECK(it.subject.deadline());
    CHECK_FALSE(it.give(call_input::retrieve{anna}).refused);
  }
  SECTION("sent on from there") {
    const auto sent = it.give(call_input::transfer{anna, colleague()});
    CHECK(ordered<pbx::remove_from_bridge>(sent, caller_leg));
    CHECK(ordered<pbx::start_ringing_tone>(sent, caller_leg));
  }
}

TEST_CASE("another leg's hold key changes nothing", "[call]") {
  call_at_work it;
  it.talking_to(anna);
  CHECK_FALSE(it.give(call_input::leg_held{caller_leg}).changed);
  CHECK_FALSE(it.give(call_input::leg_retrieved{leg(1)}).changed);
}

TEST_CASE("the transfer key sends a call on like the screen does", "[call][S1.4][B1.2]") {
  call_at_work it;
  it.talking_to(anna);
  const auto done = it.give(call_input::refer{leg(1), colleague()});
  CHECK(it.state() == caller_state::transferring);
  CHECK(hangs_up(done, leg(1)));
  CHECK(first<transferred>(done.events)->by == anna);
  CHECK(it.record().sender == anna);
  it.give(call_input::leg_gone{leg(2), leg_cause::busy});
  CHECK(it.state() == caller_state::returning);
  CHECK(it.record().holder == anna);
}

TEST_CASE("a colleague who sends a call further gets it back, and she who sent it follows it",
          "[call][S4.1][S4.2][B1.2]") {
  call_at_work it;
  it.sent_on_by(anna);
  it.give(call_input::leg_answered{leg(2)});
  const auto done = it.give(call_input::refer{leg(2), phone_of(bo)});
  CHECK(it.state() == caller_state::transferring);
  CHECK_FALSE(first<transferred>(done.events)->by);
  CHECK(first<transferred>(done.events)->from.name == "Dorte Friis");
  CHECK(it.record().sender == anna);
  SECTION("nobody takes it: it returns to the colleague") {
    const auto back = it.give(call_input::leg_gone{leg(3), leg_cause::busy});
    CHECK(first<pbx::originate>(back.orders)->endpoint == "4321");
    CHECK(it.state() == caller_state::returning);
    CHECK(it.record().sender == anna);
    it.give(call_input::leg_gone{leg(4), leg_cause::no_answer});
    CHECK(it.state() == caller_state::waiting);
    CHECK(it.record().sender == anna);
  }
  SECTION("she pulls it back, to her own phone") {
    const auto back = it.give(call_input::pull_back{anna});
    CHECK(first<pbx::originate>(back.orders)->endpoint == "phone-anna");
    CHECK(it.record().holder == anna);
  }
}

TEST_CASE("who has called may send on by the transfer key too", "[call][S1.4]") {
  call_at_work it;
  it.subject = call{call_record{.id = call_id{"hq.1.7"},
                                .site = site_id{"hq"},
                                .direction = call_direction::internal,
                                .caller = {"2001", "Eva Lund"},
                                .caller_leg = caller_leg}};
  it.give(call_input::start{colleague()});
  it.give(call_input::leg_answered{leg(1)});
  const auto done = it.give(call_input::refer{caller_leg, phone_of(bo)});
  CHECK(it.state() == caller_state::transferring);
  CHECK(hangs_up(done, caller_leg));
  CHECK_FALSE(hangs_up(done, leg(1)));
  CHECK(ordered<pbx::start_ringing_tone>(done, leg(1)));
  CHECK(it.subject.view().caller.name == "Dorte Friis");
  it.give(call_input::leg_answered{leg(2)});
  CHECK(it.state() == caller_state::talking);
  CHECK(it.record().holder == bo);
  it.give(call_input::leg_gone{leg(1), leg_cause::hung_up});
  CHECK(it.subject.over());
}

TEST_CASE("the transfer key during a consultation, or of a stranger's leg, changes nothing",
          "[call]") {
  call_at_work it;
  it.consulted();
  CHECK_FALSE(it.give(call_input::refer{leg(1), colleague()}).changed);
  CHECK_FALSE(it.give(call_input::refer{caller_leg, colleague()}).changed);
  CHECK_FALSE(it.give(call_input::refer{leg(7), colleague()}).changed);
}

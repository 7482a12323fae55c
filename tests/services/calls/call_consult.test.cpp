#include "tests/services/calls/call_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

TEST_CASE("who asks somebody holds the caller and hears the ring", "[call][B1.1]") {
  call_at_work it;
  it.talking_to(anna);
  const auto done = it.give(call_input::consult{anna, colleague()});
  CHECK(it.state() == caller_state::held);
  CHECK(ordered<pbx::start_music>(done, caller_leg));
  CHECK(ordered<pbx::start_ringing_tone>(done, leg(1)));
  const auto* const rung = first<pbx::originate>(done.orders);
  REQUIRE(rung != nullptr);
  CHECK(rung->endpoint == "4321");
  CHECK(rung->shown.name == "anna"); // it is she who calls
  CHECK(first<held>(done.events) != nullptr);
  CHECK(it.subject.deadline() == it.now + 20s);
  CHECK(it.subject.view().consulting->name == "Dorte Friis");
  CHECK(it.subject.view().consultation == connection_state::alerting);
  CHECK(it.subject.view().offered_to.empty());
  CHECK(it.give(call_input::consult{anna, colleague()}).refused->detail ==
        "somebody is being consulted already");
}

TEST_CASE("the one consulted who answers talks with her, not with the caller", "[call][B1.1]") {
  call_at_work it;
  it.consulting();
  const auto done = it.give(call_input::leg_answered{leg(2)});
  CHECK(it.state() == caller_state::held);
  CHECK(ordered<pbx::stop_ringing_tone>(done, leg(1)));
  CHECK(ordered<pbx::add_to_bridge>(done, leg(2)));
  CHECK_FALSE(ordered<pbx::add_to_bridge>(done, caller_leg));
  CHECK(first<established>(done.events)->device.name == "Dorte Friis");
  CHECK(it.subject.view().consultation == connection_state::connected);
  CHECK(it.record().holder == anna);
  CHECK_FALSE(it.subject.deadline());
}

TEST_CASE("she goes between the two, and the other one hears music", "[call][B1.1]") {
  call_at_work it;
  it.consulted();
  const auto to_caller = it.give(call_input::swap{anna});
  CHECK(it.state() == caller_state::talking);
  CHECK(ordered<pbx::add_to_bridge>(to_caller, caller_leg));
  CHECK(ordered<pbx::remove_from_bridge>(to_caller, leg(2)));
  CHECK(ordered<pbx::start_music>(to_caller, leg(2)));
  CHECK(it.subject.view().consultation == connection_state::hold);
  const auto back = it.give(call_input::swap{anna});
  CHECK(it.state() == caller_state::held);
  CHECK(ordered<pbx::start_music>(back, caller_leg));
  CHECK(ordered<pbx::stop_music>(back, leg(2)));
  CHECK(ordered<pbx::add_to_bridge>(back, leg(2)));
}

TEST_CASE("what she retrieves is the caller, also while both wait", "[call][B1.1]") {
  call_at_work it;
  it.consulted();
  SECTION("while she talks with the one consulted") {}
  SECTION("while both wait") {
    it.give(call_input::swap{anna});
    it.give(call_input::hold{anna});
  }
  const auto done = it.give(call_input::retrieve{anna});
  CHECK(it.state() == caller_state::talking);
  CHECK(ordered<pbx::add_to_bridge>(done, caller_leg));
  CHECK(it.subject.view().consultation == connection_state::hold);
}

TEST_CASE("in a conference all three talk", "[call][B1.1][B1.5]") {
  call_at_work it;
  it.consulted();
  if (const bool from_caller = GENERATE(false, true); from_caller)
    it.give(call_input::swap{anna});
  const auto done = it.give(call_input::conference{anna});
  CHECK(it.state() == caller_state::talking);
  CHECK(it.subject.view().conference);
  CHECK(first<conferenced>(done.events)->added.name == "Dorte Friis");
  CHECK_FALSE(it.give(call_input::conference{anna}).changed);

  SECTION("she leaves by her receiver, the two go on") {
    const auto left = it.give(call_input::leg_gone{leg(1), leg_cause::hung_up});
    CHECK(it.state() == caller_state::talking);
    CHECK_FALSE(hangs_up(left, caller_leg));
    CHECK_FALSE(hangs_up(left, leg(2)));
    CHECK(it.record().other->leg == leg(2));
  }
  SECTION("the one added leaves, she and the caller go on") {
    it.give(call_input::leg_gone{leg(2), leg_cause::hung_up});
    CHECK(it.state() == caller_state::talking);
    CHECK_FALSE(it.subject.view().consulting);
    CHECK(it.give(call_input::hold{anna}).changed);
  }
  SECTION("she holds the caller and talks on with the one added") {
    it.give(call_input::hold{anna});
    CHECK(it.state() == caller_state::held);
    CHECK_FALSE(it.subject.view().conference);
    CHECK(it.subject.view().consultation == connection_state::connected);
  }
  SECTION("she ends it for all") {
    const auto over = it.give(call_input::end{anna});
    CHECK(hangs_up(over, caller_leg));
    CHECK(hangs_up(over, leg(1)));
    CHECK(hangs_up(over, leg(2)));
    CHECK(it.subject.over());
  }
}

TEST_CASE("a completed transfer leaves the caller with the one consulted", "[call][B1.1][S4.1]") {
  call_at_work it;
  it.consulted();
  call_decision done;
  SECTION("by command") {
    done = it.give(call_input::complete{anna});
    CHECK(hangs_up(done, leg(1)));
  }
  SECTION("by command, from the caller") {
    it.give(call_input::swap{anna});
    done = it.give(call_input::complete{anna});
    CHECK(ordered<pbx::stop_music>(done, leg(2)));
    CHECK(ordered<pbx::add_to_bridge>(done, leg(2)));
  }
  SECTION("by putting the receiver down") {
    done = it.give(call_input::leg_gone{leg(1), leg_cause::hung_up});
  }
  CHECK(it.state() == caller_state::talking);
  CHECK(it.record().other->leg == leg(2));
  CHECK(first<transferred>(done.events)->by == anna);
  CHECK(it.record().sender == anna);
  CHECK_FALSE(it.record().holder);
  CHECK(it.subject.view().transferred);

  const auto back = it.give(call_input::pull_back{anna});
  CHECK(hangs_up(back, leg(2)));
  CHECK(first<pbx::originate>(back.orders)->endpoint == "phone-anna");
}

TEST_CASE("completed while it still rings is a transfer that returns", "[call][B1.1][B1.2]") {
  call_at_work it;
  it.consulting();
  const bool by_command = GENERATE(true, false);
  const auto done = by_command ? it.give(call_input::complete{anna})
                               : it.give(call_input::leg_gone{leg(1), leg_cause::hung_up});
  CHECK(it.state() == caller_state::transferring);
  CHECK(ordered<pbx::start_ringing_tone>(done, caller_leg));
  CHECK(first<pbx::originate>(done.orders) == nullptr); // the ring goes on
  CHECK_FALSE(hangs_up(done, leg(2)));
  SECTION("answered") {
    it.give(call_input::leg_answered{leg(2)});
    CHECK(it.state() == caller_state::talking);
  }
  SECTION("not answered") {
    it.after(20s, call_input::wake{});
    CHECK(it.state() == caller_state::returning);
    CHECK(it.record().returned == recall_reason::no_answer);
    CHECK(it.record().holder == anna);
  }
}

TEST_CASE("a cancelled consultation gets the caller back", "[call][B1.1]") {
  call_at_work it;
  it.consulting();
  if (const bool answered = GENERATE(false, true); answered)
    it.give(call_input::leg_answered{leg(2)});
  call_decision done;
  SECTION("cancelled") { done = it.give(call_input::cancel_consult{anna}); }
  SECTION("ended: what ends is the conversation she is in") {
    done = it.give(call_input::end{anna});
  }
  CHECK(hangs_up(done, leg(2)));
  CHECK_FALSE(hangs_up(done, leg(1)));
  CHECK(it.state() == caller_state::talking);
  CHECK(ordered<pbx::stop_music>(done, caller_leg));
  CHECK_FALSE(it.subject.view().consulting);
  CHECK(it.give(call_input::cancel_consult{anna}).refused->detail == "nobody is consulted");
}

TEST_CASE("who cannot be asked leaves her with the held caller", "[call][B1.1]") {
  call_at_work it;
  call_decision done;
  SECTION("busy") {
    it.consulting();
    done = it.give(call_input::leg_gone{leg(2), leg_cause::busy});
  }
  SECTION("no answer") {
    it.consulting();
    done = it.after(20s, call_input::wake{});
    CHECK(hangs_up(done, leg(2)));
  }
  SECTION("hangs up during the talk") {
    it.consulted();
    done = it.give(call_input::leg_gone{leg(2), leg_cause::hung_up});
  }
  CHECK(it.state() == caller_state::held);
  CHECK_FALSE(it.subject.view().consulting);
  CHECK_FALSE(hangs_up(done, leg(1)));
  CHECK(it.give(call_input::complete{anna}).refused->detail == "nobody is consulted");
  const auto back = it.give(call_input::retrieve{anna});
  CHECK(ordered<pbx::add_to_bridge>(back, caller_leg));
  CHECK(it.state() == caller_state::talking);
}

TEST_CASE("when the caller hangs up she talks on with the one consulted", "[call][B1.1]") {
  call_at_work it;
  it.consulted();
  bool waits = false;
  SECTION("while they talk") {}
  SECTION("while the one consulted waits") {
    it.give(call_input::swap{anna});
    waits = true;
  }
  SECTION("in a conference") { it.give(call_input::conference{anna}); }
  const auto done = it.give(call_input::leg_gone{caller_leg, leg_cause::hung_up});
  CHECK(it.state() == caller_state::talking);
  CHECK(ordered<pbx::stop_music>(done, leg(2)) == waits);
  CHECK_FALSE(hangs_up(done, leg(1)));
  CHECK_FALSE(hangs_up(done, leg(2)));
  CHECK(it.subject.view().caller.name == "Dorte Friis");
  CHECK(it.record().holder == anna);
  it.give(call_input::leg_gone{leg(1), leg_cause::hung_up});
  CHECK(it.subject.over());
}

TEST_CASE("when the caller hangs up while she waits for an answer, all is over", "[call][B1.1]") {
  call_at_work it;
  it.consulting();
  const auto done = it.give(call_input::leg_gone{caller_leg, leg_cause::hung_up});
  CHECK(it.subject.over());
  CHECK(hangs_up(done, leg(1)));
  CHECK(hangs_up(done, leg(2)));
}

TEST_CASE("a colleague at a desk who is consulted does not get the call by answering",
          "[call][B1.1]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::consult{anna, phone_of(bo)});
  CHECK(ordered<pbx::press_answer>(it.give(call_input::take{phone_of(bo), true}), leg(2)));
  CHECK(it.record().holder == anna);
  it.give(call_input::leg_answered{leg(2)});
  CHECK(it.record().holder == anna);
  it.give(call_input::complete{anna});
  CHECK(it.record().holder == bo);
  CHECK(it.record().sender == anna);
}

TEST_CASE("a colleague who has taken the ring has the call when she puts the receiver down",
          "[call][B1.1]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::consult{anna, phone_of(bo)});
  it.give(call_input::take{phone_of(bo), true});
  it.give(call_input::leg_gone{leg(1), leg_cause::hung_up});
  CHECK(it.state() == caller_state::transferring);
  CHECK(it.record().holder == bo);
  CHECK(it.give(call_input::pick_up{phone_of(user_id{"carl"})}).refused->who == "bo");
}

TEST_CASE("when the caller and the one consulted are gone with the link, so is the call",
          "[call][B1.1][B1.9]") {
  call_at_work it;
  it.consulted();
  const auto done = it.give(there({leg(1)}));
  CHECK(it.subject.over());
  CHECK(hangs_up(done, leg(1)));
}

#include "tests/services/calls/call_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

namespace {

const leg_id handset{"sip-9"};
const call_id first_call{"hq.1.7"};

/// She talks with Ida on one line of her phone, and has dialled Dorte on the other.
struct two_lines {
  call_at_work ida;
  call_at_work dorte;

  two_lines() {
    ida.talking_to(anna);
    dorte.subject = call{call_record{.id = call_id{"hq.1.8"},
                                     .site = site_id{"hq"},
                                     .direction = call_direction::internal,
                                     .arrived_legs = {handset}}};
    dorte.give(call_input::dial{phone_of(anna), colleague(), handset});
  }
  call_decision join() { return dorte.give(call_input::give{handset, first_call, leg(1)}); }
};

const leg_id dortes{"hq.1.8.1"};

} // namespace

TEST_CASE("a phone that joins its two calls leaves both, and the two it talked with stay",
          "[call][B1.1]") {
  two_lines it;
  it.dorte.give(call_input::leg_answered{dortes});
  it.ida.give(call_input::leg_held{leg(1)});
  const auto given = it.join();
  REQUIRE(given.given);
  CHECK(given.given->to == first_call);
  CHECK(given.given->who.leg == dortes);
  CHECK(hangs_up(given, handset));
  CHECK_FALSE(hangs_up(given, dortes));
  CHECK(it.dorte.subject.over());

  const auto taken = it.ida.give(call_input::receive{leg(1), given.given->who});
  CHECK(it.ida.state() == caller_state::talking);
  CHECK(hangs_up(taken, leg(1)));
  CHECK(ordered<pbx::add_to_bridge>(taken, dortes));
  CHECK(first<transferred>(taken.events)->by == anna);
  CHECK(it.ida.record().sender == anna);
  CHECK(it.ida.subject.view().talking_to->name == "Dorte Friis");

  SECTION("it is the first call's leg from now on, also after a restart") {
    const auto back = it.ida.give(there({caller_leg, dortes}));
    CHECK(it.ida.state() == caller_state::talking);
    CHECK_FALSE(hangs_up(back, dortes));
    it.ida.give(call_input::leg_gone{dortes, leg_cause::hung_up});
    CHECK(it.ida.subject.over());
  }
  SECTION("the second call is settled once its handset is gone") {
    CHECK_FALSE(it.dorte.subject.settled());
    it.dorte.give(call_input::leg_gone{handset, leg_cause::hung_up});
    CHECK(it.dorte.subject.settled());
  }
}

TEST_CASE("joined while the other still rings, he is rung by the first call, and it returns",
          "[call][B1.1][B1.2]") {
  two_lines it;
  const auto given = it.join();
  REQUIRE(given.given);
  CHECK(given.given->who.leg.empty());
  CHECK(hangs_up(given, dortes));
  const auto taken = it.ida.give(call_input::receive{leg(1), given.given->who});
  CHECK(it.ida.state() == caller_state::transferring);
  CHECK(first<pbx::originate>(taken.orders)->endpoint == "4321");
  it.ida.give(call_input::leg_gone{leg(2), leg_cause::busy});
  CHECK(it.ida.state() == caller_state::returning);
}

TEST_CASE("somebody who is given to a call that is over is hung up", "[call][B1.9]") {
  two_lines it;
  it.dorte.give(call_input::leg_answered{dortes});
  const auto given = it.join();
  it.ida.give(call_input::leg_gone{caller_leg, leg_cause::hung_up});
  const auto late = it.ida.give(call_input::receive{leg(1), given.given->who});
  CHECK(hangs_up(late, dortes));
  CHECK(late.orders.size() == 1);
}

TEST_CASE("a leg that is not the phone's joins nothing", "[call]") {
  two_lines it;
  it.dorte.give(call_input::leg_answered{dortes});
  const auto done = it.dorte.give(call_input::give{leg_id{"sip-77"}, first_call, leg(1)});
  CHECK_FALSE(done.given);
  CHECK_FALSE(done.changed);
}

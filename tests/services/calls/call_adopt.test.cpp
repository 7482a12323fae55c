#include "tests/services/calls/call_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

namespace {

pbx::leg_now up(const leg_id& x, std::optional<bridge_id> bridge = {}) {
  return {.leg = x, .answered = true, .bridge = std::move(bridge)};
}

} // namespace

TEST_CASE("a call of which all is there goes on as it was", "[call][B1.9]") {
  call_at_work it;
  it.talking_to(anna);
  const auto bridge = it.record().bridge;
  const auto done = it.give(call_input::adopt{{up(caller_leg, bridge), up(leg(1), bridge)}});
  CHECK_FALSE(done.changed);
  CHECK(done.events.empty());
  CHECK_FALSE(ordered<pbx::add_to_bridge>(done, caller_leg));
  CHECK_FALSE(hangs_up(done, leg(1)));
}

TEST_CASE("a caller who is gone when the link is back, and was never answered, is lost",
          "[call][B1.9]") {
  call_at_work it;
  it.waiting();
  const auto done = it.after(9s, call_input::adopt{});
  CHECK(first<call_cleared>(done.events)->outcome == call_outcome::lost);
  CHECK(first<abandoned>(done.events)->queue == main_queue);
}

TEST_CASE("a caller who is gone after an answer was answered", "[call][B1.9]") {
  call_at_work it;
  it.talking_to(anna);
  const auto done = it.give(there({leg(1)}));
  CHECK(first<call_cleared>(done.events)->outcome == call_outcome::answered);
  CHECK(hangs_up(done, leg(1)));
}

TEST_CASE("a ring that is gone when the link is back has failed", "[call][B1.9]") {
  call_at_work it;
  it.sent_on_by(anna);
  it.give(call_input::leg_ringing{leg(2)});
  const auto done = it.give(there({caller_leg}));
  CHECK(it.state() == caller_state::returning);
  CHECK(it.record().returned == recall_reason::unreachable);
  CHECK(first<pbx::originate>(done.orders)->endpoint == "phone-anna");
}

TEST_CASE("a ring that was never heard of is ordered again", "[call][B1.9]") {
  call_at_work it;
  it.sent_on_by(anna);
  const auto done = it.after(5s, there({caller_leg}));
  CHECK(it.state() == caller_state::transferring);
  REQUIRE(first<pbx::originate>(done.orders) != nullptr);
  CHECK(first<pbx::originate>(done.orders)->endpoint == "4321");
  CHECK(it.record().attempts.at(0).leg == first<pbx::originate>(done.orders)->leg);
}

TEST_CASE("an end that was not carried out is not forgotten", "[call][B1.9]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::end{anna});
  CHECK(it.subject.over());
  CHECK_FALSE(it.subject.settled());
  SECTION("until the caller's leg is gone") { it.give(call_input::leg_gone{caller_leg}); }
  SECTION("nor after the service was away") {
    CHECK(hangs_up(it.give(there({caller_leg})), caller_leg));
    CHECK_FALSE(it.subject.settled());
    it.give(there({}));
  }
  CHECK(it.subject.settled());
}

TEST_CASE("a counterpart who is gone ends the call", "[call][B1.9]") {
  call_at_work it;
  it.talking_to(anna);
  CHECK(hangs_up(it.give(there({caller_leg})), caller_leg));
  CHECK(it.subject.over());
}

TEST_CASE("a held caller whose receptionist's leg is gone rings her anew", "[call][B1.9]") {
  call_at_work it;
  it.talking_to(anna);
  it.give(call_input::hold{anna});
  it.give(there({caller_leg}));
  CHECK(it.state() == caller_state::returning);
  CHECK(it.record().attempts.at(0).leg == leg(2));
}

TEST_CASE("a leg of its own that should be gone is taken down", "[call][B1.9]") {
  call_at_work it;
  it.talking_to(anna);
  const auto done = it.give(there({caller_leg, leg(1), leg(9)}));
  CHECK(hangs_up(done, leg(9)));
  CHECK_FALSE(it.subject.over());
  // Also when the call is over and the hang-up was lost: the caller's own leg too.
  it.give(call_input::end{anna});
  const auto late = it.give(there({caller_leg, leg(1)}));
  CHECK(hangs_up(late, caller_leg));
  CHECK(hangs_up(late, leg(1)));
}

TEST_CASE("a bridge of its own that should be gone is taken down", "[call][B1.9]") {
  call_at_work it;
  it.talking_to(anna);
  const auto bridge = it.record().bridge.value();
  const auto all = std::vector{up(caller_leg, bridge), up(leg(1), bridge)};
  CHECK(first<pbx::destroy_bridge>(it.give(call_input::adopt{all, {bridge}}).orders) == nullptr);
  const bridge_id old{bridge.value + "0"};
  const auto done = it.give(call_input::adopt{all, {old, bridge}});
  REQUIRE(first<pbx::destroy_bridge>(done.orders) != nullptr);
  CHECK(first<pbx::destroy_bridge>(done.orders)->bridge == old);
}

TEST_CASE("the music of a phone's own hold key is left alone", "[call][B1.9][S1.5]") {
  call_at_work it;
  it.talking_to(anna);
  const auto bridge = it.record().bridge;
  it.give(call_input::leg_held{leg(1)});
  const call_input::adopt all{{up(caller_leg, bridge), up(leg(1), bridge)}, {bridge.value()}};
  const auto done = it.give(all);
  CHECK_FALSE(ordered<pbx::stop_music>(done, caller_leg));
  CHECK_FALSE(ordered<pbx::stop_ringing_tone>(done, caller_leg));
  it.give(call_input::leg_retrieved{leg(1)});
  CHECK(ordered<pbx::stop_music>(it.give(all), caller_leg));
}

TEST_CASE("an answer that nobody heard of connects", "[call][B1.9]") {
  call_at_work it;
  it.sent_on_by(anna);
  const auto done = it.give(there({caller_leg, leg(2)}));
  CHECK(it.state() == caller_state::talking);
  CHECK(first<established>(done.events)->device.name == "Dorte Friis");
}

TEST_CASE("orders that were lost are given again", "[call][B1.9]") {
  call_at_work it;
  SECTION("the answer and the music of a waiting caller") {
    it.waiting();
    const auto done = it.give(call_input::adopt{{{.leg = caller_leg}}});
    CHECK_FALSE(done.changed);
    CHECK(ordered<pbx::answer>(done, caller_leg));
    CHECK(ordered<pbx::start_music>(done, caller_leg));
  }
  SECTION("the bridge of two who talk") {
    it.talking_to(anna);
    const auto done = it.give(there({caller_leg, leg(1)}));
    CHECK(first<pbx::create_bridge>(done.orders) != nullptr);
    CHECK(ordered<pbx::stop_music>(done, caller_leg));
    CHECK(ordered<pbx::add_to_bridge>(done, caller_leg));
    CHECK(ordered<pbx::add_to_bridge>(done, leg(1)));
  }
  SECTION("the way out of the bridge of one who is held") {
    it.talking_to(anna);
    const auto bridge = it.record().bridge;
    it.give(call_input::hold{anna});
    const auto done = it.give(call_input::adopt{{up(caller_leg, bridge), up(leg(1), bridge)}});
    CHECK(ordered<pbx::remove_from_bridge>(done, caller_leg));
    CHECK(ordered<pbx::start_music>(done, caller_leg));
    CHECK_FALSE(ordered<pbx::remove_from_bridge>(done, leg(1)));
  }
  SECTION("also when a leg that should be gone is taken down at the same time") {
    it.waiting();
    const auto done = it.give(there({caller_leg, leg(9)}));
    CHECK(hangs_up(done, leg(9)));
    CHECK(ordered<pbx::start_music>(done, caller_leg));
  }
  SECTION("what she and the one she consulted hear") {
    it.talking_to(anna);
    it.give(call_input::consult{anna, colleague()});
    const auto asks = it.give(there({caller_leg, leg(1), leg(2)}));
    CHECK(it.record().consulted);
    CHECK(ordered<pbx::start_ringing_tone>(asks, leg(1)));
    it.give(call_input::swap{anna});
    const auto done = it.give(there({caller_leg, leg(1), leg(2)}));
    CHECK(ordered<pbx::start_music>(done, leg(2)));
    CHECK(ordered<pbx::stop_ringing_tone>(done, leg(1)));
    CHECK_FALSE(ordered<pbx::add_to_bridge>(done, leg(2)));
  }
}

#include "protocol/codec.hpp"
#include "tests/services/calls/call_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

namespace {

destination without_headset(const user_id& x) {
  auto result = phone_of(x);
  result.headset = false;
  return result;
}

destination locked(const user_id& x) {
  auto result = phone_of(x);
  result.address = "10.0.0.5";
  return result;
}

} // namespace

TEST_CASE("without a headset a call that is taken rings the phone, and is answered there",
          "[call][S16.4]") {
  call_at_work it;
  it.waiting();
  const auto done = it.give(call_input::take{without_headset(anna), true});
  REQUIRE(first<pbx::originate>(done.orders));
  CHECK_FALSE(first<pbx::originate>(done.orders)->auto_answer);
  CHECK(it.state() == caller_state::offered);
  CHECK(it.record().holder == anna);
  // It is hers all the same: it goes nowhere else, and another learns who has it.
  CHECK(it.give(call_input::take{phone_of(bo)}).refused->who == "anna");
  it.give(call_input::leg_answered{leg(1)});
  CHECK(it.state() == caller_state::talking);
}

TEST_CASE("without a headset a phone that rings already rings on when its owner takes the call",
          "[call][S16.4]") {
  call_at_work it;
  it.waiting();
  it.give(call_input::offer{{phone_of(anna), phone_of(bo)}, 20s});
  const auto done = it.after(5s, call_input::take{without_headset(anna), true});
  CHECK_FALSE(ordered<pbx::press_answer>(done, leg(1)));
  CHECK(rings_nowhere(done));
  CHECK_FALSE(hangs_up(done, leg(1)));
  CHECK(hang_up_of(done, leg(2)) == leg_cause::answered_elsewhere);
  CHECK(it.record().holder == anna);
  CHECK(it.subject.deadline() == t0 + 20s); // as long as the exchange lets it ring
  // An order to this leg that fails is not about answering.
  CHECK(rings_nowhere(it.give(call_input::press_failed{leg(1)})));
  SECTION("she lifts the receiver") {
    it.give(call_input::leg_answered{leg(1)});
    CHECK(it.state() == caller_state::talking);
  }
  SECTION("she does not, and the caller waits on") {
    it.after(20s, call_input::wake{});
    CHECK(it.state() == caller_state::waiting);
  }
}

TEST_CASE("without a headset the own phone of a call that is dialled rings first",
          "[call][S16.4][S16.10]") {
  call_at_work it;
  it.subject = call{call_record{
    .id = call_id{"hq.1.7"}, .site = site_id{"hq"}, .direction = call_direction::outbound}};
  const auto own = it.give(call_input::dial{without_headset(anna), colleague()});
  CHECK_FALSE(first<pbx::originate>(own.orders)->auto_answer);
  it.give(call_input::leg_answered{leg(1)});
  it.give(call_input::leg_answered{leg(2)});
  CHECK(it.state() == caller_state::talking);
}

TEST_CASE("a call that is pulled back rings as its owner has set her phone",
          "[call][S16.3][S16.4]") {
  auto own = locked(anna);
  own.headset = false;
  call_at_work it;
  it.waiting();
  it.give(call_input::take{own});
  it.give(call_input::leg_answered{leg(1)});
  it.give(call_input::transfer{anna, colleague()});
  const auto back = it.give(call_input::pull_back{anna});
  const auto* const rung = first<pbx::originate>(back.orders);
  REQUIRE(rung);
  CHECK(rung->endpoint == "phone-anna");
  CHECK_FALSE(rung->auto_answer);
  CHECK(rung->address == "10.0.0.5");
}

TEST_CASE("a phone that is locked to an address is rung there, also by a forwarding",
          "[call][S16.3]") {
  call_at_work it;
  it.waiting();
  const auto offered = it.give(call_input::offer{{locked(anna)}, 20s});
  CHECK(first<pbx::originate>(offered.orders)->address == "10.0.0.5");
  it.give(call_input::leg_gone{leg(1), leg_cause::busy});
  auto to = colleague();
  to.detours = {{.on = forwarding_type::immediate,
                 .who = {"1anna", "anna"},
                 .endpoint = "phone-anna",
                 .user = anna,
                 .headset = false,
                 .address = "10.0.0.5"}};
  it.give(call_input::take{phone_of(bo)});
  it.give(call_input::leg_answered{leg(2)});
  const auto sent = it.give(call_input::transfer{bo, to});
  const auto* const rung = first<pbx::originate>(sent.orders);
  REQUIRE(rung);
  CHECK(rung->endpoint == "phone-anna");
  CHECK(rung->address == "10.0.0.5");
  it.give(call_input::leg_answered{leg(3)});
  CHECK_FALSE(it.record().other->who.headset);
}

TEST_CASE("a call that an older service kept rings as a phone without settings", "[call][S16.4]") {
  const auto kept = decode_text<destination>(R"({"endpoint":"101"})");
  REQUIRE(kept);
  CHECK(kept->headset);
  CHECK(kept->address.empty());
}

#include "tests/gateways/pbx/simulated_house.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::simulated;
using namespace std::chrono_literals;

TEST_CASE("a ringing phone that can is answered by an order, others are left to ring",
          "[simulator]") {
  house x{quiet_house()};
  const auto can = x.ring("105");
  const auto cannot = x.ring("102");
  x.order(pbx::press_answer{can});
  CHECK(x.all<pbx::order_failed>().size() == 1); // it does not ring yet
  x.play(1s);
  CHECK(x.all<pbx::leg_ringing>().size() == 2);
  x.order(pbx::press_answer{can});
  REQUIRE(x.all<pbx::leg_answered>().size() == 1);
  CHECK(x.all<pbx::leg_answered>()[0].leg == can);
  CHECK(x.activities("105") == "alerting connected ");
  x.order(pbx::press_answer{can}); // and is answered already
  x.order(pbx::press_answer{cannot});
  const auto failed = x.all<pbx::order_failed>();
  REQUIRE(failed.size() == 3);
  CHECK(failed[2].leg == cannot);
  CHECK_FALSE(failed[2].no_leg);
  x.play(30s);
  CHECK(x.all<pbx::leg_answered>().size() == 1);
  REQUIRE(x.all<pbx::leg_gone>().size() == 1);
  CHECK(x.all<pbx::leg_gone>()[0].cause == leg_cause::no_answer);
}

TEST_CASE("a number outside has no lamp", "[simulator]") {
  auto options = quiet_house();
  options.outside.answers = 1;
  // Outside, a number of the house is somebody else's.
  const auto [endpoint, kind] = GENERATE(table<std::string, endpoint_kind>({
    {"+4510304050", endpoint_kind::outside},
    {"+4510304050", endpoint_kind::phone},
    {"102", endpoint_kind::outside},
    {"104", endpoint_kind::outside},
  }));
  house x{options};
  const auto leg = x.ring(endpoint, 30s, false, kind);
  x.play(30s);
  CHECK(x.all<pbx::leg_answered>().size() == 1);
  x.order(pbx::hang_up{leg, leg_cause::hung_up});
  CHECK(x.all<pbx::device_changed>().empty());
}

TEST_CASE("voicemail answers at once, whatever its owner's phone does", "[simulator]") {
  const auto* endpoint = GENERATE("102", "104", "999");
  house x{with_one_caller()};
  const auto caller = x.caller();
  x.order(pbx::answer{caller});
  x.ring(endpoint, 30s);
  const auto voicemail = x.ring(endpoint, 30s, false, endpoint_kind::voicemail);
  x.play(150ms);
  REQUIRE(x.all<pbx::leg_answered>().size() == 1);
  CHECK(x.all<pbx::leg_answered>()[0].leg == voicemail);
  x.join(caller, voicemail);
  CHECK(x.core.silent().empty());
  x.play(1min); // a message takes that long at most
  const auto over = x.all<pbx::leg_gone>();
  CHECK(std::ranges::any_of(over,
                            [&](const auto& y) { return y.leg == caller || y.leg == voicemail; }));
  CHECK(x.activities("102").find("connected") == std::string::npos);
}

TEST_CASE("an order for what does not exist fails, and harms nothing", "[simulator]") {
  house x{quiet_house()};
  const leg_id nobody{"gone"};
  const bridge_id nowhere{"gone"};
  const auto there = x.ring("101");
  x.play(30s);
  const auto order = GENERATE_COPY(values<pbx::order>(
    {pbx::answer{nobody}, pbx::press_answer{nobody}, pbx::hang_up{nobody, leg_cause::hung_up},
     pbx::add_to_bridge{nowhere, there}, pbx::add_to_bridge{nowhere, nobody},
     pbx::remove_from_bridge{nowhere, there}, pbx::destroy_bridge{nowhere},
     pbx::start_music{nobody}, pbx::stop_music{nobody}, pbx::start_ringing_tone{nobody},
     pbx::stop_ringing_tone{nobody}, pbx::play{nobody, "x"}, pbx::send_dtmf{nobody, "1"},
     pbx::set_variable{nobody, "a", "b"}, pbx::originate{.leg = there, .endpoint = "102"},
     pbx::originate{.leg = nobody}}));
  x.order(order);
  REQUIRE(x.all<pbx::order_failed>().size() == 1);
  const auto failed = x.all<pbx::order_failed>()[0];
  CHECK(failed.no_leg == (failed.leg == nobody));
  CHECK(x.core.legs() == std::vector{there});
}

TEST_CASE("the link shows what exists when it comes back", "[simulator]") {
  house x{quiet_house()};
  REQUIRE(x.all<pbx::link_up>().size() == 1);
  CHECK(x.all<pbx::link_up>()[0].devices.size() == 5);
  const auto leg = x.ring("101");
  x.play(1s);
  x.seen = x.core.cut_link("cable");
  CHECK(x.all<pbx::link_down>().at(0).why == "cable");
  x.play(30s);
  x.order(pbx::hang_up{leg, leg_cause::hung_up});
  CHECK(x.all<pbx::order_failed>().size() == 1);
  CHECK(x.seen.size() == 2); // and nothing else was heard
  x.seen = x.core.restore_link();
  const auto up = x.all<pbx::link_up>().at(0);
  REQUIRE(up.legs.size() == 1);
  CHECK(up.legs[0].leg == leg);
  CHECK(up.legs[0].answered);
  CHECK_FALSE((up.legs[0].bridge || up.legs[0].arrival));
  CHECK(up.devices[0].activity == phone_activity::connected);
}

TEST_CASE("what exists is shown with all that is needed to go on with it", "[simulator]") {
  house x{with_one_caller()};
  const auto caller = x.caller();
  const auto shown = [&](const leg_id& of) {
    const auto up = std::get<pbx::link_up>(x.core.connect(x.now).at(0));
    const auto at = std::ranges::find(up.legs, of, &pbx::leg_now::leg);
    REQUIRE(at != up.legs.end());
    return *at;
  };
  CHECK_FALSE((shown(caller).answered || shown(caller).bridge));
  const auto arrival = shown(caller).arrival.value();
  CHECK(arrival.leg == caller);
  CHECK(arrival.called == "70200100");
  CHECK(arrival.caller.name == "Ida Holm");
  x.order(pbx::answer{caller});
  CHECK(shown(caller).answered);
  const auto phone = x.ring("105");
  CHECK_FALSE((shown(phone).answered || shown(phone).bridge || shown(phone).arrival));
  x.play(1s);
  x.order(pbx::press_answer{phone});
  x.join(caller, phone);
  CHECK(shown(phone).answered);
  CHECK(shown(phone).bridge == bridge_id{"b1"});
  CHECK(shown(caller).bridge == bridge_id{"b1"});
  x.order(pbx::remove_from_bridge{bridge_id{"b1"}, caller});
  CHECK_FALSE(shown(caller).bridge);
}

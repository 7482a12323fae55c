#include "tests/gateways/pbx/simulated_house.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::simulated;
using namespace std::chrono_literals;

TEST_CASE("a phone rings, is answered, and shows it", "[simulator]") {
  house x{quiet_house()};
  const auto leg = x.ring("101");
  x.play(30s);
  CHECK(x.all<pbx::leg_ringing>().size() == 1);
  CHECK(x.all<pbx::leg_answered>().size() == 1);
  x.order(pbx::hang_up{leg, leg_cause::hung_up});
  CHECK(x.activities("101") == "alerting connected idle ");
}

TEST_CASE("an attempt ends for the reason it has", "[simulator]") {
  const auto [endpoint, cause] = GENERATE(table<std::string, leg_cause>({
    {"102", leg_cause::no_answer},
    {"103", leg_cause::rejected},
    {"104", leg_cause::unreachable},
  }));
  house x{quiet_house()};
  x.ring(endpoint, 20s);
  x.play(20s);
  REQUIRE(x.all<pbx::leg_gone>().size() == 1);
  CHECK(x.all<pbx::leg_gone>()[0].cause == cause);
  CHECK(x.core.legs().empty());
}

TEST_CASE("a phone in a call is busy, unless it has a line left", "[simulator]") {
  auto options = quiet_house();
  const auto lines = GENERATE(1, 2);
  options.phones[0].lines = lines;
  house x{options};
  x.ring("101");
  x.ring("101");
  x.play(1s);
  CHECK(x.all<pbx::leg_gone>().size() == (lines == 1 ? 1 : 0));
}

TEST_CASE("nobody talks to two at once, unless the phone is told to", "[simulator]") {
  auto options = quiet_house();
  options.phones[0].lines = 3;
  options.phones[0].auto_answers = true;
  house x{options};
  x.ring("101");
  x.ring("101");
  x.play(29s);
  CHECK(x.all<pbx::leg_ringing>().size() == 2);
  CHECK(x.all<pbx::leg_answered>().size() == 1);
  x.ring("101", 30s, true);
  x.play(1s);
  CHECK(x.all<pbx::leg_answered>().size() == 2);
}

TEST_CASE("a phone that can answers by itself when asked to", "[simulator]") {
  house x{quiet_house()};
  x.ring("105", 30s, false);
  x.play(30s);
  CHECK(x.all<pbx::leg_answered>().empty());
  x.ring("105", 30s, true);
  x.play(500ms);
  CHECK(x.all<pbx::leg_answered>().size() == 1);
}

TEST_CASE("a hang-up ends a ringing leg with its cause", "[simulator]") {
  house x{quiet_house()};
  const auto leg = x.ring("102");
  x.play(1s);
  x.order(pbx::hang_up{leg, leg_cause::answered_elsewhere});
  CHECK(x.all<pbx::leg_gone>().at(0).cause == leg_cause::answered_elsewhere);
  x.play(1min);
  CHECK(x.all<pbx::leg_gone>().size() == 1);
}

TEST_CASE("a caller whom nobody talks to gives up", "[simulator]") {
  house x{with_one_caller()};
  x.caller();
  x.play(1h);
  REQUIRE(x.all<pbx::leg_gone>().size() == 1);
  CHECK(x.all<pbx::leg_gone>()[0].cause == leg_cause::hung_up);
}

TEST_CASE("a caller who talks does not tire, but one of the two hangs up", "[simulator]") {
  auto options = with_one_caller();
  options.phones[4].talk_min = options.phones[4].talk_max = 2h;
  house x{options};
  const auto caller = x.caller();
  x.order(pbx::answer{caller});
  const auto phone = x.ring("105", 30s, true);
  x.play(1s);
  x.join(caller, phone);
  x.play(119min);
  CHECK(x.all<pbx::leg_gone>().empty());
  x.play(1min);
  CHECK(x.all<pbx::leg_gone>().size() == 1);
  CHECK(x.core.bridges().size() == 1);
  x.order(pbx::destroy_bridge{bridge_id{"b1"}});
  CHECK(x.core.bridges().empty());
}

TEST_CASE("a caller taken out of the talk tires again, and hears what is ordered", "[simulator]") {
  house x{with_one_caller()};
  const auto caller = x.caller();
  x.order(pbx::answer{caller});
  CHECK(x.core.silent() == std::vector{caller});
  const auto phone = x.ring("105", 30s, true);
  x.play(1s);
  x.join(caller, phone);
  CHECK(x.core.silent().empty());
  x.order(pbx::remove_from_bridge{bridge_id{"b1"}, caller});
  CHECK(x.core.silent() == std::vector{caller});
  x.order(pbx::start_music{caller});
  CHECK(x.core.silent().empty());
  x.play(1h);
  REQUIRE(x.all<pbx::leg_gone>().size() == 1);
  CHECK(x.all<pbx::leg_gone>()[0].leg == caller);
}

TEST_CASE("a long sleep does not end in a crowd", "[simulator]") {
  auto options = with_one_caller();
  options.callers.calls_per_hour = {600};
  house x{options};
  x.play(1min);
  const auto before = x.all<pbx::leg_arrived>().size();
  x.now += 8h;
  x.add(x.core.wake(x.now));
  CHECK(x.all<pbx::leg_arrived>().size() == before);
  x.play(1min);
  CHECK(x.all<pbx::leg_arrived>().size() > before);
}

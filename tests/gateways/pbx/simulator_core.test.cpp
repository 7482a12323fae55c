#include "gateways/pbx/simulator/simulator_core.hpp"

#include "protocol/codec.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0{std::chrono::hours{500'000}};

phone_habit habit(std::string number, double answers) {
  return {.number = std::move(number), .answers = answers, .rejects = 0};
}

simulator_options quiet_house() {
  simulator_options x;
  x.phones = {habit("101", 1), habit("102", 0), habit("103", 0), habit("104", 1), habit("105", 1)};
  x.phones[2].rejects = 1;
  x.phones[3].registered = false;
  x.phones[4].auto_answers = true;
  x.phones[4].answers = 0;
  return x;
}

simulator_options with_one_caller() {
  auto x = quiet_house();
  x.callers.calls_per_hour = {0};
  x.callers.at_once = 1;
  x.callers.numbers = {{"70200100", 1, {}}};
  x.callers.people = {{"+4510112233", "Ida Holm"}};
  return x;
}

/// A house that is played by hand; collects all that happens.
struct house {
  simulator_core core;
  time_point now = t0;
  simulator_core::events seen;

  explicit house(simulator_options options) : core(std::move(options)) { add(core.connect(now)); }
  void add(simulator_core::events x) { std::ranges::move(x, std::back_inserter(seen)); }
  void order(const pbx::order& x) { add(core.execute(x, now)); }
  void play(duration by) {
    const auto end = now + by;
    for (auto due = core.deadline(); due && *due <= end; due = core.deadline()) {
      now = *due;
      add(core.wake(now));
    }
    now = end;
  }
  template <class Event>
  std::vector<Event> all() const {
    std::vector<Event> result;
    for (const auto& x : seen)
      if (const auto* found = std::get_if<Event>(&x))
        result.push_back(*found);
    return result;
  }
  std::string activities(const std::string& number) const {
    std::string result;
    for (const auto& x : all<pbx::device_changed>())
      if (x.number == number)
        result += word(x.activity) + ' ';
    return result;
  }
  leg_id ring(const std::string& endpoint, duration ring_for = 30s, bool auto_answer = false,
              endpoint_kind kind = endpoint_kind::phone) {
    leg_id leg{"c1." + std::to_string(++made)};
    order(pbx::originate{.leg = leg,
                         .endpoint = endpoint,
                         .kind = kind,
                         .ring_for = ring_for,
                         .auto_answer = auto_answer});
    return leg;
  }
  leg_id caller() {
    play(3s);
    return all<pbx::leg_arrived>().back().leg;
  }
  void join(const leg_id& a, const leg_id& b) {
    order(pbx::create_bridge{bridge_id{"b1"}});
    order(pbx::add_to_bridge{bridge_id{"b1"}, a});
    order(pbx::add_to_bridge{bridge_id{"b1"}, b});
  }
  int made = 0;
};

} // namespace

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

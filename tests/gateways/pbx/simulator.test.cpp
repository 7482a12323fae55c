#include "gateways/pbx/simulator/simulator.hpp"

#include "tests/actor_fixture.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

simulator_options one_phone() {
  simulator_options x;
  x.phones = {{.number = "101", .answers = 1, .ring_min = 4s, .ring_max = 4s}};
  return x;
}

template <class Event>
std::size_t count(const std::vector<pbx::event>& all) {
  return static_cast<std::size_t>(
    std::ranges::count_if(all, [](const auto& x) { return std::holds_alternative<Event>(x); }));
}

} // namespace

TEST_CASE_METHOD(actor_fixture, "orders become events in the actors' time", "[simulator_actor]") {
  std::vector<pbx::event> seen;
  auto pbx = spawn_simulator(system, time, one_phone());
  pbx->connect([&](pbx::event x) { seen.push_back(std::move(x)); });
  settle();
  REQUIRE(count<pbx::link_up>(seen) == 1);
  pbx->execute(pbx::originate{.leg = leg_id{"c1.1"}, .endpoint = "101", .ring_for = 30s});
  advance(4s);
  CHECK(count<pbx::leg_ringing>(seen) == 1);
  CHECK(count<pbx::leg_answered>(seen) == 0);
  advance(1s);
  CHECK(count<pbx::leg_answered>(seen) == 1);
  pbx->stop();
}

TEST_CASE_METHOD(actor_fixture, "it says what it can do", "[simulator_actor]") {
  const auto what = spawn_simulator(system, time, one_phone())->capabilities();
  CHECK(what.name == "simulator");
  const auto can = [&](capability x) { return std::ranges::count(what.can, x) == 1; };
  CHECK((can(capability::press_answer) && can(capability::auto_answer)));
  CHECK((can(capability::outside_calls) && can(capability::voicemail)));
  CHECK_FALSE((can(capability::handset_hold) || can(capability::survives_restart)));
}

TEST_CASE_METHOD(actor_fixture,
                 "who disconnects hears nothing, and finds what exists on coming back",
                 "[simulator_actor]") {
  std::vector<pbx::event> seen;
  auto pbx = spawn_simulator(system, time, one_phone());
  const auto connect = [&] {
    pbx->connect([&](pbx::event x) { seen.push_back(std::move(x)); });
    settle();
  };
  connect();
  pbx->execute(pbx::originate{.leg = leg_id{"c1.1"}, .endpoint = "101", .ring_for = 30s});
  settle();
  pbx->disconnect();
  settle();
  seen.clear();
  advance(10s);
  CHECK(seen.empty());
  connect();
  REQUIRE(count<pbx::link_up>(seen) == 1);
  const auto& now = std::get<pbx::link_up>(seen.front());
  REQUIRE(now.legs.size() == 1);
  CHECK(now.legs.front().answered); // meanwhile
  pbx->stop();
}

TEST_CASE_METHOD(actor_fixture, "a cut link tells nothing until it is back", "[simulator_actor]") {
  std::vector<pbx::event> seen;
  auto pbx = spawn_simulator(system, time, one_phone());
  pbx->connect([&](pbx::event x) { seen.push_back(std::move(x)); });
  pbx->execute(pbx::originate{.leg = leg_id{"c1.1"}, .endpoint = "101", .ring_for = 30s});
  pbx->cut_link("cable");
  advance(10s);
  CHECK(count<pbx::leg_ringing>(seen) == 0);
  CHECK(count<pbx::link_down>(seen) == 1);
  pbx->restore_link();
  settle();
  const auto legs = std::get<pbx::link_up>(seen.back()).legs;
  REQUIRE(legs.size() == 1);
  CHECK(legs[0].leg == leg_id{"c1.1"});
  CHECK(legs[0].answered);
}

TEST_CASE_METHOD(actor_fixture, "after stop() nothing is heard", "[simulator_actor]") {
  std::vector<pbx::event> seen;
  auto options = one_phone();
  options.callers.calls_per_hour = {3600};
  options.callers.numbers = {{"70200100", 1, {}}};
  auto pbx = spawn_simulator(system, time, options);
  pbx->connect([&](pbx::event x) { seen.push_back(std::move(x)); });
  advance(1min);
  CHECK(count<pbx::leg_arrived>(seen) > 30);
  std::size_t legs = 0;
  pbx->inspect([&](const simulator_core& x) { legs = x.legs().size(); });
  settle();
  CHECK(legs > 0);
  pbx->stop();
  settle();
  const auto before = seen.size();
  advance(1h);
  CHECK(seen.size() == before);
}

TEST_CASE_METHOD(actor_fixture, "a house that waits for its opening has no callers before",
                 "[simulator_actor]") {
  std::vector<pbx::event> seen;
  auto options = one_phone();
  options.opens_at_connect = false;
  options.callers.calls_per_hour = {3600};
  options.callers.numbers = {{"70200100", 1, {}}};
  auto pbx = spawn_simulator(system, time, options);
  pbx->connect([&](pbx::event x) { seen.push_back(std::move(x)); });
  advance(1min);
  CHECK(count<pbx::leg_arrived>(seen) == 0);
  pbx->open();
  advance(1min);
  CHECK(count<pbx::leg_arrived>(seen) > 30);
}

TEST_CASE("a simulator with a timer far ahead does not hold up the exit", "[simulator_actor]") {
  const auto begin = std::chrono::steady_clock::now();
  {
    caf::actor_system_config config;
    caf::actor_system system{config};
    auto options = one_phone();
    options.callers.calls_per_hour = {0.001};
    options.callers.numbers = {{"70200100", 1, {}}};
    auto pbx = spawn_simulator(system, std::make_shared<system_clock>(), options);
    pbx->connect([](const pbx::event&) {});
  }
  CHECK(std::chrono::steady_clock::now() - begin < 10s);
}

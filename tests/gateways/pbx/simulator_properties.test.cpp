#include "gateways/pbx/simulator/simulator_core.hpp"
#include "protocol/codec.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <map>
#include <set>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0{std::chrono::hours{500'000}};

simulator_options lively_house(std::uint64_t seed) {
  simulator_options x;
  x.seed = seed;
  for (int i = 100; i < 130; ++i)
    x.phones.push_back(
      {.number = std::to_string(i), .auto_answers = i % 3 == 0, .calls_others = true});
  x.callers.calls_per_hour = {600, 900};
  x.callers.numbers = {{"70200100", 1, {}}};
  x.callers.people = {{"+4510112233", "Ida Holm"}};
  x.callers.impatient = 0.1;
  x.stop_arrivals = 1h;
  x.own_calls_per_hour = 200;
  x.unplugged_per_hour = 60;
  return x;
}

/// A service that puts callers through without much care, and gives orders nobody can carry out.
class careless_service {
public:
  explicit careless_service(std::uint64_t seed) : chance_(seed) {}

  std::vector<pbx::order> on(const pbx::event& x) {
    std::vector<pbx::order> orders;
    std::visit([&](const auto& y) { react(y, orders); }, x);
    if (chance_.chance(0.02))
      orders.emplace_back(pbx::hang_up{leg_id{"nobody"}, leg_cause::cancelled});
    return orders;
  }

private:
  void react(const pbx::leg_arrived& x, std::vector<pbx::order>& out) {
    const leg_id phone{x.leg.value + ".1"};
    caller_of_[phone] = x.leg;
    phone_of_[x.leg] = phone;
    out.emplace_back(pbx::answer{x.leg});
    out.emplace_back(pbx::start_music{x.leg});
    const auto number = 100 + chance_.below(32); // two of them are outside
    auto kind = number < 130 ? endpoint_kind::phone : endpoint_kind::outside;
    if (chance_.chance(0.05))
      kind = endpoint_kind::voicemail;
    out.emplace_back(pbx::originate{.leg = phone,
                                    .endpoint = std::to_string(number),
                                    .kind = kind,
                                    .shown = x.caller,
                                    .ring_for = 15s,
                                    .auto_answer = chance_.chance(0.5)});
  }
  void react(const pbx::leg_ringing& x, std::vector<pbx::order>& out) {
    if (chance_.chance(0.2))
      out.emplace_back(pbx::press_answer{x.leg});
  }
  void react(const pbx::leg_answered& x, std::vector<pbx::order>& out) {
    const bridge_id bridge{caller_of_[x.leg].value};
    out.emplace_back(pbx::create_bridge{bridge});
    out.emplace_back(pbx::add_to_bridge{bridge, caller_of_[x.leg]});
    out.emplace_back(pbx::add_to_bridge{bridge, x.leg});
    if (chance_.chance(0.1))
      out.emplace_back(pbx::remove_from_bridge{bridge, x.leg});
  }
  void react(const pbx::leg_gone& x, std::vector<pbx::order>& out) {
    const bool caller = phone_of_.contains(x.leg);
    const auto other = caller ? phone_of_[x.leg] : caller_of_[x.leg];
    out.emplace_back(pbx::hang_up{other, leg_cause::hung_up});
    out.emplace_back(pbx::destroy_bridge{bridge_id{(caller ? x.leg : other).value}});
  }
  template <class Event>
  void react(const Event&, std::vector<pbx::order>&) {}

  dice chance_;
  std::map<leg_id, leg_id> caller_of_;
  std::map<leg_id, leg_id> phone_of_;
};

/// Plays until nothing is left but the life of the house; `each` sees every event.
template <class Each>
void play_hours(simulator_core& core, std::uint64_t seed, Each each) {
  careless_service service{seed};
  const auto take = [&](const auto& again, simulator_core::events happened,
                        time_point now) -> void {
    for (const auto& x : happened) {
      each(x);
      for (const auto& order : service.on(x))
        again(again, core.execute(order, now), now);
    }
  };
  take(take, core.connect(t0), t0);
  for (auto due = core.deadline(); due && *due < t0 + 90min; due = core.deadline())
    take(take, core.wake(*due), *due);
}

std::string line(const pbx::leg_arrived& x) { return "arrived " + x.leg.value + x.called; }
std::string line(const pbx::leg_ringing& x) { return "ringing " + x.leg.value; }
std::string line(const pbx::leg_answered& x) { return "answered " + x.leg.value; }
std::string line(const pbx::leg_gone& x) { return "gone " + x.leg.value + word(x.cause); }
std::string line(const pbx::order_failed& x) { return "failed " + x.leg.value + x.why; }
std::string line(const pbx::device_changed& x) {
  return fmt::format("device {} {} {}", x.number, word(x.reach), word(x.activity));
}
std::string line(const pbx::link_up& x) { return fmt::format("up {}", x.devices.size()); }
std::string line(const pbx::link_down& x) { return "down " + x.why; }
std::string line(const pbx::leg_held& x) { return "held " + x.leg.value; }
std::string line(const pbx::leg_retrieved& x) { return "retrieved " + x.leg.value; }
std::string line(const pbx::transfer_asked& x) { return "transfer " + x.leg.value + x.to; }
std::string line(const pbx::dtmf_received& x) { return "dtmf " + x.leg.value; }

std::string transcript(std::uint64_t seed) {
  simulator_core core{lively_house(seed)};
  std::string result;
  play_hours(core, seed, [&](const pbx::event& x) {
    result += std::visit([](const auto& y) { return line(y); }, x) + '\n';
  });
  return result;
}

/// The life of each leg as the events tell it.
struct lives {
  std::set<leg_id> alive;
  std::set<leg_id> over;
  std::map<std::string, pbx::device_changed> devices;

  void see(const pbx::leg_arrived& x) { REQUIRE(alive.insert(x.leg).second); }
  void see(const pbx::leg_ringing& x) {
    REQUIRE_FALSE(over.contains(x.leg));
    alive.insert(x.leg);
  }
  void see(const pbx::leg_answered& x) { REQUIRE(alive.contains(x.leg)); }
  void see(const pbx::leg_gone& x) {
    alive.erase(x.leg);
    REQUIRE(over.insert(x.leg).second);
  }
  void see(const pbx::device_changed& x) {
    auto& known = devices[x.number];
    REQUIRE((known.reach != x.reach || known.activity != x.activity)); // only changes are told
    known = x;
  }
  template <class Event>
  void see(const Event&) {}
};

} // namespace

TEST_CASE("the same seed plays the same hour, another seed another", "[simulator]") {
  const auto first = transcript(11);
  CHECK(first.size() > 100'000);
  CHECK(first == transcript(11));
  CHECK(first != transcript(12));
}

TEST_CASE("every leg ends once, and nothing is said of it afterwards", "[simulator]") {
  const auto seed = GENERATE(1U, 2U, 3U, 4U, 5U);
  simulator_core core{lively_house(seed)};
  lives told;
  play_hours(core, seed,
             [&](const pbx::event& x) { std::visit([&](const auto& y) { told.see(y); }, x); });
  CHECK(told.over.size() > 1000);
  CHECK(told.alive.empty());
  CHECK(core.legs().empty());
  CHECK(core.bridges().empty());
}

TEST_CASE("what was told of each phone is what it does in the end", "[simulator]") {
  const auto seed = GENERATE(6U, 7U);
  simulator_core core{lively_house(seed)};
  lives told;
  play_hours(core, seed,
             [&](const pbx::event& x) { std::visit([&](const auto& y) { told.see(y); }, x); });
  const auto picture = core.connect(t0 + 90min);
  for (const auto& x : std::get<pbx::link_up>(picture.at(0)).devices) {
    const auto known = told.devices.find(x.number);
    REQUIRE(known != told.devices.end());
    CHECK(known->second.reach == x.reach);
    CHECK(known->second.activity == x.activity);
  }
}

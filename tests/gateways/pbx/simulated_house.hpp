#pragma once

#include "gateways/pbx/simulator/simulator_core.hpp"
#include "protocol/codec.hpp"

#include <algorithm>

namespace omstilling::simulated {

using namespace std::chrono_literals;

inline const time_point t0{std::chrono::hours{500'000}};

inline phone_habit habit(std::string number, double answers) {
  return {.number = std::move(number), .answers = answers, .rejects = 0};
}

inline simulator_options quiet_house() {
  simulator_options x;
  x.phones = {habit("101", 1), habit("102", 0), habit("103", 0), habit("104", 1), habit("105", 1)};
  x.phones[2].rejects = 1;
  x.phones[3].registered = false;
  x.phones[4].auto_answers = true;
  x.phones[4].answers = 0;
  return x;
}

inline simulator_options with_one_caller() {
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

} // namespace omstilling::simulated

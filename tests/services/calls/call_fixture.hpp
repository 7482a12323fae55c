#pragma once

#include "services/calls/call.hpp"

#include <algorithm>

namespace omstilling::test {

using namespace std::chrono_literals;

inline const time_point t0{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 9h};
inline const user_id anna{"anna"};
inline const user_id bo{"bo"};
inline const queue_id main_queue{"main"};
inline const queue_id night_queue{"night"};
inline const leg_id caller_leg{"sip-1"};

inline destination phone_of(const user_id& x) {
  return {.who = {"1" + x.value, x.value}, .endpoint = "phone-" + x.value, .user = x};
}
inline destination colleague() {
  return {.who = {"4321", "Dorte Friis"}, .endpoint = "4321", .user = std::nullopt};
}
inline leg_id leg(int n) { return leg_id{"hq.1.7." + std::to_string(n)}; }

/// What an exchange says of legs after the link was away: all up and in no bridge.
inline call_input::adopt there(std::initializer_list<leg_id> legs) {
  call_input::adopt result;
  for (const auto& x : legs)
    result.legs.push_back({.leg = x, .answered = true});
  return result;
}

/// The first order or event of a kind, or nullptr.
template <class Kind, class List>
const Kind* first(const List& list) {
  for (const auto& x : list)
    if (const auto* found = std::get_if<Kind>(&x))
      return found;
  return nullptr;
}

/// Whether this leg is told to hang up.
inline bool hangs_up(const call_decision& x, const leg_id& which) {
  return std::any_of(x.orders.begin(), x.orders.end(), [&](const pbx::order& order) {
    const auto* it = std::get_if<pbx::hang_up>(&order);
    return it != nullptr && it->leg == which;
  });
}

/// Whether nobody is rung by it.
inline bool rings_nowhere(const call_decision& x) {
  return first<pbx::originate>(x.orders) == nullptr;
}

/// Whether this leg is told to hang up, and why.
inline std::optional<leg_cause> hang_up_of(const call_decision& x, const leg_id& which) {
  for (const auto& order : x.orders)
    if (const auto* it = std::get_if<pbx::hang_up>(&order); it != nullptr && it->leg == which)
      return it->cause;
  return std::nullopt;
}

/// Whether exactly this is ordered for this leg, as in `ordered<pbx::start_music>(done, leg(1))`.
template <class Order>
bool ordered(const call_decision& x, const leg_id& which) {
  return std::any_of(x.orders.begin(), x.orders.end(), [&](const pbx::order& order) {
    const auto* it = std::get_if<Order>(&order);
    return it != nullptr && it->leg == which;
  });
}

/// One inbound call on its way, with shortcuts to where a test begins.
struct call_at_work {
  call subject{call_record{.id = call_id{"hq.1.7"},
                           .site = site_id{"hq"},
                           .direction = call_direction::inbound,
                           .caller = {"+4570101010", "Ida Holm"},
                           .called = "8000",
                           .queue = main_queue,
                           .caller_leg = caller_leg}};
  time_point now = t0;

  call_decision give(const call_action& x) { return subject.handle(x, now); }
  call_decision after(duration passed, const call_action& x) {
    now += passed;
    return give(x);
  }
  const call_record& record() const { return subject.record(); }
  caller_state state() const { return subject.record().state; }

  call_at_work& waiting() {
    give(call_input::start{});
    return *this;
  }
  /// Its second leg is the first of ours: `leg(1)`.
  call_at_work& talking_to(const user_id& who) {
    waiting();
    give(call_input::take{phone_of(who)});
    after(4s, call_input::leg_answered{leg(1)});
    return *this;
  }
  /// Rings at the colleague as `leg(2)` while the caller hears music.
  call_at_work& consulting() {
    talking_to(anna);
    after(10s, call_input::consult{anna, colleague()});
    return *this;
  }
  /// She talks with the colleague.
  call_at_work& consulted() {
    consulting();
    give(call_input::leg_answered{leg(2)});
    return *this;
  }
  /// Rings at the colleague as `leg(2)`.
  call_at_work& sent_on_by(const user_id& who) {
    talking_to(who);
    after(10s, call_input::transfer{who, colleague()});
    return *this;
  }
};

} // namespace omstilling::test

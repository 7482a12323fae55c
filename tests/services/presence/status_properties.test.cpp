#include "tests/services/presence/employee_inputs.hpp"

using namespace omstilling;
using namespace omstilling::people;

namespace {

/// The status as told from scratch: what was said by hand last, and the claims of machines.
struct expected_status {
  std::optional<set_status> by_hand{};
  time_point set_at;
  std::vector<claim> machines;

  std::string at(time_point now) const {
    if (by_hand) {
      const auto length = std::chrono::seconds{by_hand->for_seconds.value_or(0)};
      const bool over = by_hand->for_seconds && set_at + length <= now;
      const auto then = by_hand->expiry.value_or(on_expiry::fall_back);
      if (!over || then == on_expiry::pop_up)
        return by_hand->type;
      if (then == on_expiry::force_status)
        return *by_hand->forced_type;
    }
    for (const auto source : {claim_source::schedule, claim_source::agent, claim_source::device})
      for (const auto& x : machines)
        if (x.source == source && *x.until > now)
          return x.type;
    return "available";
  }
};

} // namespace

TEST_CASE("the status in force follows from the claims alone", "[presence][property][B2.2]") {
  rc::prop("after any setting, clearing and waking", [] {
    expected_status model;
    auto record = at_desk().record();
    for (const auto source : {claim_source::device, claim_source::agent, claim_source::schedule})
      if (*rc::gen::arbitrary<bool>())
        record.claims.push_back({.source = source,
                                 .type = known_type(),
                                 .since = t0,
                                 .until = t0 + std::chrono::seconds{*rc::gen::inRange(1, 200)}});
    model.machines = record.claims;
    employee x{record};
    auto now = t0;
    for (auto left = *rc::gen::inRange(0, 20); left > 0; --left) {
      now += std::chrono::seconds{*rc::gen::inRange(0, 20)};
      const auto what = *rc::gen::inRange(0, 4);
      if (what == 0) {
        x.clear(by_hand_status, now);
        model.by_hand.reset();
      } else if (what == 1) {
        const auto wish = any_status(now);
        if (!wish.until && !x.set(wish, now).refused) {
          model.by_hand = wish;
          model.set_at = now;
        }
      }
      x.wake(now);
      RC_ASSERT(type_of(x) == model.at(now));
    }
  });
}

namespace {

enum class wish { nothing, on, off };

/// Do-not-disturb as the words of the manual have it.
struct expected_silence {
  bool on = false;
  bool running = false;
  bool changed_it = false; // the start did, and nobody since
  wish start = wish::nothing, stop = wish::nothing;

  void begin(wish x, wish y) {
    end();
    running = true;
    start = x;
    stop = y;
    changed_it = start != wish::nothing && on != (start == wish::on);
    if (changed_it)
      on = start == wish::on;
  }
  void end() {
    const bool undoes = start != wish::nothing && start != stop;
    if (running && stop != wish::nothing && (!undoes || changed_it))
      on = stop == wish::on;
    running = false;
  }
  void hand(bool x) {
    changed_it = changed_it && on == x;
    on = x;
  }
};

std::vector<status_action> actions(wish x) {
  if (x == wish::nothing)
    return {};
  return {{x == wish::on ? status_action_kind::set_do_not_disturb
                         : status_action_kind::clear_do_not_disturb,
           ""}};
}

} // namespace

TEST_CASE("stop actions undo only what start actions did", "[presence][property][S14.5]") {
  rc::prop("whoever sets do-not-disturb when", [] {
    const auto wishes = rc::gen::element(wish::nothing, wish::on, wish::off);
    auto x = at_desk();
    expected_silence model;
    auto now = t0;
    for (auto left = *rc::gen::inRange(0, 30); left > 0; --left) {
      now += 1s;
      const auto what = *rc::gen::inRange(0, 5);
      if (what == 0) {
        x.clear(by_hand_status, now);
        model.end();
      } else if (what == 1) {
        const bool on = *rc::gen::arbitrary<bool>();
        x.set(by_hand(on), now);
        model.hand(on);
      } else if (what == 2 && x.deadline()) {
        now = *x.deadline();
        x.wake(now);
        model.end();
      } else {
        const auto start = *wishes;
        const auto stop = *wishes;
        auto next = status_for("meeting", 3600);
        next.start_actions = actions(start);
        next.stop_actions = actions(stop);
        next.expiry = any::enumerator<on_expiry>();
        next.forced_type = "lunch";
        x.set(next, now);
        model.begin(start, stop);
      }
      RC_ASSERT(silent(x) == model.on);
    }
  });
}

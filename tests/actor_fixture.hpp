#pragma once

#include "actors/ports/clock.hpp"

#include <caf/actor.hpp>
#include <caf/actor_cast.hpp>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/scheduler/test_coordinator.hpp>
#include <caf/send.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

namespace omstilling {

/// Tells the time of the testing scheduler: a Monday morning plus what the test has let pass.
class virtual_clock final : public clock {
public:
  explicit virtual_clock(caf::scheduler::test_coordinator& scheduler) : scheduler_(&scheduler) {}

  time_point now() const override {
    return epoch() + std::chrono::floor<duration>(scheduler_->clock().now().time_since_epoch());
  }
  /// 2026-11-23T07:00:00Z, eight o'clock in Denmark.
  static time_point epoch() {
    using namespace std::chrono;
    return sys_days{year{2026} / November / 23} + hours{7};
  }

private:
  caf::scheduler::test_coordinator* scheduler_;
};

/// Runs actors on the calling thread under a clock that moves only on demand.
struct actor_fixture {
  caf::actor_system_config config;
  caf::actor_system system{config.set("scheduler.policy", caf::atom("testing"))};
  caf::scheduler::test_coordinator& scheduler =
    dynamic_cast<caf::scheduler::test_coordinator&>(system.scheduler());
  std::shared_ptr<virtual_clock> time = std::make_shared<virtual_clock>(scheduler);
  std::vector<caf::actor> adopted;

  actor_fixture() = default;
  actor_fixture(const actor_fixture&) = delete;
  actor_fixture& operator=(const actor_fixture&) = delete;

  /// Ends `x` with the fixture; otherwise ~actor_system waits for it for ever.
  template <class Handle>
  Handle adopt(Handle x) {
    adopted.push_back(caf::actor_cast<caf::actor>(x));
    return x;
  }
  time_point now() const { return time->now(); }
  /// Delivers all messages, without letting time pass.
  void settle() { scheduler.run(); }
  /// Moves time on, stopping at every timer due on the way, and delivers all messages.
  void advance(caf::timespan by) {
    auto& clock = scheduler.clock();
    const auto target = clock.now() + by;
    for (scheduler.run(); !clock.schedule().empty(); scheduler.run()) {
      const auto due = clock.schedule().begin()->first;
      if (due > target)
        break;
      clock.advance_time(std::max(due - clock.now(), caf::timespan{}));
    }
    clock.advance_time(target - clock.now());
  }
  ~actor_fixture() {
    for (auto& x : adopted)
      caf::anon_send_exit(x, caf::exit_reason::kill);
    adopted.clear();
    scheduler.run();
    scheduler.clock().cancel_all(); // a pending timer keeps its actor alive
  }
};

} // namespace omstilling

#pragma once

#include "protocol/time.hpp"
#include "services/ownership/lease_words.hpp"

#include <ctime>

namespace omstilling {

/// What time it is. Actors never ask the operating system: a test moves this clock by hand.
class clock {
public:
  virtual ~clock() = default;
  virtual time_point now() const = 0;
  /// For spans that must be right whoever sets the clock, such as a lease's.
  virtual instant steady() const { return instant{now().time_since_epoch()}; }
};

class system_clock final : public clock {
public:
  time_point now() const override {
    return std::chrono::floor<duration>(std::chrono::system_clock::now());
  }
  /// Goes on while the machine sleeps, unlike the ordinary steady clock.
  instant steady() const override {
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return instant{span_of_time{std::int64_t{now.tv_sec} * 1'000 + now.tv_nsec / 1'000'000}};
  }
};

} // namespace omstilling

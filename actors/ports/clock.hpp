#pragma once

#include "protocol/time.hpp"

namespace omstilling {

/// What time it is. Actors never ask the operating system: a test moves this clock by hand.
class clock {
public:
  virtual ~clock() = default;
  virtual time_point now() const = 0;
};

class system_clock final : public clock {
public:
  time_point now() const override {
    return std::chrono::floor<duration>(std::chrono::system_clock::now());
  }
};

} // namespace omstilling

#pragma once

#include "protocol/time.hpp"

#include <deque>

namespace omstilling {

/// Decides whether an actor that failed is started again: at most `most` times within `within`,
/// then no more until that has passed.
class restart_budget {
public:
  restart_budget() = default;
  restart_budget(std::size_t most, duration within) : most_(most), within_(within) {}

  bool may_restart(time_point now) {
    while (!failures_.empty() && now - failures_.front() >= within_)
      failures_.pop_front();
    failures_.push_back(now);
    return failures_.size() <= most_;
  }

private:
  std::size_t most_ = 5;
  duration within_ = std::chrono::seconds{60};
  std::deque<time_point> failures_;
};

} // namespace omstilling

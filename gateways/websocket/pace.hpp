#pragma once

#include <algorithm>
#include <chrono>

namespace omstilling {

/// How fast a client may ask: a bucket of `burst` tokens that refills with `per_second`. Who takes
/// more is not refused but made to wait, by not being read.
class pace {
public:
  using time_point = std::chrono::steady_clock::time_point;

  pace(double per_second, double burst, time_point now)
    : per_second_(per_second), burst_(burst), tokens_(burst), at_(now) {}

  /// Takes `cost` tokens; returns how long to wait before the next.
  std::chrono::milliseconds take(double cost, time_point now) {
    const std::chrono::duration<double> passed = now - at_;
    at_ = now;
    tokens_ = std::min(burst_, tokens_ + passed.count() * per_second_) - cost;
    if (tokens_ >= 0)
      return {};
    return std::chrono::ceil<std::chrono::milliseconds>(
      std::chrono::duration<double>(-tokens_ / per_second_));
  }

private:
  double per_second_;
  double burst_;
  double tokens_;
  time_point at_;
};

} // namespace omstilling

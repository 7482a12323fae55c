#pragma once

#include "protocol/time.hpp"

#include <cstdint>
#include <random>
#include <vector>

namespace omstilling {

/// Seeded chance whose throws are the same on every platform; those of the standard's distributions
/// are not.
class dice {
public:
  explicit dice(std::uint64_t seed) : engine_(seed) {}

  /// In [0, 1).
  double unit();
  bool chance(double probability);
  /// In [0, count); `count` is not 0.
  std::size_t below(std::size_t count);
  /// Both ends included.
  duration between(duration from, duration to);
  /// How long until something that happens once in `mean` happens next.
  duration exponential(duration mean);
  /// The index of a weight, each as likely as it is heavy; 0 when all are 0.
  std::size_t weighted(const std::vector<double>& weights);
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

private:
  double unit_exponential();

  std::mt19937_64 engine_;
};

} // namespace omstilling

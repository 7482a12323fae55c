#include "gateways/pbx/simulator/dice.hpp"

#include <cmath>

namespace omstilling {

double dice::unit() { return std::ldexp(static_cast<double>(engine_() >> 11), -53); }

bool dice::chance(double probability) { return unit() < probability; }

std::size_t dice::below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }

duration dice::between(duration from, duration to) {
  if (to <= from)
    return from;
  return from + duration{below(static_cast<std::size_t>((to - from).count()) + 1)};
}

duration dice::exponential(duration mean) {
  return duration{
    static_cast<std::int64_t>(unit_exponential() * static_cast<double>(mean.count()))};
}

// Von Neumann's way of 1951, by comparisons only: logarithms differ in the last digit between
// platforms.
double dice::unit_exponential() {
  for (int whole = 0;; ++whole) {
    const auto first = unit();
    auto last = first;
    auto next = unit();
    bool odd = true;
    while (next < last) {
      last = next;
      next = unit();
      odd = !odd;
    }
    if (odd)
      return whole + first;
  }
}

std::size_t dice::weighted(const std::vector<double>& weights) {
  double total = 0;
  for (auto x : weights)
    total += x;
  auto rest = unit() * total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    rest -= weights[i];
    if (rest < 0)
      return i;
  }
  return 0;
}

} // namespace omstilling

#pragma once

#include "protocol/time.hpp"

#include <map>
#include <optional>
#include <utility>

namespace omstilling {

/// What is to be done when; of one time, in the order in which it was put down.
template <class Step>
class agenda {
public:
  void add(time_point at, Step what) { steps_.emplace(at, std::move(what)); }
  std::optional<time_point> next() const {
    return steps_.empty() ? std::nullopt : std::optional{steps_.begin()->first};
  }
  /// The first of all; there must be one.
  Step take() { return std::move(steps_.extract(steps_.begin()).mapped()); }

private:
  std::multimap<time_point, Step> steps_;
};

} // namespace omstilling

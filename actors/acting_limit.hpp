#pragma once

#include "services/ownership/lease_words.hpp"

#include <atomic>
#include <memory>

namespace omstilling {

/// Until when a node may act for a site. Whoever renews the lease moves it on; those who act ask
/// it, on any thread, and need not wait for a message to know that they are too late.
class acting_limit {
public:
  explicit acting_limit(instant until) { move_to(until); }
  void move_to(instant until) { until_ = until.time_since_epoch().count(); }
  bool passed(instant now) const { return now.time_since_epoch().count() >= until_; }

private:
  std::atomic<span_of_time::rep> until_{};
};

using acting_limit_ptr = std::shared_ptr<const acting_limit>;

} // namespace omstilling

#pragma once

#include "actors/ports/site_leases.hpp"
#include "services/ownership/ownership.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace omstilling {

/// Of several nodes with the same settings one runs the service, by a lease; the others stand by,
/// and one of them goes on when the lease is given back or has run out (services/ownership).
///
/// Whoever cannot renew must not act when another may: `lost` is called before the lease ends, from
/// a thread of its own that waits for nothing else, and must end the process at once. What the
/// process still writes is refused by the store, which the next one has taken meanwhile.
class node_duty {
public:
  using told_why = std::function<void(const std::string& why)>;

  /// `self` tells people and other nodes who this is. Begins to stand by.
  node_duty(std::unique_ptr<site_leases> leases, node_heartbeat self, ownership_times times,
            told_why lost);
  /// Gives back what is held.
  ~node_duty();
  node_duty(const node_duty&) = delete;
  node_duty& operator=(const node_duty&) = delete;

  /// Whether the service is this node's to run.
  bool has_turn() const { return acts_until_.load() != 0; }

private:
  void stand_by();
  void watch();
  void carry_out(ownership_orders orders);
  void carry_out_one(const ownership_order& x, ownership_orders& more);
  void look(const look_around& x, ownership_orders& more);

  std::unique_ptr<site_leases> leases_;
  node_heartbeat self_;
  ownership_times times_;
  told_why lost_;
  ownership core_;
  std::atomic<std::int64_t> acts_until_{0}; // milliseconds of the clock below; 0: does not act
  std::mutex lock_;                         // guards `leaves_`
  std::condition_variable woken_;
  bool leaves_ = false;
  std::atomic<bool> over_{false};
  std::thread standing_by_, watching_;
};

} // namespace omstilling

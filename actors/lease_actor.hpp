#pragma once

#include "actors/ownership_messages.hpp"
#include "actors/ports/site_leases.hpp"
#include "services/ownership/ownership.hpp"

#include <functional>
#include <memory>

namespace omstilling {

struct lease_start {
  std::unique_ptr<site_leases> leases;
  node_heartbeat says; // of this node; what changes is filled in each time
  ownership_times times;
  std::shared_ptr<clock> time;
  /// Another process beats under this node's name too, or (false) does so no more: the two take
  /// the sites from each other.
  std::function<void(bool)> name_is_shared;
};

/// What it did not get to before it would be asked again is not done any more. `own_thread` is
/// false in tests.
lease_actor spawn_leases(caf::actor_system& system, lease_start start, bool own_thread);

} // namespace omstilling

#pragma once

#include "actors/handles.hpp"
#include "actors/lease_actor.hpp"

#include <vector>

namespace omstilling {

struct ownership_start {
  std::vector<site_id> sites;     // of the service
  std::vector<site_id> preferred; // that this node is to own when it lives
  lease_start leases;
};

/// Begins at once. `own_thread`: so that nothing that is long keeps it from asking in time; false
/// in tests.
ownership_actor spawn_ownership(caf::actor_system& system, ownership_start start,
                                keeper_actor keeper, bool own_thread);

} // namespace omstilling

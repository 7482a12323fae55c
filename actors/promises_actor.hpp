#pragma once

#include "actors/handles.hpp"

#include <vector>

namespace omstilling {

/// What a site's promises begin with.
struct promises_start {
  site_id site;
  std::vector<promise_record> kept;
  logins_are logins; // in whose topics they are shown
};

promises_actor spawn_promises(caf::actor_system& system, environment_ptr env, site_actor site,
                              promises_start start);

/// All as items of `promises/{user}` of everybody whom they concern.
std::vector<picture_change> shown_promises(const promises_start& x, time_point now);

} // namespace omstilling

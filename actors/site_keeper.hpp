#pragma once

#include "actors/handles.hpp"
#include "actors/site_loading.hpp"

#include <map>
#include <string>
#include <vector>

namespace omstilling {

struct keeper_start {
  std::vector<site_options> sites; // all of the service; what is shared lives at the first
  std::map<std::string, feed_actor> feeds;
  carriers carried_by;
  accounts_actor accounts;
  nodes_actor nodes;
};

/// Ends its sites with itself.
keeper_actor spawn_site_keeper(caf::actor_system& system, environment_ptr env, keeper_start start);

} // namespace omstilling

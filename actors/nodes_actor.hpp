#pragma once

#include "actors/handles.hpp"
#include "actors/stream_actors.hpp"
#include "services/mirrors/follower.hpp"

#include <memory>
#include <string>
#include <vector>

namespace omstilling {

struct nodes_start {
  std::vector<site_view> sites; // all of the service: none is this node's at first
  streams_start streams;
  follower_times times{};
  accounts_actor accounts;
};

/// Begins to follow every site at once. `own_thread` is false in tests.
nodes_actor spawn_nodes(caf::actor_system& system, environment_ptr env, nodes_start start,
                        bool own_thread);

} // namespace omstilling

#pragma once

#include "actors/handles.hpp"

namespace omstilling {

/// `core` with its figures of the day already counted.
queue_actor spawn_queue(caf::actor_system& system, environment_ptr env, site_actor site,
                        queue core);

/// The queue's item of `queues/{site}`.
picture_change shown_queue(const queue& x, time_point now);

} // namespace omstilling

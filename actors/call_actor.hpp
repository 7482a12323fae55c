#pragma once

#include "actors/handles.hpp"

namespace omstilling {

/// The call as it is kept, or new; the site then tells it to start, or which legs still exist.
call_actor spawn_call(caf::actor_system& system, environment_ptr env, site_actor site,
                      link_actor link, call_record kept);

/// The call wherever it is shown.
std::vector<picture_change> shown_call(const call& x);

} // namespace omstilling

#pragma once

#include "actors/handles.hpp"
#include "actors/ports/pbx.hpp"

namespace omstilling {

/// The way to one site's PBX: orders go out while it is up, events come in and go to the site, and
/// its state stands in `health`. An originate that cannot go out is a leg that could not be
/// reached.
link_actor spawn_link(caf::actor_system& system, environment_ptr env, site_view site,
                      std::shared_ptr<pbx_port> pbx, site_actor owner);

} // namespace omstilling

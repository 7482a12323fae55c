#pragma once

#include "actors/acting_limit.hpp"
#include "actors/handles.hpp"
#include "actors/ports/pbx.hpp"

namespace omstilling {

/// The way to one site's PBX: orders go out while it is up, events come in and go to the site, and
/// its state stands in `health`. An originate that cannot go out is a leg that could not be
/// reached. Past `acts_until`, if it is given, nothing goes out; with its end the link is given up.
link_actor spawn_link(caf::actor_system& system, environment_ptr env, site_view site,
                      std::shared_ptr<pbx_port> pbx, site_actor owner, acting_limit_ptr acts_until);

} // namespace omstilling

#pragma once

#include "actors/handles.hpp"

namespace omstilling {

settings_actor spawn_settings(caf::actor_system& system, environment_ptr env, site_actor site,
                              settings_record kept);

/// The one item of `settings/{user}`.
picture_change shown_settings(const settings_record& x);

} // namespace omstilling

#pragma once

#include "actors/handles.hpp"
#include "services/watches/watchlist.hpp"

namespace omstilling {

watchlist_actor spawn_watchlist(caf::actor_system& system, environment_ptr env, site_actor site,
                                watchlist_record kept);

/// All items of `watchlist/{user}`.
std::vector<picture_change> shown_watchlist(const watchlist& x);

} // namespace omstilling

#pragma once

#include "actors/handles.hpp"

namespace omstilling {

status_book_actor spawn_status_book(caf::actor_system& system, environment_ptr env, site_actor site,
                                    status_book_record kept);

/// A site's book as items of `statuses/{site}`, a user's as items of `templates/{user}`.
std::vector<picture_change> shown_book(const status_book_record& x);

} // namespace omstilling

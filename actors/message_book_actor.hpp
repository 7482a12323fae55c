#pragma once

#include "actors/handles.hpp"

namespace omstilling {

message_book_actor spawn_message_book(caf::actor_system& system, environment_ptr env,
                                      site_actor site, message_book_record kept);

/// A site's book as items of `message_book/{site}`, a user's as items of `messages/{user}`.
std::vector<picture_change> shown_message_book(const message_book_record& x);

} // namespace omstilling

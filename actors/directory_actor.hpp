#pragma once

#include "actors/directory_messages.hpp"

namespace omstilling {

/// Finds people, contacts and numbers, as numbers are written in `region` ("DK"). `own_thread`: a
/// search never waits for calls, nor a call for a search; false in tests.
directory_actor spawn_directory(caf::actor_system& system, const std::string& region,
                                bool own_thread);

} // namespace omstilling

#pragma once

#include "actors/handles.hpp"

namespace omstilling {

/// Frames of one topic merge within this window while changes come fast; after a quiet window one
/// goes out at once.
inline constexpr duration coalescing_window{20};

board_actor spawn_board(caf::actor_system& system, std::shared_ptr<clock> time);

} // namespace omstilling

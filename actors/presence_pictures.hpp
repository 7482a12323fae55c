#pragma once

#include "services/pictures/frames.hpp"
#include "services/presence/employee.hpp"

namespace omstilling {

/// What of the topic `presence/{employee}` is another than before: claims, plans, agenda.
std::vector<picture_change> presence_changes(const employee& before, const employee& after,
                                             time_point now);

} // namespace omstilling

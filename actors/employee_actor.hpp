#pragma once

#include "actors/handles.hpp"

namespace omstilling {

/// It arms its timer itself, but for a deadline that is not after `woken_until`: then it waits for
/// `wake_now`.
employee_actor spawn_employee(caf::actor_system& system, environment_ptr env, site_actor site,
                              employee_record kept, time_point woken_until = {});

/// The employee's item of `people/{site}` for all audiences.
picture_change shown_person(const employee& x);

} // namespace omstilling

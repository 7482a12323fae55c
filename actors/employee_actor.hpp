#pragma once

#include "actors/handles.hpp"

namespace omstilling {

employee_actor spawn_employee(caf::actor_system& system, environment_ptr env, employee_record kept);

/// The employee's item of `people/{site}` for all audiences.
picture_change shown_person(const employee& x);

} // namespace omstilling

#pragma once

#include "services/presence/employee.hpp"

namespace omstilling {

/// The claim that decides the status, by the stated order of sources; nullptr when there is none
/// and the person is available.
const claim* in_force(const std::vector<claim>& claims);

/// The status that follows from the claims, with all that is known of it.
person_status status_in_force(const employee_record& x);

/// Makes the status one of this type, with what the type means to others' programs.
void take_type(person_status& x, std::string id);

} // namespace omstilling

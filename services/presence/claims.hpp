#pragma once

#include "services/presence/employee.hpp"
#include "services/presence/status_types.hpp"

namespace omstilling {

/// Sorts claims into the stated order: the first decides the status. Whose word counts first is one
/// table; of several plans the one that began last.
void put_in_order(std::vector<claim>& claims);

/// The claim that decides the status; nullptr when there is none and the person is available.
const claim* in_force(const std::vector<claim>& claims);

/// The status that follows from the claims, with all that is known of it; `available_since` is told
/// when there is none.
person_status status_in_force(const std::vector<claim>& claims, time_point available_since,
                              const std::vector<status_type>& types);

/// Makes the status one of this type, with what the type means to others' programs.
void take_type(person_status& x, std::string id, const std::vector<status_type>& types);

/// What outsiders see instead of this type: `alias` where one was chosen, else the type's own. A
/// type that nobody knows any more reads away.
std::string shown_outside(const std::string& type, const std::string& alias,
                          const std::vector<status_type>& types);

/// The claim's id in the topic `presence/{employee}`; ids sort as the claims do, plans aside.
std::string id_of(const claim& x);

} // namespace omstilling

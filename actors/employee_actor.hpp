#pragma once

#include "actors/handles.hpp"

namespace omstilling {

/// What is the same for all of a site.
struct site_words {
  std::shared_ptr<const std::string> time_zone;
  std::shared_ptr<const std::vector<status_type>> types;
};

/// It arms its timer itself, but for a deadline that is not after `woken_until`: then it waits for
/// `wake_now`.
employee_actor spawn_employee(caf::actor_system& system, environment_ptr env, site_actor site,
                              site_words words, employee_record kept, time_point woken_until = {});

/// The last that her statuses asked of her desks and screens.
status_wishes wishes_of(const employee& x);

/// The employee's item of `people/{site}` for all audiences.
picture_change shown_person(const employee& x);

} // namespace omstilling

#pragma once

#include "actors/handles.hpp"

namespace omstilling {

desk_actor spawn_desk(caf::actor_system& system, environment_ptr env, site_actor site,
                      desk_record kept, std::optional<employee_id> employee);

/// What the site hears of this desk.
agent_news news_of(const desk& x, const std::optional<employee_id>& employee);

/// The receptionist's own item of `desk/{user}`.
picture_change shown_desk(const desk& x);

} // namespace omstilling

#pragma once

#include "protocol/presence_entities.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace omstilling {

/// The Danish defaults: available, busy, on_the_phone, meeting, lunch, do_not_disturb, gone_home,
/// vacation, sick, works_from_home, course, away.
const std::vector<status_type>& default_status_types();

std::shared_ptr<const std::vector<status_type>> shared_default_status_types();

/// The type with this id, or nullptr.
const status_type* find_status_type(const std::vector<status_type>& types, std::string_view id);

} // namespace omstilling

#pragma once

#include "protocol/entities.hpp"

#include <string>

namespace omstilling {

/// Where the phone's forwarding of this type points; empty without one.
std::string forwarding_target(const phone& x, forwarding_type type = forwarding_type::immediate);

/// Points the forwarding of this type to `to`, or removes it if that is empty; other rules stay.
void set_forwarding_target(phone& x, forwarding_type type, const std::string& to);

} // namespace omstilling

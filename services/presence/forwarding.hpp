#pragma once

#include "protocol/entities.hpp"

#include <string>

namespace omstilling {

/// Where the phone's immediate forwarding points; empty without one.
std::string immediate_target(const phone& x);

/// Points the immediate forwarding to `to`, or removes it if that is empty; other rules stay.
void set_immediate_target(phone& x, const std::string& to);

} // namespace omstilling

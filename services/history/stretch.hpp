#pragma once

#include "services/calls/call_record.hpp"

namespace omstilling {

/// Where the caller is, as a step that has just begun.
story_step stretch_of(const call_record& x, const call_tale& tale);

/// Whether one goes on in the other.
bool same_stretch(const story_step& a, const story_step& b);

} // namespace omstilling

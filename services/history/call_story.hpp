#pragma once

#include "protocol/events.hpp"
#include "services/calls/call_record.hpp"

namespace omstilling {

/// A call of more stretches keeps the first and the last ones; those between are one.
inline constexpr std::size_t most_steps = 48;
/// Of more people only those are remembered in whose log it will stand.
inline constexpr std::size_t most_parts = 64;

/// Carries the tale on over one step of the call, from `before` to `after` by these events; says
/// whether it is another now. The tales inside the two records are not looked at.
///
/// Its steps are in order and without gaps, from the arrival until `ended`; what came to nothing
/// within one moment, such as a ring at a phone that is not to be disturbed, is a step without
/// length.
bool tell(call_tale& tale, const call_record& before, const call_record& after,
          const std::vector<event>& events, time_point now);

/// Whether both are the same person, or else the same number.
bool same_party(const party& a, const party& b);

} // namespace omstilling

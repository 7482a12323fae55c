#pragma once

#include "protocol/entities.hpp"

#include <vector>

namespace omstilling {

/// A call in several of its states; the first has come back.
std::vector<call_view> sample_calls();

} // namespace omstilling

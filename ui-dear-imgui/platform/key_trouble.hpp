#pragma once

#include <map>

namespace omstilling {

/// Why a combination cannot be had: another program has it; it is set for something else too; this
/// keyboard has no such key.
enum class key_trouble { taken, twice, no_key };
using key_troubles = std::map<int, key_trouble>; // by the hotkey's id

} // namespace omstilling

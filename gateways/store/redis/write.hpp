#pragma once

#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/link.hpp"

#include <cstdint>

namespace omstilling::redis {

/// All that one append writes for a site, of however many batches: a later row, receipt or call for
/// the same thing has replaced the earlier one.
store_batch joined(const std::vector<const store_batch*>& batches);

/// What append_script() needs to write it, and to show these frames; `frames` of the batch itself
/// is left out, because a joined one may have several.
command append_command(const site_keys& keys, const store_batch& x,
                       const std::vector<std::string>& frames, std::int64_t token,
                       std::int64_t appends);

} // namespace omstilling::redis

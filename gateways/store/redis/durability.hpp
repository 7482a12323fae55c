#pragma once

#include "gateways/store/redis/link.hpp"

#include <map>

namespace omstilling::redis {

/// What Redis is set to, by name, of what decides whether it keeps what it acknowledged.
using durability_settings = std::map<std::string, std::string>;

tl::expected<durability_settings, problem> read_durability(link& from);

/// What these settings do not promise, a sentence each; none when all is well. docs/redis.md states
/// each.
std::vector<std::string> doubts(const durability_settings& x, std::int64_t wait_replicas,
                                bool replicated);

} // namespace omstilling::redis

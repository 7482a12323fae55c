#pragma once

#include "actors/ports/site_leases.hpp"
#include "gateways/store/redis/link.hpp"

#include <memory>

namespace omstilling {

/// Leases beside what redis_store keeps: the token that is taken here is the one that Redis wants
/// to see there. Redis's clock alone says when a lease is over. Has a connection of its own, and
/// connects when it is first asked.
std::unique_ptr<site_leases> make_redis_leases(redis::link_options where);

} // namespace omstilling

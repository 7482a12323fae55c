#pragma once

#include "actors/ports/site_streams.hpp"
#include "gateways/store/redis/link.hpp"

#include <memory>

namespace omstilling {

/// The streams beside what redis_store keeps: its frames are what the store's append() shows, and
/// its tokens are those of redis_leases. Five connections, made when they are needed and again when
/// they were lost: for each of the three calls that wait, for what is sent, and for hearing that
/// there is something, which has a thread of its own until this ends. By then no call waits.
std::unique_ptr<site_streams> make_redis_streams(redis::link_options where);

} // namespace omstilling

#pragma once

#include "gateways/store/redis/ownership.hpp"

namespace omstilling::redis {

/// See store::forget(). By the page, so that nobody waits long for it.
tl::expected<std::int64_t, problem> forget(link& at, ownership& sites, const site_id& site,
                                           time_point before);

} // namespace omstilling::redis

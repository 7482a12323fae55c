#pragma once

#include "actors/ports/store.hpp"
#include "apps/omstillingd/config/config.hpp"
#include "gateways/pbx/simulator/simulator_options.hpp"

namespace omstilling {

/// A simulated PBX for a site that is not the demo: with the phones of its people and callers for
/// its queues, as they are kept.
tl::expected<simulator_options, problem> simulate_site(store& kept_in, const site_id& site,
                                                       const simulator_settings& settings);

} // namespace omstilling

#pragma once

#include "actors/ports/site_leases.hpp"
#include "actors/ports/store.hpp"
#include "apps/omstillingd/config/config.hpp"

#include <memory>
#include <string>
#include <vector>

namespace omstilling {

/// A store that is open, and why what it acknowledges might still be lost; for the log and health.
struct chosen_store {
  std::unique_ptr<store> kept_in;
  std::vector<std::string> doubts;
};

/// Opens what the settings name. A problem's path is the key that is wrong.
tl::expected<chosen_store, problem> open_store(const store_settings& settings,
                                               const node_settings& node);

/// The leases beside that store; only Redis has some.
tl::expected<std::unique_ptr<site_leases>, problem> open_leases(const store_settings& settings);

} // namespace omstilling

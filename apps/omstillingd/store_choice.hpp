#pragma once

#include "actors/ports/site_leases.hpp"
#include "actors/ports/site_streams.hpp"
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

/// How several nodes find each other beside that store.
struct node_ways {
  std::unique_ptr<site_leases> leases;
  std::shared_ptr<site_streams> streams;
};
/// Only Redis has some.
tl::expected<node_ways, problem> open_node_ways(const store_settings& settings);

} // namespace omstilling

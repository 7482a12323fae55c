#pragma once

#include "actors/ports/store.hpp"
#include "actors/service.hpp"
#include "apps/omstillingd/config/config.hpp"

#include <memory>
#include <optional>
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

/// One of several nodes; nothing: all sites are this one's. Only Redis lets several share a store.
tl::expected<std::optional<node_options>, problem> make_node(const configuration& settings);

} // namespace omstilling

#pragma once

#include "actors/ports/pbx.hpp"
#include "apps/omstillingd/config/config.hpp"
#include "protocol/errors.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace omstilling {

/// The way to a site's Asterisk, or to all of them as one. Files that hold passwords are read now;
/// one that cannot be read is named.
tl::expected<std::shared_ptr<pbx_port>, problem> connect_asterisks(const site_settings& site);

/// The same for an Asterisk of which a file says ARI_URL, ARI_USER and ARI_PASSWORD, a line each.
tl::expected<asterisk_keys, problem> read_asterisk_file(const std::filesystem::path& file);

} // namespace omstilling

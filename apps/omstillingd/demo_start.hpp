#pragma once

#include "actors/ports/front_door.hpp"
#include "apps/omstillingd/demo/demo_office.hpp"

#include <filesystem>

namespace omstilling {

/// Puts the demo's queues, people and logins into the service, by the door that everybody uses. The
/// problem names what was refused.
tl::expected<void, problem> furnish(front_door& door, const std::string& administrator_token,
                                    const demo_office& office);

/// Prints what those who play the demo's people and callers must know of it; the exit status.
int describe_demo(const std::filesystem::path& folder);

/// What of the office is at this site; the calls are still those of all.
demo_office part_of(const demo_office& all, const site_id& site);

/// Waits until every part of the service is well, on whichever node it is.
tl::expected<void, problem> wait_until_well(front_door& door);

/// A new token for the demo's wallboard; the one of the last start no longer opens.
tl::expected<std::string, problem> wallboard_token(front_door& door,
                                                   const std::string& administrator_token);

} // namespace omstilling

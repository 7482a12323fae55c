#pragma once

#include "actors/calendar_feed.hpp"
#include "apps/omstillingd/config/config.hpp"

namespace omstilling {

/// Opens each link with its secret; the problem names the link and what is wrong with it.
tl::expected<std::vector<calendar_link_options>, problem>
open_calendar_links(const std::vector<calendar_settings>& links);

} // namespace omstilling

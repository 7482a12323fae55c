#pragma once

#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/link.hpp"

#include <utility>

namespace omstilling::redis {

/// In order of kind and id. Read by the page; held in memory as a whole, because Redis has no
/// order.
tl::expected<std::vector<std::pair<entity_ref, std::string>>, problem>
load_rows(link& from, const site_keys& keys);
tl::expected<std::optional<std::string>, problem> load_row(link& from, const site_keys& keys,
                                                           const entity_ref& entity);
/// A receipt under its field: time, length of what was asked, that, and the result. What was asked
/// may be any bytes, which JSON cannot be.
std::string text_of(const receipt& x);
tl::expected<receipt, problem> receipt_in(std::string_view field, std::string_view text);
/// See store::load_receipts().
tl::expected<std::vector<receipt>, problem> load_receipts(link& from, const site_keys& keys,
                                                          time_point since);

} // namespace omstilling::redis

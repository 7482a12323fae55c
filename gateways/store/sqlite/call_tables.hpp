#pragma once

#include "actors/ports/store.hpp"
#include "gateways/store/sqlite/database.hpp"

namespace omstilling::sqlite {

/// The calls that are over: the port's part in the tables `calls` and `call_log`. Each belongs into
/// the caller's transaction.
tl::expected<void, problem> keep_calls(database& db, const store_batch& batch);
tl::expected<std::vector<found_call>, problem> find_calls(database& db, const call_query& query);
tl::expected<std::vector<stored_call>, problem> kept_calls(database& db, const site_id& site,
                                                           const call_id& after, std::size_t limit);
tl::expected<void, problem> forget_calls(database& db, const site_id& site, time_point before);

} // namespace omstilling::sqlite

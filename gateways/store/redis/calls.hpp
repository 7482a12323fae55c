#pragma once

#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/link.hpp"

/// Calls that are over. Each has its entry in the hash `calls` under its id and 0, its places in
/// the index under id, 0, m, and the entry of each log under id, 0, o, owner. The index is a sorted
/// set in order of text; a place is a letter and what it is found by, in which ids are escaped:
///   n number 0 time 0 call      r number reached 0 time 0 call      t time 0 call
///   c call
///   o owner 0 time 0 call 0 log 0 number        l owner 0 log 0 time 0 call 0 number
namespace omstilling::redis {

void put_call(std::vector<std::string>& to, const stored_call& x);

/// Of all these sites; see store::calls().
tl::expected<std::vector<found_call>, problem>
find_calls(link& from, const std::vector<site_id>& sites, const call_query& query);

/// See store::kept_calls().
tl::expected<std::vector<stored_call>, problem> kept_calls(link& from, const site_keys& keys,
                                                           const call_id& after, std::size_t limit);

} // namespace omstilling::redis

#pragma once

#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/link.hpp"

/// The event log: a stream whose ids are number-0. It is found by number; by time through the first
/// and the last number of each hour; by entity and type by reading what lies between.
namespace omstilling::redis {

/// Numbers between which all events of a span of time lie, and others may.
struct number_range {
  std::int64_t from = 1;
  std::int64_t until = 0; // inclusive; below `from`: there are none
};
tl::expected<number_range, problem> numbers_within(link& from, const site_keys& keys,
                                                   const std::optional<time_point>& since,
                                                   const std::optional<time_point>& before);

/// An entry of the stream; nothing for one that we did not write.
std::optional<stored_event> event_in(const reply& entry);

tl::expected<std::vector<stored_event>, problem> read_history(link& from, const site_keys& keys,
                                                              const event_query& query);

} // namespace omstilling::redis

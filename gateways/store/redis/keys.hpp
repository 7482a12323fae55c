#pragma once

#include "actors/ports/store.hpp"

#include <array>
#include <string>
#include <string_view>

/// How things are called in Redis; docs/redis.md has the whole picture.
namespace omstilling::redis {

inline const std::string sites_key = "omstilling:sites";   // set: opened
inline const std::string leased_key = "omstilling:leased"; // set: taken by a lease
inline const std::string nodes_key = "omstilling:nodes";   // set: had a heartbeat
std::string heartbeat_key(const std::string& node);
std::string answers_key(const std::string& node); // stream: body, of what this node asked
/// Channel: the key of a stream that has grown, or freed_word and the name of a site.
inline const std::string news_channel = "omstilling:news";
inline const std::string freed_word = "freed:";

/// The keys of one site: all with its name as hash tag, so that they are on one node of a cluster.
struct site_keys {
  explicit site_keys(const site_id& site);

  std::string meta;        // hash: epochs, last_number, appends, token, holder, until, ...
  std::string rows;        // hash: kind:id -> state
  std::string events;      // stream: number-0 -> at, kind, id, type, body, by
  std::string first;       // zset: hour -> number of the first event in it
  std::string last;        // zset: hour -> number of the last event in it
  std::string receipts;    // hash: user, 0, key -> receipt
  std::string receipts_at; // zset: at -> the same
  std::string calls;       // hash: see call_fields
  std::string calls_index; // zset in order of text: see call_index
  std::string undo;        // hash: what the latest append replaced
  std::string frames;      // stream: after, body (or undone), of what followers see
  std::string commands;    // stream: by, body, of what other nodes ask; those without an answer
  std::string askers;      // hash: node -> life and number of its latest command

  /// What the scripts of an append have, in their order.
  std::vector<std::string> all() const;
};

/// A name that no other process, and no other life of this one, calls itself by.
std::string name_of_its_own();

/// The text, so that 0 and 2, which stand between texts, do not occur in it and its order stays.
std::string escaped(std::string_view x);
std::string unescaped(std::string_view x);

/// 16 digits in the order of time.
std::string sortable(time_point x);
time_point instant_in(std::string_view sortable);

inline std::int64_t millis(time_point x) { return x.time_since_epoch().count(); }
inline time_point instant(std::int64_t x) { return time_point{duration{x}}; }
/// Hours since 1970, rounded down.
std::int64_t hour_of(time_point x);

std::string field_of(const entity_ref& x);
/// Nothing for a field that we did not write.
std::optional<entity_ref> entity_in(std::string_view field);
std::string field_of(const user_id& user, const idempotency_key& key);

} // namespace omstilling::redis

#pragma once

#include "protocol/entities.hpp"
#include "protocol/errors.hpp"
#include "services/access/receipts.hpp"
#include "services/history/stored_call.hpp"
#include "services/ownership/lease_words.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace omstilling {

/// Names one entity of a site.
struct entity_ref {
  entity_kind kind = entity_kind::unknown;
  std::string id;
  friend bool operator==(const entity_ref&, const entity_ref&) = default;
  friend auto operator<=>(const entity_ref&, const entity_ref&) = default;
};

/// One thing that happened, as it is kept.
struct stored_event {
  std::int64_t number = 0; // of the site, rising; live events that are not kept have numbers too
  time_point at;
  entity_ref entity;
  std::string type;            // name_of(event)
  std::string body;            // JSON of the event
  std::optional<user_id> by{}; // who asked for it
  friend bool operator==(const stored_event&, const stored_event&) = default;
};

/// An entity's state, replacing what was kept before; without `state` the row is deleted.
struct stored_row {
  entity_ref entity;
  std::optional<std::string> state{}; // JSON of the record
  friend bool operator==(const stored_row&, const stored_row&) = default;
};

/// What is written together or not at all.
struct store_batch {
  site_id site;
  std::vector<stored_event> events; // numbers rise
  std::vector<stored_row> rows;     // a later row for the same entity wins
  std::vector<receipt> receipts;
  std::vector<stored_call> calls{}; // that are over; a later one with the same id wins
  /// What followers on other nodes are to see of it, in words of their own; empty: nothing. May
  /// stand alone. A store of one machine leaves it out. See site_streams.
  std::string frames{};
};

/// Which events to read: all that are given must hold.
struct event_query {
  site_id site;
  std::optional<entity_ref> entity{};
  std::vector<std::string> types; // any of them; empty: all
  std::optional<time_point> from{};
  std::optional<time_point> until{}; // exclusive
  std::int64_t after = 0;            // number
  std::size_t limit = 1000;
};

struct site_position {
  std::int64_t epochs = 0;      // how often the site was opened
  std::int64_t last_number = 0; // of its last kept event
};

/// Why a store of several nodes refuses what it is asked to write: the site is another's by now.
inline problem owned_by_another(std::string detail) {
  return {
    .reason = error_reason::storage_unavailable, .path = "owner", .detail = std::move(detail)};
}
inline bool is_owned_by_another(const problem& x) {
  return x.reason == error_reason::storage_unavailable && x.path == "owner";
}

/// Where everything is kept. Calls block, and come from one thread; failures are values
/// (storage_unavailable, with what the store said) and leave everything as it was.
class store {
public:
  virtual ~store() = default;

  /// Of a store that several nodes share: the site is written under this token from now on, or no
  /// more. One with a newer token may write instead: then append() says owned_by_another().
  virtual void hold(const site_id&, fencing_token) {}
  virtual void let_go(const site_id&) {}

  /// Counts one more epoch of this site and says where its numbering stands. Makes the site known
  /// if it was not.
  virtual tl::expected<site_position, problem> open_site(const site_id& site) = 0;
  /// Writes the batches, in order, in one transaction; when it returns, they survive the loss of
  /// power. (In Redis it is one transaction a site, and what was written for others is taken back
  /// when one refuses: see redis_store.) Refused: a site that was never opened, an event whose
  /// number is not above its site's last. A receipt replaces the one of the same user and key.
  virtual tl::expected<void, problem> append(const std::vector<store_batch>& batches) = 0;
  /// Gives each row of the site, in order of kind and id; `row` must not call the store.
  virtual tl::expected<void, problem>
  load(const site_id& site,
       const std::function<void(const entity_ref&, std::string_view state)>& row) = 0;
  virtual tl::expected<std::optional<std::string>, problem> load_one(const site_id& site,
                                                                     const entity_ref& entity) = 0;
  /// Receipts not older than `since`, the oldest first; of one age in order of user and key.
  virtual tl::expected<std::vector<receipt>, problem> load_receipts(const site_id& site,
                                                                    time_point since) = 0;
  /// The events in order of number.
  virtual tl::expected<std::vector<stored_event>, problem> history(const event_query& query) = 0;
  /// Calls that are over, of all sites, the newest first; of one time in order of id, the last
  /// first. `called_back` is set for what has a number and, in a log, was missed.
  virtual tl::expected<std::vector<found_call>, problem> calls(const call_query& query) = 0;
  /// Calls that are over of one site, in order of id, those that come after `after`.
  virtual tl::expected<std::vector<stored_call>, problem>
  kept_calls(const site_id& site, const call_id& after, std::size_t limit) = 0;
  /// Deletes events, receipts and calls of the site older than `before`; says how many events.
  virtual tl::expected<std::int64_t, problem> forget(const site_id& site, time_point before) = 0;
  /// The sites that have been opened here, in order.
  virtual tl::expected<std::vector<site_id>, problem> sites() = 0;
};

} // namespace omstilling

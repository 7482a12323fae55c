#pragma once

#include "protocol/errors.hpp"
#include "protocol/time.hpp"
#include "services/ownership/lease_words.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace omstilling {

/// Who owns a site. Spans, not times: the store's clock judges leases, and nodes' clocks differ.
struct site_holder {
  site_id site;
  node_id node;                   // empty: nobody since it was given back
  std::int64_t token = 0;         // the newest that was given out; it rises with each owner
  std::optional<duration> left{}; // of the lease; below zero: over for so long; none: never leased
  friend bool operator==(const site_holder&, const site_holder&) = default;
};

/// A lease that was given: what is written for the site must bear this token.
struct site_lease {
  std::int64_t token = 0;
  friend bool operator==(const site_lease&, const site_lease&) = default;
};

using lease_answer = std::variant<site_lease, site_holder>;

/// Without a token: to take the site when nobody's lease runs, or the node's own, with a new token,
/// so that an earlier process of the same node writes no more. With one: to let that lease run on,
/// also when it ran out and nobody took it.
struct lease_wish {
  site_id site;
  std::optional<fencing_token> token{};
};

/// What a node says of itself, over and over.
struct node_heartbeat {
  node_id node;
  std::string life;               // no other process has it, whatever its node is called
  std::int64_t sites = 0;         // how many it owns
  std::vector<site_id> preferred; // that it should own
  std::string version;            // of the program
  friend bool operator==(const node_heartbeat&, const node_heartbeat&) = default;
};

/// Which node owns which site. Calls block, and come from one thread; failures are values
/// (storage_unavailable), and then it is not known whether it was done: a lease that was asked for
/// may have been given, one that should be given back may still run.
class site_leases {
public:
  virtual ~site_leases() = default;

  /// Takes or renews all of these, for `length` from now; each is answered with its lease, or with
  /// who has the site. In little more time than one of them: what a node owns must not run out
  /// because it owns much.
  virtual std::vector<tl::expected<lease_answer, problem>>
  lease_all(const std::vector<lease_wish>& all, const node_id& node, duration length) = 0;
  /// Ends the lease: whoever asks next has the site. Does nothing when it is another's by now.
  virtual tl::expected<void, problem> give_back(const site_id& site, const node_id& node,
                                                std::int64_t token) = 0;
  /// Every site that was ever taken or opened, in order.
  virtual tl::expected<std::vector<site_holder>, problem> holders() = 0;

  /// Is forgotten after `lasts` without another. What was kept of this node until now; nothing when
  /// it was not there.
  virtual tl::expected<std::optional<node_heartbeat>, problem> beat(const node_heartbeat& x,
                                                                    duration lasts) = 0;
  /// The nodes whose heartbeats last, in order.
  virtual tl::expected<std::vector<node_heartbeat>, problem> nodes() = 0;
};

} // namespace omstilling

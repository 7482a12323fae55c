#pragma once

#include "protocol/ids.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What a node and the store say to each other about who owns which site.
namespace omstilling {

/// A node as its configuration names it: letters, digits, `-`.
using node_id = id<struct node_tag>;

/// Rises, for each site, with every owner; the store refuses what comes with an older one than it
/// gave out. 0: none.
using fencing_token = std::int64_t;

/// An instant of one node's own clock, which nobody sets and which means nothing on another node:
/// only spans between two of them count.
using instant = std::chrono::time_point<std::chrono::steady_clock,
                                        std::chrono::duration<std::int64_t, std::milli>>;
using span_of_time = instant::duration; // milliseconds

// --- asked of the store ---------------------------------------------------------------

/// Give me this site if nobody's lease runs, or mine: each time with a new token, so that an
/// earlier life of this node writes no more.
struct take_lease {
  site_id site;
  instant asked_at; // comes back with the answer; before the question was sent
};
/// Let my lease run on; only while no newer token was given out.
struct renew_lease {
  site_id site;
  fencing_token token = 0;
  instant asked_at;
};
/// I act no more under this token; nothing happens when the lease is another's by now.
struct give_back_lease {
  site_id site;
  fencing_token token = 0;
};

/// What a node says of itself to all others.
struct node_seen {
  node_id who;
  std::vector<site_id> prefers; // and could act for now
  bool leaving = false;         // takes nothing any more
};
/// Keep what I say of myself for `times.seen_for`, and say who is there and who holds what.
struct look_around {
  instant asked_at;
  node_seen self;
};

// --- answered by the store --------------------------------------------------------------

struct lease_taken {
  site_id site;
  instant asked_at;
  fencing_token token = 0; // 0: another holds it
};
struct lease_renewed {
  site_id site;
  fencing_token token = 0;
  instant asked_at;
  bool held = false; // false: the lease has ended or is another's
};
struct lease_seen {
  node_id holder;
  fencing_token token = 0;
};
/// Who is there and who holds what, at one moment between the question and the answer.
struct nodes_picture {
  instant asked_at;
  std::map<site_id, lease_seen> held; // a site that is missing is free
  std::vector<node_seen> living;
};

// --- asked of the node itself --------------------------------------------------------------

enum class why_stopped : std::uint8_t {
  leaving,     // the node ends, and hands over what it owns
  handed_over, // the preferred node is back
  not_renewed, // the store was not heard in time
  deposed,     // the store says that another owns the site
  cannot_act   // the node said so
};

/// Load the site and act for it, writing under this token.
struct begin_acting {
  site_id site;
  fencing_token token = 0;
};
/// Act for the site no more, and say ended(). With `may_finish` what is under way is kept first,
/// and the site is given back when it has ended; else nothing may be written from now on.
struct stop_acting {
  site_id site;
  fencing_token token = 0;
  why_stopped why = why_stopped::leaving;
  bool may_finish = false;
};

using ownership_order =
  std::variant<take_lease, renew_lease, give_back_lease, look_around, begin_acting, stop_acting>;
using ownership_orders = std::vector<ownership_order>; // to be carried out in this order

} // namespace omstilling

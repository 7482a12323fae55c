#pragma once

#include "actors/ports/store.hpp"
#include "gateways/store/redis/link.hpp"
#include "services/ownership/lease_words.hpp"

#include <memory>

namespace omstilling {

struct redis_store_options {
  redis::link_options where;
  std::int64_t wait_replicas = 0; // that must have a change before it is acknowledged
  duration wait_within{1'000};    // else it is undone and refused
  node_id node{"single"};         // who holds the sites
  bool read_only = false;         // takes no site and writes nothing
  bool leased = false;            // whether only what hold() names may be written
};

/// The store of several nodes. As the port says, with these differences: several sites in one
/// append() are written one after the other, each as a whole, and undone when one is refused, so a
/// reader may see for a moment what is then refused; forget() goes by the page.
///
/// What is written bears a token, and Redis refuses all but the newest of a site. With `leased` the
/// tokens are those of site_leases. Without, the store takes a new one at open_site(), unless
/// somebody's lease runs: so the service that was started last has the site, and one that was
/// thought dead is refused from then on until it is started again; reading a site takes it too, so
/// that nothing of an earlier owner is written once it was read. With `leased` or `read_only`,
/// reading needs no token.
class redis_store : public store {
public:
  /// Writes for the site with this token from now on. May be called from any thread.
  void hold(const site_id& site, fencing_token token) override = 0;
  /// Writes nothing more for it. May be called from any thread.
  void let_go(const site_id& site) override = 0;
  /// What its settings do not promise, for people: empty when a change that was acknowledged stays
  /// whatever single thing fails. See docs/redis.md.
  virtual tl::expected<std::vector<std::string>, problem> doubts() = 0;
};

/// The error says what could not be reached and why.
tl::expected<std::unique_ptr<redis_store>, problem> open_redis_store(redis_store_options options);

} // namespace omstilling

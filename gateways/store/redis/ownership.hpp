#pragma once

#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/link.hpp"
#include "services/ownership/lease_words.hpp"

#include <map>
#include <mutex>
#include <set>

namespace omstilling::redis {

/// A site that this store writes.
struct owned_site {
  std::int64_t epochs = 0;
  std::int64_t last_number = 0;
  std::int64_t appends = 0; // that Redis has counted
  std::int64_t token = 0;
  bool in_question = false; // whether the append after these was done
};

enum class when_done { keep, undo };
enum class settled { done, undone, absent };

/// Which sites are ours to write, and what became of appends that got no answer.
class ownership {
public:
  ownership(link& to, node_id node, bool leased);

  void hold(const site_id& site, std::int64_t token);
  void let_go(const site_id& site);

  /// Counts an epoch and takes the site where no leases are used.
  tl::expected<owned_site*, problem> open(const site_id& site);
  /// The site as it stands, with nothing in question; no site: it was never opened.
  tl::expected<owned_site*, problem> find(const site_id& site);
  bool owns(const site_id& site) const { return owned_.contains(site); }
  /// Finds out about the append after `appends`, and sees to it that it is not done later.
  tl::expected<settled, problem> settle(const site_id& site, owned_site& x, when_done then);
  /// Nothing is in question after it: what was refused is not there.
  tl::expected<void, problem> settle_all();
  /// What a script said that is none of its good answers. Forgets the site, so that it is looked
  /// at anew.
  problem refused(const site_id& site, const reply& said);

private:
  tl::expected<owned_site*, problem> take(const site_id& site, bool count);
  tl::expected<std::string, problem> token_for(const site_id& site);

  link& link_;
  node_id node_;
  std::string opener_; // of this process alone: it takes each site once, however often it asks
  bool leased_;
  std::map<site_id, owned_site> owned_;
  std::set<site_id> lost_; // to another, without leases: ours again only when opened again
  std::mutex guard_;
  std::map<site_id, std::int64_t> held_; // by leases
};

} // namespace omstilling::redis

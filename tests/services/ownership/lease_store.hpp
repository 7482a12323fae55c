#pragma once

#include "services/ownership/ownership.hpp"

#include <map>
#include <string>
#include <vector>

namespace omstilling::test {

/// True time of a simulated world, in milliseconds from its beginning.
using moment = std::int64_t;

/// A write of a site's owner, as the store is asked for it.
struct site_write {
  site_id site;
  fencing_token token = 0;
  std::int64_t number = 0;
  node_id by;
};

/// What the store promises to nodes, by its own time: leases that end, tokens that rise, and no
/// write under a token that is not the newest.
class lease_store {
public:
  explicit lease_store(ownership_times times) : times_(times) {}

  lease_taken handle(const take_lease& x, const node_id& by, moment now);
  lease_renewed handle(const renew_lease& x, const node_id& by, moment now);
  void handle(const give_back_lease& x, const node_id& by, moment now);
  nodes_picture handle(const look_around& x, moment now);
  /// Whether it was accepted.
  bool handle(const site_write& x, moment now);

  struct lease {
    node_id holder; // of no node: free
    fencing_token token = 0;
    moment ends = 0;
    moment heard_at = 0; // of a taking or a renewal
    bool held(moment now) const { return !holder.empty() && now < ends; }
  };
  struct accepted_write {
    site_write what;
    moment at = 0;
  };
  struct grant {
    site_id site;
    fencing_token token = 0;
    node_id to;
    moment at = 0;
  };
  const lease& of(const site_id& site) { return leases_[site]; }
  std::int64_t last_number(const site_id& site) const;
  const std::vector<accepted_write>& log() const { return log_; }
  const std::vector<grant>& grants() const { return grants_; }

private:
  struct presence {
    node_seen who;
    moment ends = 0;
  };
  ownership_times times_;
  std::map<site_id, lease> leases_;
  std::map<node_id, presence> living_;
  std::map<site_id, std::int64_t> last_numbers_;
  std::vector<accepted_write> log_;
  std::vector<grant> grants_;
};

} // namespace omstilling::test

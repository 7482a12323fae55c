#pragma once

#include "actors/acting_limit.hpp"
#include "actors/messages.hpp"

#include <caf/fwd.hpp>
#include <caf/replies_to.hpp>
#include <caf/typed_actor.hpp>

#include <functional>
#include <memory>
#include <variant>

/// What those say to each other who see to it that one node acts for each site.
namespace omstilling {

struct loaded_site;

/// Something to be asked of the store.
struct lease_order {
  ownership_order what;
  std::int64_t acting = 0; // for how many sites the node acts
};
/// What the store said; nothing: it is not known whether that was done.
struct lease_said {
  std::variant<std::monostate, lease_taken, lease_renewed, nodes_picture> what;
};

/// Nothing acts for the site under this token any more.
struct site_ended {
  site_id site;
  fencing_token token = 0;
};
/// The site cannot be begun here, or its actor failed; nothing of it is written any more.
struct site_failed {
  site_id site;
  fencing_token token = 0;
};
/// The store refused a write: another owns the site.
struct site_deposed {
  site_id site;
  fencing_token token = 0;
};
/// A lease was given back somewhere: look at once.
struct something_freed {};
/// Give all sites back, then call this.
struct leave_now {
  std::function<void()> then;
};

/// Asks the store on a thread of its own: at once all leases that have gathered, then the rest.
using lease_actor =
  caf::typed_actor<caf::replies_to<lease_order>::with<lease_said>, caf::reacts_to<flush>>;

/// One node's part in owning sites.
using ownership_actor = caf::typed_actor<caf::reacts_to<site_ended>, caf::reacts_to<site_failed>,
                                         caf::reacts_to<site_deposed>, caf::reacts_to<leave_now>,
                                         caf::reacts_to<something_freed>,
                                         // INTERNAL: a deadline.
                                         caf::reacts_to<wake>>;

/// Act for this site, up to a limit that moves on. Answered by site_failed, or not at all.
struct site_begins {
  site_id site;
  fencing_token token = 0;
  acting_limit_ptr until;
  ownership_actor owner;
};
/// Act for it no more. Answered by site_ended.
struct site_stops {
  stop_acting what;
  ownership_actor owner;
};

/// Begins and ends the sites of a node, each by itself.
using keeper_actor = caf::typed_actor<caf::reacts_to<site_begins>, caf::reacts_to<site_stops>>;

/// Write for this site from now on, and say what is kept of it.
struct open_site {
  site_view site;
  fencing_token token = 0;
  acting_limit_ptr until;
  ownership_actor owner; // hears when the store refuses
};
struct opened_site {
  tl::expected<std::shared_ptr<loaded_site>, problem> site;
};
/// Write nothing more for it once what has gathered is kept.
struct close_site {
  site_id site;
  fencing_token token = 0;
};
struct closed_site {};
/// Write nothing more for it, also not what has gathered.
struct cut_site {
  site_id site;
  fencing_token token = 0;
};

} // namespace omstilling

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::lease_order)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::lease_said)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::site_ended)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::site_failed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::site_deposed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::something_freed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::leave_now)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::site_begins)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::site_stops)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::open_site)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::opened_site)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::close_site)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::closed_site)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::cut_site)

#pragma once

#include "services/ownership/lease_words.hpp"

#include <map>
#include <optional>
#include <vector>

namespace omstilling {

/// How long is what. Every node of a service has the same; milliseconds.
struct ownership_times {
  span_of_time lease{6000};       // by the store's clock, from when it grants or renews
  span_of_time margin{1000};      // so much before the end a node stops acting
  span_of_time renew_every{2000}; // a third of the lease
  span_of_time ask_again{1000};   // when no answer came
  span_of_time look_every{400};
  span_of_time look_again{50}; // at the earliest, when told that something changed
  span_of_time seen_for{3000}; // how long a node counts as living after it looked
  span_of_time settle{1000};   // after a start, before it takes anything: others may start too
  span_of_time stagger{400};   // from one in the line for a free site to the next
  span_of_time stable{10000};  // so long a preferred node lives before a site is handed to it
  span_of_time rest{10000};    // before a site is tried again for which the node could not act;
  span_of_time longest_rest{300000}; // twice as long each time, up to this
  bool hand_over = true;             // to a preferred node that is back
};

/// One node's part in owning sites: which leases it asks for, renews and gives back, and when it
/// acts for a site.
///
/// It acts for a site only until `lease - margin` after the instant before it asked for what was
/// granted last, by its own clock; the store's lease, which began later, has not ended then,
/// however long the answer took and whatever the clocks say. It never acts twice under one token,
/// nor under a lower one than before. Every input first does what came due, so that a node that
/// slept stops before it hears anything else. Answers that come late or twice do no harm; an answer
/// that never comes is asked for again.
class ownership {
public:
  /// `sites`: all of the service; `preferred`: those that this node is to own when it lives.
  ownership(node_id self, const std::vector<site_id>& sites, std::vector<site_id> preferred,
            ownership_times times = {});

  ownership_orders start(instant now);
  /// A clean stop: gives all back, each site as soon as it has ended; over when left().
  ownership_orders leave(instant now);
  /// The deadline came; may be stale.
  ownership_orders wake(instant now);
  /// Somebody said that a site became free or a node came: looks at once.
  ownership_orders told(instant now);

  ownership_orders taken(const lease_taken& x, instant now);
  ownership_orders renewed(const lease_renewed& x, instant now);
  ownership_orders seen(const nodes_picture& x, instant now);

  /// Nothing acts for the site any more; the answer to stop_acting.
  ownership_orders ended(const site_id& site, fencing_token token, instant now);
  /// The store refused a write under this token because there is a newer one.
  ownership_orders deposed(const site_id& site, fencing_token token, instant now);
  /// The site cannot be loaded here, or fails again and again.
  ownership_orders cannot_act(const site_id& site, fencing_token token, instant now);

  /// When to call wake(); nothing before the start and after the end.
  std::optional<instant> deadline() const;
  bool left() const;

  struct right_to_act {
    fencing_token token = 0;
    instant until; // exclusive; moves on with each renewal
  };
  /// Under what the node acts for the site now; nothing when it does not.
  std::optional<right_to_act> acting_for(const site_id& site) const;

private:
  enum class phase { elsewhere, asked, acting, closing };
  struct one_site {
    phase is = phase::elsewhere;
    fencing_token token = 0;   // acting, closing
    fencing_token highest = 0; // begun with or given back: never begun with again
    instant asked_at;          // the last question
    instant confirmed;         // the asking of the last that was granted
    instant since;             // acting
    bool may_finish = false;   // closing with the lease in hand
    std::optional<instant> free_since{};
    std::optional<instant> rests_until{};
    int failures = 0; // to act, in a row
  };

  one_site* find(const site_id& site);
  static bool in_hand(const one_site& x) {
    return x.is == phase::acting || (x.is == phase::closing && x.may_finish);
  }
  instant until(const one_site& x) const { return x.confirmed + times_.lease - times_.margin; }
  instant renewal_of(const one_site& x) const;
  bool waits_for_answer(const one_site& x, instant now) const;
  bool is_living_preferred(const node_seen& x, const site_id& site, instant now) const;

  void expire(instant now, ownership_orders& out);
  void keep_up(instant now, ownership_orders& out);
  void take(const site_id& site, one_site& x, instant now, ownership_orders& out);
  void give_back(const site_id& site, one_site& x, fencing_token token, ownership_orders& out);
  void begin(const lease_taken& granted, one_site& x, instant now, ownership_orders& out);
  void close(const site_id& site, one_site& x, why_stopped why, ownership_orders& out);
  void cut(const site_id& site, one_site& x, why_stopped why, ownership_orders& out);
  void note_living(const nodes_picture& x, instant now);
  void mend(const nodes_picture& x, instant now, ownership_orders& out);
  void take_free(const nodes_picture& x, instant now, ownership_orders& out);
  void hand_over(const nodes_picture& x, instant now, ownership_orders& out);
  node_seen self_now() const;
  std::vector<site_id> preferred_now() const;

  node_id self_;
  std::map<site_id, one_site> sites_;
  std::vector<site_id> preferred_;
  ownership_times times_;
  bool started_ = false;
  bool leaving_ = false;
  instant may_take_;
  instant look_at_;
  instant looked_at_;
  instant pictured_at_; // the asking of the newest picture
  std::map<node_id, instant> living_since_;
};

} // namespace omstilling

#include "services/ownership/ownership.hpp"
#include "services/ownership/turns.hpp"

#include <algorithm>

/// What a node does on a picture of all nodes and leases.
namespace omstilling {

namespace {

/// Further back in the line than this nobody waits longer: by then the first ones do not come.
constexpr std::size_t last_place = 2;

} // namespace

/// A site for which the node cannot act now is not one that it asks to be handed.
std::vector<site_id> ownership::preferred_now() const {
  auto result = preferred_;
  std::erase_if(result, [&](const auto& site) {
    const auto found = sites_.find(site);
    return found == sites_.end() || found->second.rests_until > looked_at_;
  });
  return result;
}

node_seen ownership::self_now() const { return {self_, preferred_now(), leaving_}; }

void ownership::note_living(const nodes_picture& x, instant now) {
  if (x.asked_at - pictured_at_ > times_.seen_for)
    living_since_.clear(); // nobody knows who was away meanwhile
  pictured_at_ = x.asked_at;
  std::map<node_id, instant> still;
  for (const auto& node : x.living)
    if (!node.leaving) {
      const auto before = living_since_.find(node.who);
      still[node.who] = before == living_since_.end() ? now : before->second;
    }
  living_since_ = std::move(still);
}

/// The store may hold a lease for this node of which it does not know: of an earlier life, or
/// because the answer was lost; it is taken anew. Or one that it gave back, and the word was lost.
void ownership::mend(const nodes_picture& picture, instant now, ownership_orders& out) {
  for (const auto& [site, lease] : picture.held) {
    auto* const x = find(site);
    if (!x)
      continue;
    x->free_since.reset();
    if (lease.holder != self_ || waits_for_answer(*x, now))
      continue;
    if (x->is != phase::elsewhere && x->is != phase::asked)
      continue;
    const bool wanted =
      !leaving_ && lease.token > x->highest && now >= x->rests_until.value_or(now);
    wanted ? take(site, *x, now, out) : give_back(site, *x, lease.token, out);
  }
}

void ownership::take_free(const nodes_picture& picture, instant now, ownership_orders& out) {
  std::vector<site_id> free;
  for (auto& [site, x] : sites_)
    if (!picture.held.contains(site)) {
      free.push_back(site);
      x.free_since = x.free_since.value_or(now);
    }
  if (free.empty())
    return;
  const auto turns = turns_of(self_now(), free, picture);
  for (const auto& site : free) {
    auto& x = sites_.at(site);
    const auto place = static_cast<std::int64_t>(std::min(turns.at(site), last_place));
    const bool can =
      x.is == phase::elsewhere || (x.is == phase::asked && !waits_for_answer(x, now));
    if (can && now >= *x.free_since + place * times_.stagger && now >= x.rests_until.value_or(now))
      take(site, x, now, out);
  }
}

bool ownership::is_living_preferred(const node_seen& x, const site_id& site, instant now) const {
  const auto since = living_since_.find(x.who);
  return since != living_since_.end() && now - since->second >= times_.stable && prefers(x, site);
}

/// One site after the other, so that the new owner loads them one after the other. A site that came
/// back stays for a while, so that it does not go to and fro when the preferred node cannot act.
void ownership::hand_over(const nodes_picture& picture, instant now, ownership_orders& out) {
  if (std::any_of(sites_.begin(), sites_.end(),
                  [](const auto& x) { return x.second.is == phase::closing; }))
    return;
  for (auto& [site, x] : sites_) {
    const bool settled = x.is == phase::acting && now - x.since >= times_.stable;
    if (!settled || prefers({.prefers = preferred_}, site))
      continue;
    if (std::none_of(
          picture.living.begin(), picture.living.end(),
          [&, &id = site](const auto& node) { return is_living_preferred(node, id, now); }))
      continue;
    return close(site, x, why_stopped::handed_over, out);
  }
}

} // namespace omstilling

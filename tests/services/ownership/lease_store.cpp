#include "tests/services/ownership/lease_store.hpp"

#include <algorithm>

namespace omstilling::test {

lease_taken lease_store::handle(const take_lease& x, const node_id& by, moment now) {
  auto& its = leases_[x.site];
  if (its.held(now) && its.holder != by)
    return {x.site, x.asked_at, 0};
  its = {by, its.token + 1, now + times_.lease.count(), now};
  grants_.push_back({x.site, its.token, by, now});
  return {x.site, x.asked_at, its.token};
}

lease_renewed lease_store::handle(const renew_lease& x, const node_id& by, moment now) {
  auto& its = leases_[x.site];
  const bool held = its.holder == by && its.token == x.token;
  if (held) {
    its.ends = now + times_.lease.count();
    its.heard_at = now;
  }
  return {x.site, x.token, x.asked_at, held};
}

void lease_store::handle(const give_back_lease& x, const node_id& by, moment now) {
  auto& its = leases_[x.site];
  if (its.holder == by && its.token == x.token)
    its = {{}, its.token + 1, now, now};
}

nodes_picture lease_store::handle(const look_around& x, moment now) {
  living_[x.self.who] = {x.self, now + times_.seen_for.count()};
  nodes_picture result{.asked_at = x.asked_at};
  for (const auto& [site, its] : leases_)
    if (its.held(now))
      result.held[site] = {its.holder, its.token};
  for (const auto& [node, shown] : living_)
    if (now < shown.ends)
      result.living.push_back(shown.who);
  return result;
}

bool lease_store::handle(const site_write& x, moment now) {
  if (x.token != leases_[x.site].token)
    return false;
  auto& last = last_numbers_[x.site];
  last = std::max(last, x.number);
  log_.push_back({x, now});
  return true;
}

std::int64_t lease_store::last_number(const site_id& site) const {
  const auto found = last_numbers_.find(site);
  return found == last_numbers_.end() ? 0 : found->second;
}

} // namespace omstilling::test

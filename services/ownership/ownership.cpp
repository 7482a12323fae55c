#include "services/ownership/ownership.hpp"

#include "services/ownership/turns.hpp"

#include <algorithm>

namespace omstilling {

ownership::ownership(node_id self, const std::vector<site_id>& sites,
                     std::vector<site_id> preferred, ownership_times times)
  : self_(std::move(self)), preferred_(std::move(preferred)), times_(times) {
  for (const auto& x : sites)
    sites_[x];
}

// --- inputs ---------------------------------------------------------------------------

ownership_orders ownership::start(instant now) {
  started_ = true;
  may_take_ = now + times_.settle;
  look_at_ = looked_at_ = pictured_at_ = now;
  return wake(now);
}

ownership_orders ownership::leave(instant now) {
  ownership_orders out;
  expire(now, out);
  leaving_ = true;
  looked_at_ = now;
  look_at_ = now + times_.look_every;
  // First of all the others learn that this node takes nothing any more.
  out.emplace_back(look_around{now, self_now()});
  for (auto& [site, x] : sites_)
    if (x.is == phase::acting)
      close(site, x, why_stopped::leaving, out);
  return out;
}

ownership_orders ownership::wake(instant now) {
  ownership_orders out;
  expire(now, out);
  keep_up(now, out);
  return out;
}

ownership_orders ownership::told(instant now) {
  look_at_ = std::min(look_at_, looked_at_ + times_.look_again);
  return wake(now);
}

ownership_orders ownership::taken(const lease_taken& x, instant now) {
  auto out = wake(now);
  auto* const site = find(x.site);
  if (!site)
    return out;
  if (x.token == 0) {
    if (site->is == phase::asked && site->asked_at == x.asked_at)
      site->is = phase::elsewhere;
    return out;
  }
  if (x.token <= site->highest)
    return out; // of a lease that was given back
  if (site->is == phase::asked && !leaving_) {
    if (x.asked_at != site->asked_at)
      return out; // it was asked again since, and the newer token counts
    if (now < x.asked_at + times_.lease - times_.margin) {
      begin(x, *site, now, out);
      keep_up(now, out);
      return out;
    }
  }
  if (site->is == phase::acting)
    cut(x.site, *site, why_stopped::deposed, out);
  if (site->is == phase::asked)
    site->is = phase::elsewhere;
  give_back(x.site, *site, x.token, out); // too late to be of use, or not wanted any more
  return out;
}

ownership_orders ownership::renewed(const lease_renewed& x, instant now) {
  ownership_orders out;
  expire(now, out);
  if (auto* const site = find(x.site);
      site && site->is == phase::acting && site->token == x.token) {
    if (x.held)
      site->confirmed = std::max(site->confirmed, x.asked_at);
    else
      cut(x.site, *site, why_stopped::deposed, out);
  }
  keep_up(now, out);
  return out;
}

ownership_orders ownership::seen(const nodes_picture& x, instant now) {
  auto out = wake(now);
  // One that was overtaken, or took so long that all may be otherwise.
  if (!started_ || left() || x.asked_at < pictured_at_ || now - x.asked_at > times_.seen_for)
    return out;
  note_living(x, now);
  mend(x, now, out);
  if (leaving_ || now < may_take_)
    return out;
  take_free(x, now, out);
  if (times_.hand_over)
    hand_over(x, now, out);
  return out;
}

ownership_orders ownership::ended(const site_id& id, fencing_token token, instant now) {
  auto out = wake(now);
  if (auto* const x = find(id); x && x->is == phase::closing && x->token == token) {
    if (x->may_finish)
      give_back(id, *x, token, out);
    x->is = phase::elsewhere;
    x->free_since.reset();
  }
  return out;
}

ownership_orders ownership::deposed(const site_id& id, fencing_token token, instant now) {
  auto out = wake(now);
  if (auto* const x = find(id); x && x->token == token)
    cut(id, *x, why_stopped::deposed, out);
  return out;
}

ownership_orders ownership::cannot_act(const site_id& id, fencing_token token, instant now) {
  auto out = wake(now);
  if (auto* const x = find(id); x && x->token == token && x->is == phase::acting) {
    if (now - x->since >= times_.stable)
      x->failures = 0;
    x->rests_until = now + std::min(times_.rest * (1 << x->failures), times_.longest_rest);
    x->failures = std::min(x->failures + 1, 16);
    cut(id, *x, why_stopped::cannot_act, out);
    give_back(id, *x, token, out);
  }
  return out;
}

// --- what comes due -------------------------------------------------------------------------

void ownership::expire(instant now, ownership_orders& out) {
  for (auto& [site, x] : sites_) {
    if (in_hand(x) && now >= until(x)) {
      cut(site, x, why_stopped::not_renewed, out);
      give_back(site, x, x.token, out); // the store may be in reach again before the lease ends
    }
    if (leaving_ && x.is == phase::asked && !waits_for_answer(x, now))
      x.is = phase::elsewhere;
  }
}

void ownership::keep_up(instant now, ownership_orders& out) {
  if (!started_ || left())
    return;
  for (auto& [site, x] : sites_)
    if (x.is == phase::acting && now >= renewal_of(x)) {
      x.asked_at = now;
      out.emplace_back(renew_lease{site, x.token, now});
    }
  if (now >= look_at_) {
    looked_at_ = now;
    look_at_ = now + times_.look_every;
    out.emplace_back(look_around{now, self_now()});
  }
}

instant ownership::renewal_of(const one_site& x) const {
  return x.asked_at <= x.confirmed ? x.confirmed + times_.renew_every
                                   : x.asked_at + times_.ask_again;
}

std::optional<instant> ownership::deadline() const {
  if (!started_ || left())
    return std::nullopt;
  auto next = look_at_;
  for (const auto& [site, x] : sites_) {
    if (x.is == phase::acting)
      next = std::min({next, until(x), renewal_of(x)});
    else if (x.is == phase::closing && x.may_finish)
      next = std::min(next, until(x));
    else if (x.is == phase::asked && leaving_)
      next = std::min(next, x.asked_at + times_.ask_again);
  }
  return next;
}

// --- one site ----------------------------------------------------------------------------------

ownership::one_site* ownership::find(const site_id& site) {
  const auto found = sites_.find(site);
  return found == sites_.end() ? nullptr : &found->second;
}

bool ownership::waits_for_answer(const one_site& x, instant now) const {
  return x.is == phase::asked && now < x.asked_at + times_.ask_again;
}

void ownership::take(const site_id& site, one_site& x, instant now, ownership_orders& out) {
  x.is = phase::asked;
  x.asked_at = now;
  out.emplace_back(take_lease{site, now});
}

void ownership::give_back(const site_id& site, one_site& x, fencing_token token,
                          ownership_orders& out) {
  x.highest = std::max(x.highest, token);
  out.emplace_back(give_back_lease{site, token});
}

void ownership::begin(const lease_taken& granted, one_site& x, instant now, ownership_orders& out) {
  x.is = phase::acting;
  x.token = x.highest = granted.token;
  x.asked_at = x.confirmed = granted.asked_at;
  x.since = now;
  x.free_since.reset();
  out.emplace_back(begin_acting{granted.site, granted.token});
}

/// The lease is in hand: what is under way may finish.
void ownership::close(const site_id& site, one_site& x, why_stopped why, ownership_orders& out) {
  x.is = phase::closing;
  x.may_finish = true;
  out.emplace_back(stop_acting{site, x.token, why, true});
}

/// The lease is not, or soon not, in hand.
void ownership::cut(const site_id& site, one_site& x, why_stopped why, ownership_orders& out) {
  if (!in_hand(x))
    return;
  x.is = phase::closing;
  x.may_finish = false;
  out.emplace_back(stop_acting{site, x.token, why, false});
}

std::optional<ownership::right_to_act> ownership::acting_for(const site_id& site) const {
  const auto found = sites_.find(site);
  if (found == sites_.end())
    return std::nullopt;
  const auto& x = found->second;
  return in_hand(x) ? std::optional{right_to_act{x.token, until(x)}} : std::nullopt;
}

bool ownership::left() const {
  return leaving_ && std::all_of(sites_.begin(), sites_.end(),
                                 [](const auto& x) { return x.second.is == phase::elsewhere; });
}

} // namespace omstilling

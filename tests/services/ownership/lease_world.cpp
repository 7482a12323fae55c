#include "tests/services/ownership/lease_world.hpp"

#include <algorithm>
#include <limits>

namespace omstilling::test {

namespace {

constexpr moment never = std::numeric_limits<moment>::max() / 4;

/// Later ones sink in the heap.
constexpr auto later_one = [](const auto& a, const auto& b) {
  return a.at != b.at ? a.at > b.at : a.order > b.order;
};

} // namespace

// --- time -----------------------------------------------------------------------------

lease_world::lease_world(world_options options)
  : store(options.times),
    options_(std::move(options)),
    random_(options_.seed * 2654435761U | 1U),
    nodes_(options_.nodes),
    owned_at_(options_.sites),
    begun_with_(options_.sites) {
  for (std::size_t i = 0; i < options_.sites; ++i)
    site_ids_.emplace_back("s" + std::to_string(i));
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    auto& x = nodes_[i];
    x.id = node_id{"n" + std::to_string(i)};
    x.offset = any(4001) - 2000;
    x.drift = any(11) - 5;
    later(any(options_.start_within), [this, i] { begin_life(i); });
  }
  later(judged_every, [this] { look_for_none(); });
}

moment lease_world::any(moment below) {
  random_ ^= random_ << 13U;
  random_ ^= random_ >> 17U;
  random_ ^= random_ << 5U;
  return below <= 0 ? 0 : random_ % below;
}

void lease_world::later(moment span, std::function<void()> what) {
  coming_.push_back({now_ + span, ++orders_, std::move(what)});
  std::push_heap(coming_.begin(), coming_.end(), later_one);
}

void lease_world::run_for(moment span) {
  const auto end = now_ + span;
  while (!coming_.empty() && coming_.front().at <= end && wrong.empty()) {
    std::pop_heap(coming_.begin(), coming_.end(), later_one);
    auto next = std::move(coming_.back());
    coming_.pop_back();
    now_ = next.at;
    next.what();
  }
  now_ = end;
}

instant lease_world::local(const one_node& x) const {
  return instant{span_of_time{1'000'000 + x.offset + now_ + now_ * x.drift / 1000}};
}

/// The first moment at which the node's clock shows `at`.
moment lease_world::true_time(const one_node& x, instant at) const {
  const auto shows = at.time_since_epoch().count() - 1'000'000 - x.offset;
  auto result = shows * 1000 / (1000 + x.drift);
  while (result + result * x.drift / 1000 < shows)
    ++result;
  return std::max(result, now_);
}

// --- a node's life ------------------------------------------------------------------------

void lease_world::begin_life(std::size_t node) {
  auto& x = nodes_[node];
  if (x.core)
    return;
  ++x.lives;
  x.start_again.reset();
  x.pause_next.reset();
  x.paused = 0;
  x.well_since = std::max({now_, x.cut_to, x.cut_from, x.slow});
  std::vector<site_id> preferred;
  for (std::size_t i = 0; i < options_.preferred.size(); ++i)
    if (options_.preferred[i] == node)
      preferred.push_back(site_at(i));
  x.core.emplace(x.id, site_ids_, std::move(preferred), options_.times);
  hear(node, [](auto& core, auto now) { return core.start(now); });
}

void lease_world::end_life(std::size_t node) {
  auto& x = nodes_[node];
  x.core.reset();
  x.resuming = false;
  x.acts.clear();
  x.held.clear();
  x.writes.clear();
  x.paused = 0;
  x.well_since = never;
}

void lease_world::to_node(std::size_t node, int life, std::function<void()> what, bool is_write) {
  auto& x = nodes_[node];
  if (!x.core || x.lives != life)
    return;
  if (!paused(x))
    return what();
  (is_write ? x.writes : x.held).push_back(std::move(what));
}

void lease_world::hear(std::size_t node,
                       const std::function<ownership_orders(ownership&, instant)>& input) {
  auto& x = nodes_[node];
  auto orders = input(*x.core, local(x));
  if (x.pause_next && !orders.empty()) {
    const auto span = *std::exchange(x.pause_next, std::nullopt);
    pause(node, span, false);
    x.held.emplace_back([this, node, orders] {
      for (const auto& order : orders)
        carry_out(node, order);
    });
  } else {
    for (const auto& order : orders)
      carry_out(node, order);
  }
  arm(node);
  end_if_left(node);
}

void lease_world::end_if_left(std::size_t node) {
  auto& x = nodes_[node];
  if (!x.core || !x.core->left() || paused(x))
    return;
  const auto again = x.start_again.value_or(0);
  end_life(node);
  later(again, [this, node] { begin_life(node); });
}

void lease_world::arm(std::size_t node) {
  auto& x = nodes_[node];
  const auto due = x.core->deadline();
  const auto number = ++x.timer;
  if (!due)
    return;
  const auto at = true_time(x, *due) + any(options_.late_timer);
  later(at - now_, [this, node, number, life = x.lives] {
    if (nodes_[node].timer != number)
      return;
    to_node(node, life,
            [this, node] { hear(node, [](auto& core, auto now) { return core.wake(now); }); });
  });
}

/// What its actors were about to write may go out before it hears or decides anything.
void lease_world::resume(std::size_t node) {
  auto& x = nodes_[node];
  if (!x.core || paused(x))
    return;
  const auto life = x.lives;
  auto held = std::exchange(x.held, {});
  auto writes = std::exchange(x.writes, {});
  for (auto i = held.size(); i > 2; --i) // the first is what it had decided
    std::swap(held[i - 1], held[1 + static_cast<std::size_t>(any(static_cast<moment>(i) - 1))]);
  const bool writes_first = any(2) == 0;
  x.resuming = true;
  const auto do_all = [&](auto& list, bool are_writes) {
    for (auto& what : list)
      to_node(node, life, std::move(what), are_writes);
  };
  if (writes_first)
    do_all(writes, true);
  do_all(held, false);
  if (!writes_first)
    do_all(writes, true);
  x.resuming = false;
  end_if_left(node);
  for (std::size_t site = 0; site < options_.sites; ++site)
    look_for_two(site);
}

// --- what may go wrong ------------------------------------------------------------------------

void lease_world::unwell(one_node& x, moment until) {
  x.well_since = std::max(x.well_since, until);
}

void lease_world::cut(std::size_t node, bool to_store, bool from_store, moment span) {
  auto& x = nodes_[node];
  if (to_store)
    x.cut_to = std::max(x.cut_to, now_ + span);
  if (from_store)
    x.cut_from = std::max(x.cut_from, now_ + span);
  unwell(x, now_ + span);
}

void lease_world::lose_and_delay(std::size_t node, moment span) {
  auto& x = nodes_[node];
  x.slow = std::max(x.slow, now_ + span);
  unwell(x, now_ + span);
}

void lease_world::pause(std::size_t node, moment span, bool deciding) {
  auto& x = nodes_[node];
  if (!x.core || paused(x))
    return;
  unwell(x, now_ + span + (deciding ? 2000 : 0));
  if (deciding) {
    x.pause_next = span;
    return;
  }
  x.paused = now_ + span;
  later(span, [this, node] { resume(node); });
}

void lease_world::crash(std::size_t node, moment start_after) {
  if (!nodes_[node].core)
    return;
  end_life(node);
  later(start_after, [this, node] { begin_life(node); });
}

void lease_world::leave(std::size_t node, moment start_after) {
  auto& x = nodes_[node];
  if (!x.core || x.start_again)
    return;
  x.start_again = start_after;
  x.well_since = never;
  to_node(node, x.lives,
          [this, node] { hear(node, [](auto& core, auto now) { return core.leave(now); }); });
}

void lease_world::tell(std::size_t node) {
  to_node(node, nodes_[node].lives,
          [this, node] { hear(node, [](auto& core, auto now) { return core.told(now); }); });
}

void lease_world::cannot_act(std::size_t node) {
  auto& x = nodes_[node];
  if (!x.core || x.acts.empty() || paused(x))
    return;
  const auto [site, acts] = *x.acts.begin();
  unwell(x, now_ + 45'000); // of no use for this site
  hear(node, [id = site_at(site), token = acts.token](auto& core, auto now) {
    return core.cannot_act(id, token, now);
  });
}

} // namespace omstilling::test

#include "tests/services/ownership/lease_world.hpp"

#include <algorithm>
#include <memory>

/// What nodes do in the world: speak with the store, act for sites; and what must never be.
namespace omstilling::test {

// --- the way to the store -----------------------------------------------------------------------

bool lease_world::arrives(const one_node& x, moment cut_until) {
  return now_ >= cut_until && (now_ >= x.slow || any(10) >= 3);
}

moment lease_world::way(const one_node& x, moment& last) {
  const auto span = 1 + any(now_ < x.slow ? options_.latency + 450 : options_.latency);
  const auto at = options_.in_order ? std::max(now_ + span, last) : now_ + span;
  last = std::max(last, at);
  return at - now_;
}

/// There and back; what the node was when it asked must still live when the answer comes.
template <class Question, class Answer>
void lease_world::ask(std::size_t node, Question question, Answer answer) {
  auto& x = nodes_[node];
  if (!arrives(x, x.cut_to))
    return;
  later(way(x, x.last_out), [this, node, life = x.lives, question, answer] {
    const auto said = std::make_shared<const std::decay_t<decltype(question())>>(question());
    auto& to = nodes_[node];
    if (!arrives(to, to.cut_from))
      return;
    later(way(to, to.last_in), [this, node, life, said, answer] {
      to_node(node, life, [this, node, said, answer] {
        hear(node, [&](auto& core, auto now) { return answer(core, *said, now); });
      });
    });
  });
}

void lease_world::tell_others(std::size_t node) {
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    if (i != node && arrives(nodes_[i], nodes_[i].cut_from))
      later(way(nodes_[i], nodes_[i].last_in), [this, i] { tell(i); });
}

void lease_world::carry_out(std::size_t node, const ownership_order& order) {
  if (!nodes_[node].core)
    return;
  const auto by = nodes_[node].id;
  if (const auto* take = std::get_if<take_lease>(&order))
    return ask(
      node, [this, by, x = *take] { return store.handle(x, by, now_); },
      [](auto& core, const auto& said, auto now) { return core.taken(said, now); });
  if (const auto* renew = std::get_if<renew_lease>(&order))
    return ask(
      node, [this, by, x = *renew] { return store.handle(x, by, now_); },
      [](auto& core, const auto& said, auto now) { return core.renewed(said, now); });
  if (const auto* look = std::get_if<look_around>(&order))
    return ask(
      node, [this, x = *look] { return store.handle(x, now_); },
      [](auto& core, const auto& said, auto now) { return core.seen(said, now); });
  if (const auto* begun = std::get_if<begin_acting>(&order))
    return begin(node, *begun);
  if (const auto* over = std::get_if<stop_acting>(&order))
    return stop(node, *over);
  const auto back = std::get<give_back_lease>(order);
  if (auto& x = nodes_[node]; arrives(x, x.cut_to))
    later(way(x, x.last_out), [this, node, by, back] {
      store.handle(back, by, now_);
      if (options_.tells)
        tell_others(node);
    });
}

// --- acting for a site
// -----------------------------------------------------------------------------

std::size_t lease_world::index_of(const site_id& x) const {
  return static_cast<std::size_t>(std::find(site_ids_.begin(), site_ids_.end(), x) -
                                  site_ids_.begin());
}

void lease_world::begin(std::size_t node, const begin_acting& x) {
  const auto site = index_of(x.site);
  if (nodes_[node].acts.contains(site))
    say_wrong("begins before it has ended");
  if (x.token <= begun_with_[site] && !nodes_[node].resuming)
    say_wrong("begins with a token that is not above all before");
  begun_with_[site] = std::max(begun_with_[site], x.token);
  nodes_[node].acts[site] = {x.token, store.last_number(x.site)};
  begins.push_back({site, node, now_});
  look_for_two(site);
  if (options_.writes)
    later(any(400), [this, node, site, token = x.token, life = nodes_[node].lives] {
      to_node(
        node, life, [this, node, site, token] { write(node, site, token); }, true);
    });
}

void lease_world::write(std::size_t node, std::size_t site, fencing_token token) {
  auto& x = nodes_[node];
  const auto found = x.acts.find(site);
  if (found == x.acts.end() || found->second.token != token)
    return;
  const site_write what{site_at(site), token, ++found->second.number, x.id};
  if (arrives(x, x.cut_to))
    later(way(x, x.last_out), [this, node, what, life = x.lives] {
      if (store.handle(what, now_))
        return;
      ++refused_writes;
      if (arrives(nodes_[node], nodes_[node].cut_from))
        later(way(nodes_[node], nodes_[node].last_in), [this, node, life, what] {
          to_node(node, life, [this, node, what] {
            hear(node,
                 [&](auto& core, auto now) { return core.deposed(what.site, what.token, now); });
          });
        });
    });
  later(300 + any(400), [this, node, site, token, life = x.lives] {
    to_node(
      node, life, [this, node, site, token] { write(node, site, token); }, true);
  });
}

void lease_world::stop(std::size_t node, const stop_acting& x) {
  auto& who = nodes_[node];
  const auto site = index_of(x.site);
  if (!x.may_finish)
    stopped(node, site, x.why);
  // A site that is cut while it finishes ends once.
  later(any(options_.slow_ending), [this, node, site, x, life = who.lives] {
    to_node(node, life, [this, node, site, x] {
      if (const auto found = nodes_[node].acts.find(site);
          found != nodes_[node].acts.end() && found->second.token == x.token)
        stopped(node, site, x.why);
      hear(node, [&](auto& core, auto now) { return core.ended(x.site, x.token, now); });
    });
  });
}

void lease_world::stopped(std::size_t node, std::size_t site, why_stopped why) {
  if (nodes_[node].acts.erase(site) > 0)
    ends.push_back({site, node, now_, why});
}

std::optional<std::size_t> lease_world::owner_of(std::size_t site) const {
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    if (nodes_[i].core && !paused(nodes_[i]) && nodes_[i].acts.contains(site))
      return i;
  return std::nullopt;
}

// --- what must never be ------------------------------------------------------------------------

void lease_world::say_wrong(const std::string& text) {
  if (wrong.empty())
    wrong = std::to_string(now_) + " ms: " + text;
}

void lease_world::look_for_two(std::size_t site) {
  const auto act = std::count_if(nodes_.begin(), nodes_.end(), [&](const auto& x) {
    return x.core && !paused(x) && !x.resuming && x.acts.contains(site);
  });
  if (act > 1)
    say_wrong("two act for s" + std::to_string(site));
}

void lease_world::look_for_none() {
  const auto most = options_.times.lease.count() + 3000;
  const bool anybody_well = std::any_of(nodes_.begin(), nodes_.end(), [&](const auto& x) {
    return x.core && x.well_since <= now_ - most;
  });
  for (std::size_t i = 0; i < options_.sites; ++i) {
    if (owner_of(i))
      owned_at_[i] = now_;
    else if (anybody_well && now_ - std::max(owned_at_[i], store.of(site_at(i)).heard_at) > most)
      say_wrong("nobody acts for s" + std::to_string(i));
  }
  later(judged_every, [this] { look_for_none(); });
}

void lease_world::judge_log() {
  std::map<std::pair<site_id, std::int64_t>, node_id> by_number;
  for (const auto& x : store.log()) {
    if (!by_number.emplace(std::pair{x.what.site, x.what.number}, x.what.by).second)
      say_wrong("two writes have number " + std::to_string(x.what.number));
    for (const auto& grant : store.grants()) {
      if (grant.site != x.what.site)
        continue;
      if (grant.token == x.what.token && grant.to != x.what.by)
        say_wrong("a write under another's token");
      if (grant.token > x.what.token && grant.at < x.at)
        say_wrong("a write of one who was deposed");
    }
  }
}

} // namespace omstilling::test

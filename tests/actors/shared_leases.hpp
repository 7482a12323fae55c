#pragma once

#include "actors/ports/clock.hpp"
#include "actors/ports/site_leases.hpp"
#include "tests/actors/lent_store.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

namespace omstilling::test {

/// Leases and heartbeats as a store of several nodes keeps them, by its own clock.
struct shared_leases {
  struct lease {
    node_id node;
    fencing_token token = 0;
    time_point until;
  };

  std::shared_ptr<clock> time;
  std::map<site_id, lease> all{};
  std::map<node_id, std::pair<node_heartbeat, time_point>> living{};

  fencing_token give(const site_id& site, const node_id& to, duration length) {
    auto& x = all[site];
    x = {to, x.token + 1, time->now() + length};
    return x.token;
  }
  site_holder holder(const site_id& site) const {
    const auto& x = all.at(site);
    return {site, x.node, x.token, x.until - time->now()};
  }
  node_id owner(const std::string& site) const {
    const auto found = all.find(site_id{site});
    return found == all.end() || found->second.until <= time->now() ? node_id{}
                                                                    : found->second.node;
  }
};

inline problem out_of_reach() {
  return {.reason = error_reason::storage_unavailable, .detail = "out of reach"};
}

class leases_in_memory final : public site_leases {
public:
  leases_in_memory(shared_leases& in, const bool& reached) : in_(in), reached_(reached) {}

  std::vector<tl::expected<lease_answer, problem>>
  lease_all(const std::vector<lease_wish>& all, const node_id& node, duration length) override {
    std::vector<tl::expected<lease_answer, problem>> answers;
    for (const auto& x : all)
      answers.push_back(!reached_ ? tl::unexpected(out_of_reach())
                        : x.token ? renew(x.site, node, *x.token, length)
                                  : take(x.site, node, length));
    return answers;
  }
  tl::expected<void, problem> give_back(const site_id& site, const node_id& node,
                                        std::int64_t token) override {
    if (!reached_)
      return tl::unexpected(out_of_reach());
    auto& x = in_.all.at(site);
    if (x.node == node && x.token == token)
      in_.give(site, {}, {});
    return {};
  }
  tl::expected<std::vector<site_holder>, problem> holders() override {
    if (!reached_)
      return tl::unexpected(out_of_reach());
    std::vector<site_holder> held;
    for (const auto& [site, x] : in_.all)
      held.push_back(in_.holder(site));
    return held;
  }
  tl::expected<std::optional<node_heartbeat>, problem> beat(const node_heartbeat& x,
                                                            duration lasts) override {
    if (!reached_)
      return tl::unexpected(out_of_reach());
    const auto now = in_.time->now();
    const auto before = std::exchange(in_.living[x.node], {x, now + lasts});
    return before.second > now ? std::optional{before.first} : std::nullopt;
  }
  tl::expected<std::vector<node_heartbeat>, problem> nodes() override {
    if (!reached_)
      return tl::unexpected(out_of_reach());
    std::vector<node_heartbeat> seen;
    for (const auto& [node, x] : in_.living)
      if (x.second > in_.time->now())
        seen.push_back(x.first);
    return seen;
  }

private:
  tl::expected<lease_answer, problem> take(const site_id& site, const node_id& node,
                                           duration length) {
    const auto found = in_.all.find(site);
    if (found != in_.all.end() && found->second.node != node && runs(found->second))
      return in_.holder(site);
    return site_lease{in_.give(site, node, length)};
  }
  tl::expected<lease_answer, problem> renew(const site_id& site, const node_id& node,
                                            fencing_token token, duration length) {
    auto& x = in_.all.at(site);
    if (x.node != node || x.token != token)
      return in_.holder(site);
    x.until = in_.time->now() + length;
    return site_lease{token};
  }
  bool runs(const shared_leases::lease& x) const {
    return !x.node.empty() && x.until > in_.time->now();
  }

  shared_leases& in_;
  const bool& reached_;
};

/// One node's way to the store of all: refuses what bears an older token than was given out.
class fenced_store final : public lent_store {
public:
  fenced_store(memory_store& of, shared_leases& leases, const bool& reached,
               std::map<site_id, std::vector<std::string>>& frames)
    : lent_store(of), leases_(leases), reached_(reached), frames_(frames) {}

  void hold(const site_id& site, fencing_token token) override { held_[site] = token; }
  void let_go(const site_id& site) override { held_.erase(site); }
  tl::expected<site_position, problem> open_site(const site_id& site) override {
    if (auto refusal = refused(site))
      return tl::unexpected(std::move(*refusal));
    return lent_store::open_site(site);
  }
  tl::expected<void, problem> append(const std::vector<store_batch>& batches) override {
    for (const auto& x : batches)
      if (auto refusal = refused(x.site))
        return tl::unexpected(std::move(*refusal));
    auto done = lent_store::append(batches);
    for (const auto& x : batches)
      if (done && !x.frames.empty())
        frames_[x.site].push_back(x.frames);
    return done;
  }
  tl::expected<std::int64_t, problem> forget(const site_id& site, time_point before) override {
    if (auto refusal = refused(site))
      return tl::unexpected(std::move(*refusal));
    return lent_store::forget(site, before);
  }

private:
  std::optional<problem> refused(const site_id& site) const {
    if (!reached_)
      return out_of_reach();
    const auto ours = held_.find(site);
    if (ours == held_.end())
      return problem{.reason = error_reason::storage_unavailable, .detail = "it is not held"};
    const auto newest = leases_.all.find(site);
    if (newest != leases_.all.end() && newest->second.token != ours->second)
      return owned_by_another("its token is " + std::to_string(newest->second.token));
    return std::nullopt;
  }

  shared_leases& leases_;
  const bool& reached_;
  std::map<site_id, std::vector<std::string>>& frames_; // for other nodes
  std::map<site_id, fencing_token> held_;
};

} // namespace omstilling::test

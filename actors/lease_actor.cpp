#include "actors/lease_actor.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <spdlog/spdlog.h>

#include <utility>

namespace omstilling {

namespace {

struct leases_state {
  static inline const char* name = "omstilling.leases";
  lease_start with;
  bool has_beaten = false;
  std::optional<instant> namesake_at; // when another process was heard last under this name
  bool shares_name = false;
  std::vector<lease_order> gathered; // since the store was asked last
  std::vector<caf::typed_response_promise<lease_said>> askers;
};

using self_pointer = lease_actor::stateful_pointer<leases_state>;

bool came_too_late(const lease_start& with, const lease_order& x) {
  const auto late = [&](instant asked_at) {
    return with.time->steady() - asked_at >= with.times.ask_again;
  };
  if (const auto* take = std::get_if<take_lease>(&x.what))
    return late(take->asked_at);
  const auto* renew = std::get_if<renew_lease>(&x.what);
  return renew && late(renew->asked_at);
}

std::optional<lease_wish> wish_of(const lease_order& x) {
  if (const auto* take = std::get_if<take_lease>(&x.what))
    return lease_wish{take->site};
  if (const auto* renew = std::get_if<renew_lease>(&x.what))
    return lease_wish{renew->site, renew->token};
  return std::nullopt;
}

lease_said said_to(const lease_order& x, const lease_answer& answer) {
  const auto* given = std::get_if<site_lease>(&answer);
  if (const auto* take = std::get_if<take_lease>(&x.what))
    return {lease_taken{take->site, take->asked_at, given ? given->token : 0}};
  const auto& renew = std::get<renew_lease>(x.what);
  return {lease_renewed{renew.site, renew.token, renew.asked_at, given != nullptr}};
}

lease_said carry_out(leases_state& st, const give_back_lease& x) {
  const auto& with = st.with;
  if (const auto done = with.leases->give_back(x.site, with.says.node, x.token); !done)
    spdlog::warn("the lease of {} was not given back, and runs out: {}", x.site.value,
                 message(done.error()));
  return {};
}

/// What an earlier life of this node left is there at its first beat, and is not there again.
void look_for_namesake(leases_state& st, const std::optional<node_heartbeat>& before) {
  const auto& with = st.with;
  const auto now = with.time->steady();
  if (std::exchange(st.has_beaten, true) && before && before->life != with.says.life)
    st.namesake_at = now;
  const bool shares = st.namesake_at && now - *st.namesake_at < with.times.seen_for;
  if (std::exchange(st.shares_name, shares) != shares)
    with.name_is_shared(shares);
}

lease_said carry_out(leases_state& st, const look_around& x) {
  auto& with = st.with;
  with.says.preferred = x.self.prefers;
  // One that leaves is forgotten at once, so that nobody waits for it.
  const auto lasts = x.self.leaving ? duration{1} : duration{with.times.seen_for};
  const auto before = with.leases->beat(with.says, lasts);
  if (!before)
    return {};
  look_for_namesake(st, *before);
  const auto held = with.leases->holders();
  const auto nodes = with.leases->nodes();
  if (!held || !nodes)
    return {};
  nodes_picture seen{.asked_at = x.asked_at, .held = {}, .living = {}};
  for (const auto& one : *held)
    if (!one.node.empty() && one.left.value_or(duration{0}) > duration{0})
      seen.held[one.site] = {one.node, one.token};
  for (const auto& one : *nodes)
    seen.living.push_back({.who = one.node, .prefers = one.preferred});
  return {std::move(seen)};
}

lease_said carry_out(leases_state& st, const lease_order& x) {
  return std::visit(
    [&](const auto& order) -> lease_said {
      if constexpr (requires { carry_out(st, order); })
        return carry_out(st, order);
      else
        return {}; // not for the store
    },
    x.what);
}

/// Leases first: they run out. The answers are in the order of the questions.
std::vector<lease_said> carry_out(leases_state& st, const std::vector<lease_order>& all) {
  auto& with = st.with;
  std::vector<lease_said> said(all.size());
  std::vector<lease_wish> wishes;
  std::vector<std::size_t> whose;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (auto wish = wish_of(all[i]); wish && !came_too_late(with, all[i])) {
      wishes.push_back(std::move(*wish));
      whose.push_back(i);
    }
  if (!wishes.empty()) {
    const auto answers = with.leases->lease_all(wishes, with.says.node, duration{with.times.lease});
    for (std::size_t i = 0; i < whose.size(); ++i)
      if (answers[i])
        said[whose[i]] = said_to(all[whose[i]], *answers[i]);
  }
  with.says.sites = all.back().acting;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!wish_of(all[i]))
      said[i] = carry_out(st, all[i]);
  return said;
}

void answer_all(self_pointer self) {
  auto& st = self->state;
  const auto said = carry_out(st, std::exchange(st.gathered, {}));
  auto askers = std::exchange(st.askers, {});
  for (std::size_t i = 0; i < said.size(); ++i)
    askers[i].deliver(said[i]);
}

} // namespace

lease_actor spawn_leases(caf::actor_system& system, lease_start start, bool own_thread) {
  auto shared = std::make_shared<lease_start>(std::move(start));
  const auto body = [shared](self_pointer self) -> lease_actor::behavior_type {
    self->state.with = std::move(*shared);
    return {
      [self](const lease_order& x) -> caf::result<lease_said> {
        auto& st = self->state;
        st.gathered.push_back(x);
        st.askers.push_back(self->make_response_promise<lease_said>());
        if (st.gathered.size() == 1)
          self->send(self, flush{}); // behind all that waits in the mailbox by now
        return st.askers.back();
      },
      [self](flush) { answer_all(self); },
    };
  };
  return own_thread ? system.spawn<caf::detached>(body) : system.spawn(body);
}

} // namespace omstilling

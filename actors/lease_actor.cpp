#include "actors/lease_actor.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

struct leases_state {
  static inline const char* name = "omstilling.leases";
  lease_start with;
};

using self_pointer = lease_actor::stateful_pointer<leases_state>;

bool came_too_late(const lease_start& with, instant asked_at) {
  return with.time->steady() - asked_at >= with.times.ask_again;
}

lease_said carry_out(lease_start& with, const take_lease& x) {
  if (came_too_late(with, x.asked_at))
    return {};
  const auto said = with.leases->take(x.site, with.says.node, duration{with.times.lease});
  if (!said)
    return {};
  const auto* given = std::get_if<site_lease>(&*said);
  return {lease_taken{x.site, x.asked_at, given ? given->token : 0}};
}

lease_said carry_out(lease_start& with, const renew_lease& x) {
  if (came_too_late(with, x.asked_at))
    return {};
  const auto said = with.leases->renew(x.site, with.says.node, x.token, duration{with.times.lease});
  if (!said)
    return {};
  return {lease_renewed{x.site, x.token, x.asked_at, std::holds_alternative<site_lease>(*said)}};
}

lease_said carry_out(lease_start& with, const give_back_lease& x) {
  if (const auto done = with.leases->give_back(x.site, with.says.node, x.token); !done)
    spdlog::warn("the lease of {} was not given back, and runs out: {}", x.site.value,
                 message(done.error()));
  return {};
}

lease_said carry_out(lease_start& with, const look_around& x) {
  with.says.preferred = x.self.prefers;
  // One that leaves is forgotten at once, so that nobody waits for it.
  const auto lasts = x.self.leaving ? duration{1} : duration{with.times.seen_for};
  if (!with.leases->beat(with.says, lasts))
    return {};
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

lease_said carry_out(lease_start& with, const lease_order& x) {
  with.says.sites = x.acting;
  return std::visit(
    [&](const auto& order) -> lease_said {
      if constexpr (requires { carry_out(with, order); })
        return carry_out(with, order);
      else
        return {}; // not for the store
    },
    x.what);
}

} // namespace

lease_actor spawn_leases(caf::actor_system& system, lease_start start, bool own_thread) {
  auto shared = std::make_shared<lease_start>(std::move(start));
  const auto body = [shared](self_pointer self) -> lease_actor::behavior_type {
    self->state.with = std::move(*shared);
    return {[self](const lease_order& x) { return carry_out(self->state.with, x); }};
  };
  return own_thread ? system.spawn<caf::detached>(body) : system.spawn(body);
}

} // namespace omstilling

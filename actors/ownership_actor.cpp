#include "actors/ownership_actor.hpp"

#include <caf/send.hpp>
#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>
#include <optional>

namespace omstilling {

namespace {

struct ownership_state {
  static inline const char* name = "omstilling.ownership";
  std::shared_ptr<clock> time;
  keeper_actor keeper;
  lease_actor leases;
  std::optional<ownership> core;
  std::map<site_id, std::shared_ptr<acting_limit>> limits; // of what is in hand
  int unanswered = 0;                                      // of what the store was asked
  std::optional<instant> armed;
  std::vector<std::function<void()>> when_left;
};

using self_pointer = ownership_actor::stateful_pointer<ownership_state>;

void hear(self_pointer self, const lease_said& x);

/// Before anything else: whoever acts asks the limit, not this actor.
void move_limits(ownership_state& st) {
  std::erase_if(st.limits, [&](const auto& x) {
    const auto right = st.core->acting_for(x.first);
    x.second->move_to(right ? right->until : instant{});
    return !right;
  });
}

void order(self_pointer self, const begin_acting& x) {
  auto& st = self->state;
  const auto limit = std::make_shared<acting_limit>(st.core->acting_for(x.site)->until);
  st.limits[x.site] = limit;
  spdlog::info("this node acts for {} (lease {})", x.site.value, x.token);
  self->send(st.keeper,
             site_begins{x.site, x.token, limit, caf::actor_cast<ownership_actor>(self)});
}

void order(self_pointer self, const stop_acting& x) {
  spdlog::info("this node acts for {} no more (lease {})", x.site.value, x.token);
  self->send(self->state.keeper, site_stops{x, caf::actor_cast<ownership_actor>(self)});
}

template <class Asked>
void order(self_pointer self, const Asked& x) {
  auto& st = self->state;
  ++st.unanswered;
  const auto acting = static_cast<std::int64_t>(st.limits.size());
  self->request(st.leases, caf::infinite, lease_order{x, acting})
    .then([self](const lease_said& said) { hear(self, said); },
          [self](const caf::error&) { hear(self, {}); });
}

void arm(self_pointer self) {
  auto& st = self->state;
  const auto deadline = st.core->deadline();
  if (!deadline || deadline == st.armed)
    return;
  st.armed = deadline;
  self->delayed_send(self, std::max(*deadline - st.time->steady(), span_of_time{0}), wake{});
}

/// What was given back is to be free before the node is gone.
void end_when_left(ownership_state& st) {
  if (!st.core->left() || st.unanswered > 0)
    return;
  for (const auto& then : std::exchange(st.when_left, {}))
    then();
}

void perform(self_pointer self, const ownership_orders& orders) {
  move_limits(self->state);
  for (const auto& x : orders)
    std::visit([&](const auto& what) { order(self, what); }, x);
  arm(self);
  end_when_left(self->state);
}

void hear(self_pointer self, const lease_said& x) {
  auto& st = self->state;
  --st.unanswered;
  const auto now = st.time->steady();
  if (const auto* taken = std::get_if<lease_taken>(&x.what))
    perform(self, st.core->taken(*taken, now));
  else if (const auto* renewed = std::get_if<lease_renewed>(&x.what))
    perform(self, st.core->renewed(*renewed, now));
  else if (const auto* seen = std::get_if<nodes_picture>(&x.what))
    perform(self, st.core->seen(*seen, now));
  else
    end_when_left(st);
}

ownership_actor::behavior_type run(self_pointer self) {
  const auto now = [self] { return self->state.time->steady(); };
  self->set_exit_handler([self](const caf::exit_msg& x) {
    self->send_exit(self->state.leases, x.reason);
    self->quit(x.reason);
  });
  perform(self, self->state.core->start(now()));
  return {
    [self, now](const site_ended& x) {
      perform(self, self->state.core->ended(x.site, x.token, now()));
    },
    [self, now](const site_failed& x) {
      perform(self, self->state.core->cannot_act(x.site, x.token, now()));
    },
    [self, now](const site_deposed& x) {
      perform(self, self->state.core->deposed(x.site, x.token, now()));
    },
    [self, now](const leave_now& x) {
      self->state.when_left.push_back(x.then);
      perform(self, self->state.core->leave(now()));
    },
    [self, now](const something_freed&) { perform(self, self->state.core->told(now())); },
    [self, now](const wake&) {
      auto& st = self->state;
      if (st.armed && now() >= *st.armed)
        st.armed.reset(); // an earlier one that fires late leaves it armed
      perform(self, st.core->wake(now()));
    },
  };
}

} // namespace

ownership_actor spawn_ownership(caf::actor_system& system, ownership_start start,
                                keeper_actor keeper, bool own_thread) {
  auto shared = std::make_shared<ownership_start>(std::move(start));
  const auto body = [shared, keeper, own_thread](self_pointer self) {
    auto& st = self->state;
    auto& leases = shared->leases;
    st.time = leases.time;
    st.keeper = keeper;
    st.core.emplace(leases.says.node, shared->sites, shared->preferred, leases.times);
    st.leases = spawn_leases(self->system(), std::move(leases), own_thread);
    return run(self);
  };
  return own_thread ? system.spawn<caf::detached>(body) : system.spawn(body);
}

} // namespace omstilling

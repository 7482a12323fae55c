#include "apps/omstillingd/node_duty.hpp"

#include <spdlog/spdlog.h>

#include <ctime>
#include <variant>

namespace omstilling {

namespace {

using namespace std::chrono_literals;

/// What the lease is for. No site has such a name.
const site_id whole_service{"~service"};

constexpr auto longest_nap = 200ms;

/// Goes on while the machine sleeps, unlike the ordinary steady clock, and nobody sets it.
instant clock_now() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return instant{span_of_time{std::int64_t{now.tv_sec} * 1'000 + now.tv_nsec / 1'000'000}};
}

std::string reason_of(why_stopped x) {
  switch (x) {
    case why_stopped::not_renewed: return "the lease could not be renewed in time";
    case why_stopped::deposed: return "another node has taken the service over";
    default: return "the lease has ended";
  }
}

} // namespace

node_duty::node_duty(std::unique_ptr<site_leases> leases, node_heartbeat self,
                     ownership_times times, told_why lost)
  : leases_(std::move(leases)),
    self_(std::move(self)),
    times_(times),
    lost_(std::move(lost)),
    core_(self_.node, {whole_service}, {}, times) {
  standing_by_ = std::thread{[this] { stand_by(); }};
  watching_ = std::thread{[this] { watch(); }};
}

node_duty::~node_duty() {
  {
    const std::lock_guard guard{lock_};
    leaves_ = true;
  }
  woken_.notify_all();
  standing_by_.join();
  over_ = true;
  watching_.join();
}

void node_duty::stand_by() {
  carry_out(core_.start(clock_now()));
  bool leaving = false;
  while (!core_.left()) {
    const auto until = core_.deadline();
    std::unique_lock guard{lock_};
    if (until && !leaving)
      woken_.wait_for(guard, *until - clock_now(), [&] { return leaves_; });
    const bool leave = leaves_ && !leaving;
    guard.unlock();
    if (leave) {
      leaving = true;
      carry_out(core_.leave(clock_now()));
    } else if (leaving && until)
      std::this_thread::sleep_for(
        std::clamp(*until - clock_now(), span_of_time{0}, times_.look_every));
    carry_out(core_.wake(clock_now()));
  }
}

/// Nothing that the lease's thread waits for keeps this one from noticing the end.
void node_duty::watch() {
  while (!over_) {
    const instant until{span_of_time{acts_until_.load()}};
    const auto now = clock_now();
    const bool acts = until != instant{};
    if (acts && now >= until)
      return lost_("the lease could not be renewed in time");
    std::this_thread::sleep_for(acts ? std::min<span_of_time>(until - now, longest_nap)
                                     : longest_nap);
  }
}

void node_duty::carry_out(ownership_orders orders) {
  while (!orders.empty()) {
    ownership_orders more;
    for (const auto& x : orders)
      carry_out_one(x, more);
    if (const auto acts = core_.acting_for(whole_service))
      acts_until_ = acts->until.time_since_epoch().count();
    orders = std::move(more);
  }
}

void node_duty::carry_out_one(const ownership_order& x, ownership_orders& more) {
  const auto then = [&](ownership_orders orders) {
    more.insert(more.end(), orders.begin(), orders.end());
  };
  if (const auto* take = std::get_if<take_lease>(&x)) {
    // Without an answer the core asks again by itself.
    const auto said = leases_->take(take->site, self_.node, duration{times_.lease});
    if (!said)
      return;
    const auto* given = std::get_if<site_lease>(&*said);
    return then(core_.taken({take->site, take->asked_at, given ? given->token : 0}, clock_now()));
  }
  if (const auto* renew = std::get_if<renew_lease>(&x)) {
    const auto said = leases_->renew(renew->site, self_.node, renew->token, duration{times_.lease});
    if (!said)
      return;
    const bool held = std::holds_alternative<site_lease>(*said);
    return then(core_.renewed({renew->site, renew->token, renew->asked_at, held}, clock_now()));
  }
  if (const auto* back = std::get_if<give_back_lease>(&x)) {
    if (const auto done = leases_->give_back(back->site, self_.node, back->token); !done)
      spdlog::warn("the lease was not given back, and runs out: {}", message(done.error()));
    return;
  }
  if (const auto* around = std::get_if<look_around>(&x))
    return look(*around, more);
  if (const auto* begin = std::get_if<begin_acting>(&x))
    return spdlog::info("node {} runs the service (lease {})", self_.node.value, begin->token);
  const auto& stop = std::get<stop_acting>(x);
  // The service was ended before this object was; only then may a lease be given back.
  if (!stop.may_finish)
    lost_(reason_of(stop.why));
  acts_until_ = 0;
  then(core_.ended(stop.site, stop.token, clock_now()));
}

void node_duty::look(const look_around& x, ownership_orders& more) {
  self_.sites = has_turn() ? 1 : 0;
  // One that leaves is forgotten at once, so that nobody waits for it.
  const auto lasts = x.self.leaving ? duration{1} : duration{times_.seen_for};
  if (!leases_->beat(self_, lasts))
    return;
  const auto held = leases_->holders();
  const auto nodes = leases_->nodes();
  if (!held || !nodes)
    return;
  nodes_picture seen{.asked_at = x.asked_at, .held = {}, .living = {}};
  for (const auto& one : *held)
    if (!one.node.value.empty() && one.left.value_or(duration{0}) > duration{0})
      seen.held[one.site] = {one.node, one.token};
  for (const auto& one : *nodes)
    seen.living.push_back({.who = one.node, .prefers = one.preferred});
  auto orders = core_.seen(seen, clock_now());
  more.insert(more.end(), orders.begin(), orders.end());
}

} // namespace omstilling

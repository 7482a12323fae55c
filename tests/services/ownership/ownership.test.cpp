#include "services/ownership/ownership.hpp"

#include "services/ownership/turns.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const site_id aarhus{"aarhus"};
const site_id odense{"odense"};
const node_id ann{"ann"};
const node_id bob{"bob"};
const instant t0{span_of_time{5'000'000}};

ownership node(std::vector<site_id> prefers = {}) {
  ownership result{ann, {aarhus, odense}, std::move(prefers)};
  result.start(t0 - 1min); // long settled
  return result;
}

template <class Order>
std::vector<Order> all(const ownership_orders& orders) {
  std::vector<Order> result;
  for (const auto& x : orders)
    if (const auto* found = std::get_if<Order>(&x))
      result.push_back(*found);
  return result;
}

/// Aarhus is free, Odense is Bob's.
nodes_picture picture(instant asked_at, std::vector<site_id> bob_prefers = {}) {
  return {asked_at, {{odense, {bob, 3}}}, {{ann, {}}, {bob, std::move(bob_prefers)}}};
}

nodes_picture all_held(instant asked_at, fencing_token token) {
  auto result = picture(asked_at);
  result.held[aarhus] = {ann, token};
  return result;
}

ownership owner_of_aarhus() {
  auto result = node();
  result.seen(picture(t0), t0);
  result.taken({aarhus, t0, 7}, t0 + 100ms);
  return result;
}

} // namespace

TEST_CASE("a free site is taken, acted for under its token and renewed at a third", "[ownership]") {
  auto x = node();
  const auto asked = all<take_lease>(x.seen(picture(t0), t0));
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].site == aarhus);
  const auto begun = all<begin_acting>(x.taken({aarhus, t0, 7}, t0 + 300ms));
  REQUIRE(begun.size() == 1);
  CHECK(begun[0].token == 7);
  CHECK(all<renew_lease>(x.wake(t0 + 1999ms)).empty());
  CHECK(all<renew_lease>(x.wake(t0 + 2s)).size() == 1);
}

TEST_CASE("the lease counts from before it was asked for, not from the answer", "[ownership]") {
  auto x = node();
  x.seen(picture(t0), t0);
  x.taken({aarhus, t0, 7}, t0 + 3s);
  CHECK(x.acting_for(aarhus)->until == t0 + 5s);
  x.renewed({aarhus, 7, t0 + 3s, true}, t0 + 4s);
  CHECK(x.acting_for(aarhus)->until == t0 + 8s);
}

TEST_CASE("a node that hears nothing asks again, stops before the lease ends, and gives back",
          "[ownership]") {
  auto x = owner_of_aarhus();
  CHECK(all<renew_lease>(x.wake(t0 + 2s)).size() == 1);
  CHECK(all<renew_lease>(x.wake(t0 + 2999ms)).empty());
  CHECK(all<renew_lease>(x.wake(t0 + 3s)).size() == 1);
  CHECK(all<stop_acting>(x.wake(t0 + 4999ms)).empty());
  CHECK(*x.deadline() <= t0 + 5s);
  const auto orders = x.wake(t0 + 5s);
  REQUIRE(all<stop_acting>(orders).size() == 1);
  CHECK(all<stop_acting>(orders)[0].why == why_stopped::not_renewed);
  CHECK_FALSE(all<stop_acting>(orders)[0].may_finish);
  CHECK(all<give_back_lease>(orders).size() == 1);
  CHECK_FALSE(x.acting_for(aarhus));
}

TEST_CASE("an answer that comes after the margin is of no use", "[ownership]") {
  SECTION("of a renewal: whoever slept stops before it hears") {
    auto x = owner_of_aarhus();
    x.wake(t0 + 2s);
    const auto orders = x.renewed({aarhus, 7, t0 + 2s, true}, t0 + 6s);
    CHECK(all<stop_acting>(orders).size() == 1);
    CHECK_FALSE(x.acting_for(aarhus));
  }
  SECTION("of a taking: the site goes back") {
    auto x = node();
    x.seen(picture(t0), t0);
    const auto orders = x.taken({aarhus, t0, 7}, t0 + 5s);
    CHECK(all<begin_acting>(orders).empty());
    CHECK(all<give_back_lease>(orders).size() == 1);
  }
}

TEST_CASE("what is said of an older token is ignored", "[ownership]") {
  auto x = owner_of_aarhus();
  x.renewed({aarhus, 6, t0 + 1s, false}, t0 + 2s);
  CHECK(x.acting_for(aarhus)->token == 7);
  x.deposed(aarhus, 6, t0 + 2s);
  CHECK(x.acting_for(aarhus)->token == 7);
  CHECK(all<give_back_lease>(x.taken({aarhus, t0 - 1s, 6}, t0 + 2s)).empty());
  CHECK(x.acting_for(aarhus)->token == 7);
}

TEST_CASE("a token that was given back is never begun with again", "[ownership]") {
  auto x = node();
  x.seen(picture(t0), t0);
  SECTION("after it was acted under") {
    x.taken({aarhus, t0, 7}, t0 + 100ms);
    x.wake(t0 + 5s);
    x.ended(aarhus, 7, t0 + 5s);
  }
  SECTION("nor when it came too late to be acted under") { x.taken({aarhus, t0, 7}, t0 + 5s); }
  x.seen(picture(t0 + 6s), t0 + 6s);
  CHECK(all<begin_acting>(x.taken({aarhus, t0 + 6s, 7}, t0 + 6100ms)).empty());
  CHECK(all<begin_acting>(x.taken({aarhus, t0 + 6s, 8}, t0 + 6200ms)).size() == 1);
}

TEST_CASE("a deposed owner writes nothing any more and gives nothing back", "[ownership]") {
  auto x = owner_of_aarhus();
  const bool by_a_write = GENERATE(true, false);
  const auto orders =
    by_a_write ? x.deposed(aarhus, 7, t0 + 2s) : x.renewed({aarhus, 7, t0 + 1s, false}, t0 + 2s);
  REQUIRE(all<stop_acting>(orders).size() == 1);
  CHECK(all<stop_acting>(orders)[0].why == why_stopped::deposed);
  CHECK_FALSE(all<stop_acting>(orders)[0].may_finish);
  CHECK(all<give_back_lease>(orders).empty());
}

TEST_CASE("a site is not asked for again before nothing acts for it", "[ownership]") {
  auto x = owner_of_aarhus();
  x.deposed(aarhus, 7, t0 + 2s);
  CHECK(all<take_lease>(x.seen(picture(t0 + 3s), t0 + 3s)).empty());
  x.ended(aarhus, 7, t0 + 3s);
  CHECK(all<take_lease>(x.seen(picture(t0 + 4s), t0 + 4s)).size() == 1);
}

TEST_CASE("a lease of which the node does not know is taken anew", "[ownership]") {
  SECTION("of an earlier life: at once") {
    auto x = node();
    CHECK(all<take_lease>(x.seen(all_held(t0, 7), t0)).size() == 1);
  }
  SECTION("whose answer was lost: when none came for a while, and an older one counts no more") {
    auto x = node();
    x.seen(picture(t0), t0);
    CHECK(all<take_lease>(x.seen(all_held(t0 + 400ms, 7), t0 + 400ms)).empty());
    CHECK(all<take_lease>(x.seen(all_held(t0 + 1s, 7), t0 + 1s)).size() == 1);
    CHECK(x.taken({aarhus, t0, 7}, t0 + 1100ms).empty());
    CHECK(all<begin_acting>(x.taken({aarhus, t0 + 1s, 8}, t0 + 1200ms)).size() == 1);
  }
  SECTION("that it gave back: it says so again") {
    auto x = owner_of_aarhus();
    x.cannot_act(aarhus, 7, t0 + 1s);
    x.ended(aarhus, 7, t0 + 1s);
    CHECK(all<give_back_lease>(x.seen(all_held(t0 + 2s, 7), t0 + 2s)).size() == 1);
  }
}

TEST_CASE("who is to take a site", "[ownership]") {
  const node_seen a{node_id{"a"}, {}};
  const node_seen b{node_id{"b"}, {}};
  const node_seen c{node_id{"c"}, {odense}};
  nodes_picture seen{t0, {}, {a, b, c}};
  const auto place = [&](const node_seen& who, const site_id& site) {
    return turns_of(who, {aarhus, odense}, seen).at(site);
  };
  SECTION("ties go by id, a preferred one first, one each") {
    CHECK(place(a, aarhus) == 0);
    CHECK(place(b, aarhus) == 1);
    CHECK(place(c, aarhus) == 2);
    CHECK(place(c, odense) == 0);
    CHECK(place(b, odense) == 1); // a is about to have one
  }
  SECTION("the one with the fewest") {
    seen.held[site_id{"horsens"}] = {a.who, 1};
    CHECK(place(b, aarhus) == 0);
    CHECK(place(a, aarhus) == 2);
  }
  SECTION("not one who leaves") {
    seen.living[0].leaving = true;
    CHECK(place(b, aarhus) == 0);
  }
}

TEST_CASE("the next in line waits a little for the first", "[ownership]") {
  auto x = node();
  const std::vector<site_id> first_is_bob{aarhus};
  CHECK(all<take_lease>(x.seen(picture(t0, first_is_bob), t0)).empty());
  CHECK(all<take_lease>(x.seen(picture(t0 + 399ms, first_is_bob), t0 + 399ms)).empty());
  CHECK(all<take_lease>(x.seen(picture(t0 + 400ms, first_is_bob), t0 + 400ms)).size() == 1);
}

TEST_CASE("a preferred node that is back is handed its site once it has lived for a while",
          "[ownership]") {
  const bool wanted = GENERATE(true, false);
  ownership x{ann, {aarhus, odense}, {}, {.hand_over = wanted}};
  x.start(t0 - 1min);
  x.seen(picture(t0), t0);
  x.taken({aarhus, t0, 7}, t0);
  std::vector<stop_acting> stopped;
  auto now = t0;
  for (; now < t0 + 40s && stopped.empty(); now += 200ms) {
    for (const auto& renewal : all<renew_lease>(x.wake(now)))
      x.renewed({renewal.site, renewal.token, renewal.asked_at, true}, now);
    auto seen = all_held(now, 7);
    seen.living = {{ann, {}}};
    if (now >= t0 + 20s) // Bob is back
      seen.living.push_back({bob, {aarhus}});
    stopped = all<stop_acting>(x.seen(seen, now));
  }
  REQUIRE(stopped.size() == (wanted ? 1 : 0));
  if (!wanted)
    return;
  CHECK(stopped[0].why == why_stopped::handed_over);
  CHECK(stopped[0].may_finish);
  CHECK(now == t0 + 30s + 200ms);
}

TEST_CASE("a clean stop says so first, gives back when a site has ended, and then is over",
          "[ownership]") {
  auto x = owner_of_aarhus();
  const auto orders = x.leave(t0 + 1s);
  REQUIRE(orders.size() == 2);
  CHECK(std::get<look_around>(orders[0]).self.leaving);
  CHECK(std::get<stop_acting>(orders[1]).may_finish);
  CHECK_FALSE(x.left());
  CHECK(x.acting_for(aarhus)); // what is under way is kept
  CHECK(all<give_back_lease>(x.ended(aarhus, 7, t0 + 1200ms)).size() == 1);
  CHECK(x.left());
  CHECK_FALSE(x.deadline());
}

TEST_CASE("what comes while the node leaves goes back", "[ownership]") {
  auto x = node();
  x.seen(picture(t0), t0);
  x.leave(t0 + 100ms);
  CHECK_FALSE(x.left()); // an answer may be on its way
  CHECK(all<give_back_lease>(x.taken({aarhus, t0, 7}, t0 + 200ms)).size() == 1);
  CHECK(x.left());
}

TEST_CASE("a site that ends too slowly is cut when the lease is no longer in hand", "[ownership]") {
  auto x = owner_of_aarhus();
  x.leave(t0 + 1s);
  CHECK(*x.deadline() <= t0 + 5s);
  const auto orders = x.wake(t0 + 5s);
  REQUIRE(all<stop_acting>(orders).size() == 1);
  CHECK_FALSE(all<stop_acting>(orders)[0].may_finish);
  CHECK(all<give_back_lease>(x.ended(aarhus, 7, t0 + 6s)).empty()); // once is enough
  CHECK(x.left());
}

TEST_CASE("a node that cannot act for a site leaves it to others for a while, each time longer",
          "[ownership]") {
  auto x = owner_of_aarhus();
  const auto orders = x.cannot_act(aarhus, 7, t0 + 1s);
  CHECK(all<stop_acting>(orders)[0].why == why_stopped::cannot_act);
  CHECK(all<give_back_lease>(orders).size() == 1);
  x.ended(aarhus, 7, t0 + 1s);
  CHECK(all<take_lease>(x.seen(picture(t0 + 10s), t0 + 10s)).empty());
  CHECK(all<take_lease>(x.seen(picture(t0 + 11s), t0 + 11s)).size() == 1);
  x.taken({aarhus, t0 + 11s, 8}, t0 + 11s);
  x.cannot_act(aarhus, 8, t0 + 12s);
  x.ended(aarhus, 8, t0 + 12s);
  CHECK(all<take_lease>(x.seen(picture(t0 + 31s), t0 + 31s)).empty());
  CHECK(all<take_lease>(x.seen(picture(t0 + 32s), t0 + 32s)).size() == 1);
}

TEST_CASE("a node that is told looks at once, but does not spin", "[ownership]") {
  auto x = node();
  x.wake(t0);
  CHECK(all<look_around>(x.told(t0 + 10ms)).empty());
  CHECK(x.deadline() == t0 + 50ms);
  CHECK(all<look_around>(x.told(t0 + 50ms)).size() == 1);
}

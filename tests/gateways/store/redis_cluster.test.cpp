#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/redis_leases.hpp"
#include "gateways/store/redis/redis_store.hpp"
#include "gateways/store/redis/site_streams.hpp"
#include "tests/gateways/store/one_by_one.hpp"
#include "tests/gateways/store/redis_server.hpp"
#include "tests/gateways/store/store_rules.hpp"

namespace omstilling::test {

namespace {

/// Two masters that have half of the slots each.
class cluster_fixture {
  std::string cluster_port_; // of the one made last; the servers are made with it

public:
  std::uint16_t ports[2] = {free_port(), free_port()};
  std::string cluster_port; // of the one made last; stands before the servers, which set it
  redis_server low{ports[0], options()};
  redis_server high{ports[1], options()};

  cluster_fixture() {
    CHECK(ask(low.where(), {"CLUSTER", "ADDSLOTSRANGE", "0", "8191"}).text == "OK");
    CHECK(ask(high.where(), {"CLUSTER", "ADDSLOTSRANGE", "8192", "16383"}).text == "OK");
    // Else both have the epoch 0 and neither knows which of two claims is the newer.
    CHECK(ask(high.where(), {"CLUSTER", "SET-CONFIG-EPOCH", "1"}).text == "OK");
    ask(low.where(), {"CLUSTER", "MEET", "127.0.0.1", std::to_string(ports[1]), cluster_port});
    for (const auto* x : {&low, &high})
      while (ask(x->where(), {"CLUSTER", "INFO"}).text.find("cluster_state:ok") ==
             std::string::npos)
        wait_a_little(*x);
  }

  std::unique_ptr<redis_store> open() const {
    redis_store_options how{.where = way_to(low.where())};
    return must(open_redis_store(how));
  }
  bool is_low(const site_id& x) const { return redis::slot_of(redis::site_keys{x}.meta) < 8192; }

  /// In Redis, which knows no other site of that node.
  void wait_a_little(const redis_server& x) const { ask(x.where(), {"WAIT", "1", "20"}); }

private:
  std::vector<std::string> options() {
    cluster_port = std::to_string(free_port());
    return {"--cluster-enabled", "yes", "--cluster-port", cluster_port};
  }
};

site_id site_on(const cluster_fixture& x, bool low) {
  for (int i = 0;; ++i)
    if (const site_id site{"site" + std::to_string(i)}; x.is_low(site) == low)
      return site;
}

} // namespace

TEST_CASE_METHOD(cluster_fixture, "a cluster spreads the sites, and all of them are found",
                 "[redis_cluster]") {
  const auto here = site_on(*this, true);
  const auto there = site_on(*this, false);
  auto kept = open();
  const auto call = [](const std::string& id, std::int64_t at, const std::string& reached) {
    return stored_call{.call = call_id{id},
                       .at = second(at),
                       .number = "1",
                       .reached = reached,
                       .entry = id,
                       .log = {}};
  };
  for (const auto& site : {here, there})
    CHECK(must(kept->open_site(site)).epochs == 1);
  must(kept->append({{.site = here, .events = {event(1)}, .calls = {call("a", 1, "")}},
                     {.site = there, .events = {event(7)}, .calls = {call("b", 2, "1")}}}));
  kept = open();
  for (const auto& site : {here, there})
    CHECK(must(kept->history({.site = site})).size() == 1);
  const auto calls = must(kept->calls({.asked = call_query::what::with_number, .key = "1"}));
  REQUIRE(calls.size() == 2);
  CHECK(calls[0].entry == "b");
  CHECK(calls[1].called_back == second(2)); // by the other site, on the other node
  CHECK(must(kept->forget(there, second(100))) == 1);
  CHECK(ask(low.where(), {"EXISTS", redis::site_keys{here}.meta}).number == 1);
  CHECK(ask(high.where(), {"EXISTS", redis::site_keys{there}.meta}).number == 1);

  auto leases = make_redis_leases(way_to(low.where()));
  for (const auto& site : {here, there})
    must(take(*leases, site, node_id{"a"}, std::chrono::hours{1}));
  CHECK(must(leases->holders()).size() == 2);
}

TEST_CASE_METHOD(cluster_fixture, "in a cluster every site is followed and asked",
                 "[redis_cluster]") {
  const auto here = site_on(*this, true);
  const auto there = site_on(*this, false);
  auto kept = open();
  auto leases = make_redis_leases(way_to(low.where()));
  auto streams = make_redis_streams(way_to(low.where()));
  const node_id asker{"b"};
  std::map<site_id, std::string> after;
  std::map<site_id, fencing_token> mine;
  for (const auto& site : {here, there}) {
    must(kept->open_site(site));
    must(kept->append({{.site = site, .frames = "frame of " + site.value}}));
    after[site] = "0-0";
    mine[site] =
      std::get<site_lease>(must(take(*leases, site, node_id{"single"}, std::chrono::hours{1})))
        .token;
    must(ask_owner(*streams, site, asker, site.value));
    must(answer(*streams, asker, site.value));
    must(answer(*streams, node_id{site.value}, "for the node of that name"));
  }
  for (const auto& [site, found] : must(streams->frames(after, duration{0})))
    CHECK(std::get<more_frames>(found).bodies == std::vector{"frame of " + site.value});
  const auto found = must(streams->commands(mine, duration{0}));
  REQUIRE(found.size() == 2);
  for (const auto& x : found)
    must(acknowledge(*streams, x.site, mine.at(x.site), x.id));
  CHECK(must(streams->answers(asker, duration{0})) == std::vector{here.value, there.value});
}

TEST_CASE_METHOD(cluster_fixture, "a slot that moved is followed", "[redis_cluster]") {
  const auto site = site_on(*this, false);
  auto kept = open();
  must(kept->open_site(site));
  const auto slot = std::to_string(redis::slot_of(redis::site_keys{site}.meta));
  const auto name = ask(low.where(), {"CLUSTER", "MYID"}).text;
  const auto other = ask(high.where(), {"CLUSTER", "MYID"}).text;
  ask(low.where(), {"CLUSTER", "SETSLOT", slot, "IMPORTING", other});
  ask(high.where(), {"CLUSTER", "SETSLOT", slot, "MIGRATING", name});
  const auto key = redis::site_keys{site}.meta;
  CHECK(
    ask(high.where(), {"MIGRATE", "127.0.0.1", std::to_string(ports[0]), key, "0", "5000"}).text ==
    "OK");
  CHECK_FALSE(must(kept->load_one(site, anna))); // ASK: it has not moved wholly
  for (const auto* x : {&low, &high})
    CHECK(ask(x->where(), {"CLUSTER", "SETSLOT", slot, "NODE", name}).text == "OK");
  must(kept->append({{.site = site, .events = {event(1)}}}));
  must(kept->append({{.site = site, .events = {event(2)}}}));
  CHECK(must(kept->history({.site = site})).size() == 2);
  CHECK(ask(low.where(), {"XLEN", redis::site_keys{site}.events}).number == 2);
}

} // namespace omstilling::test

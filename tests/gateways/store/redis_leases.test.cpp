#include "gateways/store/redis/redis_leases.hpp"

#include "tests/gateways/store/one_by_one.hpp"
#include "tests/gateways/store/redis_server.hpp"
#include "tests/gateways/store/store_rules.hpp"

namespace omstilling::test {

namespace {

using namespace std::chrono_literals;

const node_id node_a{"a"};
const node_id node_b{"b"};

struct leases_fixture {
  redis_server server;
  std::unique_ptr<site_leases> leases = make_redis_leases(way_to(server.where()));

  std::int64_t taken(const node_id& by, duration length = 1h) {
    const auto answer = must(take(*leases, aarhus, by, length));
    REQUIRE(std::holds_alternative<site_lease>(answer));
    return std::get<site_lease>(answer).token;
  }
  static site_holder held(tl::expected<lease_answer, problem> answer) {
    const auto said = must(std::move(answer));
    REQUIRE(std::holds_alternative<site_holder>(said));
    return std::get<site_holder>(said);
  }
  /// Waits in Redis until the lease of `length` is over, by its clock and nothing else.
  void run_out(duration length) {
    ask(server.where(),
        {"BLPOP", "nothing", std::to_string(static_cast<double>(length.count() + 20) / 1000)});
  }
};

} // namespace

TEST_CASE_METHOD(leases_fixture, "a lease is one node's until it ends", "[redis_leases]") {
  const auto token = taken(node_a);
  const auto who = held(take(*leases, aarhus, node_b, 1h));
  CHECK(who.node == node_a);
  CHECK(who.token == token);
  CHECK(who.left.value() > 59min);
  CHECK(who.left.value() <= 1h);
  CHECK(held(renew(*leases, aarhus, node_b, token, 1h)).node == node_a);
  CHECK(held(renew(*leases, aarhus, node_a, token - 1, 1h)).token == token);
}

TEST_CASE_METHOD(leases_fixture, "many leases are asked for at once, each with its own answer",
                 "[redis_leases]") {
  const auto token = taken(node_a);
  must(take(*leases, odense, node_b, 1h));
  const site_id fresh{"fresh"};
  const auto said =
    leases->lease_all({{aarhus, token}, {odense}, {fresh}, {aarhus, token - 1}}, node_a, 2h);
  REQUIRE(said.size() == 4);
  CHECK(std::get<site_lease>(must(said[0])).token == token);
  CHECK(held(said[1]).node == node_b);
  CHECK(std::get<site_lease>(must(said[2])).token > 0);
  CHECK(held(said[3]).token == token);
  const auto all = must(leases->holders());
  REQUIRE(all.size() == 3);
  for (const auto& x : all)
    CHECK((x.left.value() > 1h) == (x.node == node_a));
}

TEST_CASE_METHOD(leases_fixture, "a lease that ran out is taken with a higher token",
                 "[redis_leases]") {
  const auto first = taken(node_a, 50ms);
  run_out(50ms);
  CHECK(must(leases->holders()).at(0).left.value() < 0ms);
  const auto next = taken(node_b);
  CHECK(next > first);
  CHECK(held(renew(*leases, aarhus, node_a, first, 1h)).node == node_b);
}

TEST_CASE_METHOD(leases_fixture, "a lease that ran out and nobody took is renewed",
                 "[redis_leases]") {
  const auto token = taken(node_a, 50ms);
  run_out(50ms);
  CHECK(std::get<site_lease>(must(renew(*leases, aarhus, node_a, token, 1h))).token == token);
  CHECK(held(take(*leases, aarhus, node_b, 1h)).node == node_a);
}

TEST_CASE_METHOD(leases_fixture, "what is given back is free at once", "[redis_leases]") {
  const auto first = taken(node_a);
  must(leases->give_back(aarhus, node_b, first)); // not its own
  must(leases->give_back(aarhus, node_a, first + 1));
  CHECK(held(take(*leases, aarhus, node_b, 1h)).node == node_a);
  must(leases->give_back(aarhus, node_a, first));
  CHECK(must(leases->holders()).at(0).node.empty());
  const auto next = taken(node_b);
  CHECK(next > first);
  must(leases->give_back(aarhus, node_a, first)); // late
  CHECK(held(take(*leases, aarhus, node_a, 1h)).node == node_b);
}

TEST_CASE_METHOD(leases_fixture, "a node that starts again takes its own lease with a new token",
                 "[redis_leases]") {
  const auto first = taken(node_a);
  CHECK(taken(node_a) > first);
  CHECK_FALSE(std::holds_alternative<site_lease>(must(renew(*leases, aarhus, node_a, first, 1h))));
}

TEST_CASE_METHOD(leases_fixture, "all sites and their holders are known", "[redis_leases]") {
  CHECK(must(leases->holders()).empty());
  taken(node_a);
  must(take(*leases, odense, node_b, 1h));
  const auto all = must(leases->holders());
  REQUIRE(all.size() == 2);
  CHECK(all[0].site == aarhus);
  CHECK(all[0].node == node_a);
  CHECK(all[1].site == odense);
  CHECK(all[1].node == node_b);
}

TEST_CASE_METHOD(leases_fixture, "nodes are known while their hearts beat", "[redis_leases]") {
  const node_heartbeat a{
    .node = node_a, .life = "1", .sites = 2, .preferred = {aarhus, odense}, .version = "0.1.0"};
  const node_heartbeat b{.node = node_b, .life = "2", .sites = 0, .preferred = {}, .version = {}};
  CHECK_FALSE(must(leases->beat(b, 1h)));
  CHECK_FALSE(must(leases->beat(a, 50ms)));
  CHECK((must(leases->nodes()) == std::vector{a, b}));
  run_out(50ms);
  CHECK((must(leases->nodes()) == std::vector{b}));
  CHECK_FALSE(must(leases->beat(a, 1h)));
  CHECK((must(leases->nodes()) == std::vector{a, b}));
}

TEST_CASE_METHOD(leases_fixture, "a node of another version lives, whatever it says of itself",
                 "[redis_leases]") {
  const node_heartbeat a{.node = node_a, .life = "1", .preferred = {aarhus}, .version = "0.1.0"};
  const node_heartbeat b{.node = node_b, .life = {}, .preferred = {}, .version = {}};
  must(leases->beat(b, 1h));
  must(leases->beat(a, 1h));
  for (const auto* said : {R"({"node":"b"})", "no JSON", ""}) {
    ask(server.where(), {"SET", "omstilling:node:b", said});
    CHECK((must(leases->nodes()) == std::vector{a, b}));
  }
  CHECK(must(leases->beat(b, 1h)) == b);
}

TEST_CASE_METHOD(leases_fixture, "a node hears what was said under its name before",
                 "[redis_leases]") {
  node_heartbeat x{.node = node_a, .life = "first", .preferred = {}, .version = {}};
  CHECK_FALSE(must(leases->beat(x, 1h)));
  x.life = "second";
  CHECK(must(leases->beat(x, 1h)).value().life == "first");
  CHECK(must(leases->beat(x, 1h)).value().life == "second");
}

} // namespace omstilling::test

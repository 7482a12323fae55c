#include "tests/actors/nodes_office.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

namespace {

error_reason why(const result& x) { return x ? error_reason::unknown : x.error().reason; }

} // namespace

TEST_CASE_METHOD(nodes, "sites are spread over the nodes, and each acts for its own",
                 "[site_keeper]") {
  start_both();
  CHECK(world.leases.owner("hq") == a.name);
  CHECK(world.leases.owner("aarhus") == b.name);
  CHECK(a.run(a.administrator(), person_at(hq, "anna", "201")));
  CHECK(b.run(b.administrator(), person_at(aarhus, "bo", "301")));
  CHECK(a.acts_for("hq"));
  CHECK_FALSE(a.acts_for("aarhus"));
  CHECK(why(a.run(a.administrator(), person_at(site_id{"odense"}, "eva", "401"))) ==
        error_reason::unknown_site);
}

TEST_CASE_METHOD(nodes, "a node that is killed is followed by another with timers and calls",
                 "[site_keeper]") {
  start_both();
  furnish(a);
  exchange("hq").is->open();
  let_pass(2s);
  a.must(a.user("pia"), meeting(60));
  CHECK(status_of_anna(a) == "meeting");
  a.kill();
  CHECK_FALSE(b.acts_for("hq"));
  let_pass(8s);
  REQUIRE(world.leases.owner("hq") == b.name);
  CHECK(status_of_anna(b) == "meeting");
  const auto pia = b.user("pia"); // whom b did not know when it started
  b.watch(pia, "queue/main");
  CHECK(b.seen.items("queue/main").size() == 1);
  b.must(pia, answer_call{});
  let_pass(3s);
  b.watch(pia, "desk/pia");
  CHECK(b.seen.items("queue/main").empty());
  let_pass(60s);
  CHECK(b.seen.item("people/hq", "anna").at("status").at("type") != "meeting");
}

TEST_CASE_METHOD(nodes, "a node that was paused does nothing more for what another owns by now",
                 "[site_keeper]") {
  start_both();
  furnish(a);
  const auto boss = a.administrator();
  a.stands_still = true;
  let_pass(8s);
  REQUIRE(b.acts_for("hq"));
  const auto written = world.kept.history({.site = hq, .limit = 1'000'000})->size();
  std::optional<result> late;
  a.running->carry_out(boss, person_at(hq, "dan", "204"), std::nullopt,
                       [&](result x) { late = std::move(x); });
  a.go_on();
  REQUIRE(late);
  CHECK_FALSE(*late);
  CHECK(world.kept.history({.site = hq, .limit = 1'000'000})->size() == written);
  CHECK(exchange("hq").orders_of_others == 0);
  CHECK(exchange("hq").connected);
  let_pass(1s);
  CHECK_FALSE(a.acts_for("hq"));
  CHECK(b.run(b.administrator(), person_at(hq, "dan", "204")));
}

TEST_CASE_METHOD(nodes, "a node that loses the store stops before another begins",
                 "[site_keeper]") {
  start_both();
  furnish(a);
  const auto* const link_of_a = exchange("hq").connected;
  REQUIRE(link_of_a);
  a.reaches_store = false;
  for (int i = 0; i < 500 && world.leases.owner("hq") != b.name; ++i)
    let_pass(20ms);
  REQUIRE(world.leases.owner("hq") == b.name);
  CHECK(exchange("hq").connected != link_of_a);
  CHECK(b.acts_for("hq"));
  CHECK(exchange("hq").orders_of_others == 0);
  a.reaches_store = true;
  let_pass(15s); // it is the preferred node, and back for long enough
  CHECK(world.leases.owner("hq") == a.name);
  CHECK(a.acts_for("hq"));
  CHECK(a.run(a.user("pia"), meeting(60)));
}

TEST_CASE_METHOD(nodes,
                 "a node that ends hands its sites over at once, with all that was under way",
                 "[site_keeper]") {
  start_both();
  furnish(a);
  std::optional<result> last;
  a.running->carry_out(a.user("pia"), meeting(600), std::nullopt,
                       [&](result x) { last = std::move(x); });
  a.stop();
  REQUIRE(last);
  CHECK(world.leases.owner("hq").empty());
  let_pass(500ms);
  CHECK(world.leases.owner("hq") == b.name);
  REQUIRE(b.acts_for("hq"));
  CHECK((status_of_anna(b) == "meeting") == last->has_value());
}

TEST_CASE_METHOD(nodes, "a site that another took is refused, and the others are not",
                 "[site_keeper]") {
  a.start();
  let_pass(3s);
  REQUIRE(a.acts_for("hq"));
  REQUIRE(a.acts_for("aarhus"));
  world.leases.give(hq, node_id{"thief"}, 1min);
  std::optional<result> at_hq;
  std::optional<result> at_aarhus;
  const auto boss = a.administrator();
  a.running->carry_out(boss, person_at(hq, "anna", "201"), std::nullopt,
                       [&](result x) { at_hq = std::move(x); });
  a.running->carry_out(boss, person_at(aarhus, "bo", "301"), std::nullopt,
                       [&](result x) { at_aarhus = std::move(x); });
  a.settle();
  REQUIRE((at_hq && at_aarhus));
  CHECK(why(*at_hq) == error_reason::storage_unavailable);
  CHECK(at_aarhus->has_value());
  CHECK_FALSE(a.acts_for("hq"));
  CHECK(a.acts_for("aarhus"));
  a.watch(boss, "health");
  CHECK(a.seen.item("health", "store").at("ok") == true);
}

TEST_CASE_METHOD(nodes, "nothing that lived at a site lives on when the site has ended",
                 "[site_keeper]") {
  world.leases.give(aarhus, node_id{"other"}, 24h);
  world.leases.give(hq, node_id{"other"}, 4s);
  a.start();
  let_pass(2s);
  const auto without = actors_of(a);
  let_pass(5s);
  REQUIRE(a.acts_for("hq"));
  furnish(a);
  exchange("hq").is->open();
  let_pass(2s);
  CHECK(actors_of(a) > without + 10);
  CHECK(exchange("hq").connected);
  world.leases.give(hq, node_id{"other"}, 1min);
  let_pass(3s);
  CHECK(actors_of(a) == without);
  CHECK_FALSE(exchange("hq").connected);
  CHECK_FALSE(a.acts_for("hq"));
}

TEST_CASE_METHOD(nodes, "a site that comes back to a node is shown as it is now", "[site_keeper]") {
  start_both();
  furnish(a);
  a.must(a.user("pia"), meeting(60));
  CHECK(status_of_anna(a) == "meeting");
  a.seen = reader{};
  world.leases.give(hq, node_id{"other"}, 2s);
  let_pass(120s);
  REQUIRE(a.acts_for("hq"));
  CHECK(status_of_anna(a) != "meeting");
}

TEST_CASE_METHOD(nodes, "two processes that are the same node are told so", "[site_keeper]") {
  const auto why = [](test_node& x) {
    x.watch(x.administrator(), "health");
    const auto parts = x.seen.items("health");
    const auto found = parts.find("node");
    return found == parts.end() ? std::string{}
                                : std::string{found->second.at("problem").as_string()};
  };
  start_both();
  a.kill();
  a.reaches_store = a.reaches_streams = true;
  a.start({hq}); // what its earlier life said last is still there
  let_pass(5s);
  CHECK(why(a).empty());
  test_node namesake{world, "a"};
  namesake.start();
  for (duration passed{}; passed < 3s; passed += 20ms) {
    let_pass(20ms);
    namesake.let_pass(20ms);
  }
  const std::string expected = "another process is node \"a\" too: each needs a name of its own";
  CHECK(why(a) == expected);
  CHECK(why(b).empty());
  namesake.kill();
  let_pass(2s); // it may be between two beats
  CHECK(why(a) == expected);
  let_pass(2s);
  CHECK(why(a).empty());
}

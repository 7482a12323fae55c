#include "tests/actors/nodes_office.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

namespace {

std::map<site_id, simulator_options> ten_sites() {
  std::map<site_id, simulator_options> result;
  for (int i = 0; i < 10; ++i)
    result[site_id{"s" + std::to_string(i)}] = {};
  return result;
}

/// Node "a" owns ten sites with somebody at each; "b" has begun to follow them, but "a" is not told
/// anything.
struct many_sites {
  shared_world world{ten_sites()};
  test_node a{world, "a"};
  test_node b{world, "b"};

  many_sites() {
    std::vector<site_id> all;
    for (const auto& [site, pbx] : world.exchanges)
      all.push_back(site);
    a.start(all);
    let_pass(3s);
    for (const auto& site : all)
      a.must(a.administrator(), person_at(site, "at-" + site.value, "201"));
    a.reaches_streams = false;
    b.start();
    let_pass(1s);
  }
  void let_pass(duration by) {
    for (duration passed{}; passed < by; passed += 20ms) {
      world.advance(20ms);
      a.let_pass(20ms);
      b.let_pass(20ms);
    }
  }
  /// Sites of which "b" asks something, with how often.
  std::map<site_id, std::size_t> asked() {
    std::map<site_id, std::size_t> result;
    for (const auto& [site, commands] : world.streams.commands)
      if (!commands.empty())
        result[site] = commands.size();
    return result;
  }
  std::size_t people_at_b() {
    const auto found = b.ask_for(b.administrator(), search{.text = "person", .limit = 50});
    REQUIRE(found);
    return std::get<search_result>(*found).hits.size();
  }
};

} // namespace

TEST_CASE_METHOD(many_sites, "pictures of many sites are asked for a few at a time, each once",
                 "[nodes]") {
  CHECK(asked().size() == 4);
  let_pass(3s);
  CHECK(asked().size() == 4);
  a.reaches_streams = true;
  let_pass(2s);
  CHECK(people_at_b() == 10);
  CHECK(asked().empty());
}

TEST_CASE_METHOD(many_sites, "owners that do not answer keep nobody from asking others",
                 "[nodes]") {
  const auto first = asked();
  let_pass(15s);
  auto now = asked();
  CHECK(now.size() == 8);
  for (const auto& [site, times] : first)
    CHECK(now.at(site) == 1);
  let_pass(15s);
  now = asked();
  CHECK(now.size() == 10);
  CHECK(now.at(first.begin()->first) == 2); // behind all others
  a.reaches_streams = true;
  let_pass(17s); // of those without an answer the turn ends, and the others follow
  CHECK(people_at_b() == 10);
  CHECK(asked().empty());
}

TEST_CASE_METHOD(many_sites, "a node that comes to own what it waited for asks for the others",
                 "[nodes]") {
  const auto first = asked();
  a.kill();
  let_pass(12s);
  for (const auto& [site, pbx] : world.exchanges)
    CHECK(b.acts_for(site.value));
  CHECK(people_at_b() == 10);
}

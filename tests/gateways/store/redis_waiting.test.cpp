#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/listener.hpp"
#include "gateways/store/redis/redis_leases.hpp"
#include "gateways/store/redis/redis_store.hpp"
#include "gateways/store/redis/site_streams.hpp"
#include "tests/gateways/store/one_by_one.hpp"
#include "tests/gateways/store/redis_server.hpp"
#include "tests/gateways/store/store_rules.hpp"

#include <csignal>
#include <future>

// What waits in another thread. What should come is waited for, and nothing is given a while to
// come.
namespace omstilling::test {

namespace {

using namespace std::chrono_literals;
using bodies = std::vector<std::string>;
using redis::news;

const node_id node_a{"a"};
const node_id node_b{"b"};

store_batch shown(std::string what) { return {.site = aarhus, .frames = std::move(what)}; }

struct waiting_fixture {
  redis_server server;

  std::unique_ptr<site_streams> streams() const {
    return make_redis_streams(way_to(server.where()));
  }
  std::unique_ptr<redis_store> store() const {
    auto result = must(open_redis_store({.where = way_to(server.where())}));
    must(result->open_site(aarhus));
    return result;
  }
  /// Until so many hear the news.
  void heard_by(std::int64_t listeners) const {
    while (ask(server.where(), {"PUBSUB", "NUMSUB", redis::news_channel}).items.at(1).number <
           listeners)
      ask(server.where(), {"BLPOP", "nothing", "0.01"});
  }
};

/// The frames that come, from the beginning, until there are so many.
std::future<bodies> follow(site_streams& by, std::size_t count) {
  return std::async(std::launch::async, [&by, count] {
    bodies all;
    std::string at = "0-0";
    while (all.size() < count) {
      const auto found = by.frames({{aarhus, at}}, 1h);
      if (!found || !found->contains(aarhus))
        return bodies{found ? "nothing" : found.error().detail};
      const auto* more = std::get_if<more_frames>(&found->at(aarhus));
      if (!more)
        return bodies{"gone"};
      all.insert(all.end(), more->bodies.begin(), more->bodies.end());
      at = more->position;
    }
    return all;
  });
}

} // namespace

TEST_CASE_METHOD(waiting_fixture, "what grows is heard of by its name", "[redis_waiting]") {
  news heard;
  const redis::listener listening{way_to(server.where()), heard};
  heard_by(1);
  auto kept = store();
  auto by = streams();
  must(kept->append({shown("one")}));
  must(ask_owner(*by, aarhus, node_b, "two"));
  must(answer(*by, node_b, "three"));
  const auto until = std::chrono::steady_clock::now() + 1min;
  const auto hears = [&](news::of kind, const std::string& key) {
    for (int looks = 0; looks < 3; ++looks) // at first all is news, and once when it is connected
      if (heard.take(kind, until).keys.contains(key))
        return true;
    return false;
  };
  CHECK(hears(news::of::frames, "omstilling:{aarhus}:frames"));
  CHECK(hears(news::of::commands, "omstilling:{aarhus}:commands"));
  CHECK(hears(news::of::answers, "omstilling:answers:b"));
}

TEST_CASE_METHOD(waiting_fixture, "who waits goes on at once", "[redis_waiting]") {
  auto leases = make_redis_leases(way_to(server.where()));
  const auto token = std::get<site_lease>(must(take(*leases, aarhus, node_a, 1h))).token;
  auto owner = streams();
  auto asker = streams();
  heard_by(2);
  constexpr int rounds = 40;
  auto answering = std::async(std::launch::async, [&] {
    for (int answered = 0; answered < rounds;) {
      const auto found = owner->commands({{aarhus, token}}, 1h);
      if (!found)
        return found.error().detail;
      for (const auto& x : *found) {
        if (!answer(*owner, x.asker, x.body) || !acknowledge(*owner, aarhus, token, x.id))
          return std::string{"not answered"};
        ++answered;
      }
    }
    return std::string{};
  });
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < rounds; ++i) {
    must(ask_owner(*asker, aarhus, node_b, std::to_string(i)));
    CHECK(must(asker->answers(node_b, 1h)) == bodies{std::to_string(i)});
  }
  CHECK(answering.get().empty());
  // By looking once a second alone each round would take a second.
  CHECK(std::chrono::steady_clock::now() - begun < 30s);
}

TEST_CASE_METHOD(waiting_fixture, "whoever waits can be woken", "[redis_waiting]") {
  auto by = streams();
  auto frames = std::async(std::launch::async, [&] {
    return by->frames({{aarhus, "0-0"}}, 1h).value().size();
  });
  auto commands =
    std::async(std::launch::async, [&] { return by->commands({}, 1h).value().size(); });
  by->wake();
  CHECK(frames.get() == 0);
  CHECK(commands.get() == 0);
  CHECK(must(by->answers(node_a, 1h)).empty()); // it did not wait then
}

TEST_CASE_METHOD(waiting_fixture, "who follows goes on after Redis was started again",
                 "[redis_waiting]") {
  auto kept = store();
  auto by = streams();
  heard_by(1);
  auto all = follow(*by, 4);
  bodies expected;
  for (const auto* x : {"one", "two", "three", "four"}) {
    expected.emplace_back(x);
    must(kept->append({shown(x)}));
    if (expected.size() == 4)
      break;
    server.kill();
    server.start();
  }
  CHECK(all.get() == expected);
  heard_by(1); // again
}

TEST_CASE_METHOD(waiting_fixture, "a Redis that is away is named", "[redis_waiting]") {
  auto way = way_to(server.where());
  way.away.patience = 0ms;
  ask(server.where(), {"PING"}); // it serves
  const auto by = make_redis_streams(way);
  must(ask_owner(*by, aarhus, node_b, "one"));
  must(by->answers(node_b, 0ms));
  server.kill();
  for (const auto& said :
       {ask_owner(*by, aarhus, node_b, "two"), by->answers(node_b, 1h).map([](const auto&) {}),
        by->frames({{aarhus, "0-0"}}, 1h).map([](const auto&) {})}) {
    REQUIRE_FALSE(said);
    CHECK(said.error().reason == error_reason::storage_unavailable);
    CHECK(said.error().detail.starts_with("Redis is away: unix:"));
  }
}

TEST_CASE_METHOD(waiting_fixture, "a lease that is given back is told of", "[redis_waiting]") {
  auto leases = make_redis_leases(way_to(server.where()));
  const site_id site{"a{b}:frames"};
  const auto token = std::get<site_lease>(must(take(*leases, site, node_a, 1h))).token;
  auto by = streams();
  std::promise<site_id> told;
  by->on_freed([&](const site_id& x) { told.set_value(x); });
  heard_by(1);
  must(leases->give_back(site, node_a, token + 1)); // not its own
  must(leases->give_back(site, node_a, token));
  auto heard = told.get_future();
  REQUIRE(heard.wait_for(1min) == std::future_status::ready);
  CHECK(heard.get() == site);
  by->on_freed({});
  must(leases->give_back(site, node_a, token)); // again: nobody is told
}

TEST_CASE_METHOD(waiting_fixture, "ending does not wait for a Redis that says nothing",
                 "[redis_waiting]") {
  auto by = streams();
  heard_by(1);
  server.send(SIGSTOP);
  const auto begun = std::chrono::steady_clock::now();
  by.reset();
  CHECK(std::chrono::steady_clock::now() - begun < 4s); // the time limit of an answer is 5 s
  server.send(SIGCONT);
}

} // namespace omstilling::test

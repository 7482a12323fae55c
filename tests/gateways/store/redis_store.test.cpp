#include "gateways/store/redis/redis_store.hpp"

#include "gateways/store/redis/redis_leases.hpp"
#include "tests/gateways/store/one_by_one.hpp"
#include "tests/gateways/store/redis_server.hpp"
#include "tests/gateways/store/store_rules.hpp"

#include <csignal>
#include <set>

namespace omstilling::test {

namespace {

/// One server for the whole program: a place is what it holds, and a new place is empty.
redis_server& server() {
  static redis_server the_server;
  return the_server;
}

redis_store_options options_for(const redis_server& where, std::string node = "single") {
  return {.where = way_to(where.where()), .node = node_id{std::move(node)}};
}

std::unique_ptr<redis_store> open(const redis_server& where, std::string node = "single") {
  return must(open_redis_store(options_for(where, std::move(node))));
}

class redis_place final : public store_place {
public:
  redis_place() { CHECK(ask(server().where(), {"FLUSHALL"}).text == "OK"); }
  std::unique_ptr<store> open() override { return test::open(server()); }
};

const store_conformance redis_conformance{"redis", [] { return std::make_unique<redis_place>(); },
                                          lasting::beyond_the_process};

std::string refusal_of(const tl::expected<void, problem>& x) {
  REQUIRE_FALSE(x);
  CHECK(x.error().reason == error_reason::storage_unavailable);
  return x.error().detail;
}

stored_call call_of(const std::string& id, const std::string& number, std::int64_t at) {
  return {.call = call_id{id},
          .at = second(at),
          .number = number,
          .reached = number,
          .entry = "entry " + number,
          .log = {{"anna", second(at), log_kind::missed, number, "log " + number}}};
}

/// A batch that replaces and adds something of everything; number 1 is what `before` has.
store_batch all_of(std::int64_t number) {
  const auto text = std::to_string(number);
  store_batch result{.site = aarhus,
                     .events = {event(number), event(number + 1, bo)},
                     .rows = {{anna, text}},
                     .receipts = {receipt_of("mette", "k1", number)},
                     .calls = {call_of("c1", text, number)}};
  if (number == 1)
    return result;
  result.rows.push_back({bo, text});
  result.receipts.push_back(receipt_of("mette", "k2", number));
  result.calls.push_back(call_of("c2", text, number));
  return result;
}

/// Everything in Redis but what counts what was asked of it.
std::multiset<std::string> contents(const redis_server& of) {
  std::multiset<std::string> result;
  const auto add = [&](std::string_view what, std::string key, std::vector<std::string> more) {
    key = "omstilling:{aarhus}:" + key;
    more.insert(more.begin(), {std::string{what}, key});
    const auto items = ask(of.where(), std::move(more)).items;
    for (std::size_t i = 0; i + 1 < items.size(); i += 2)
      result.insert(key + ' ' + items[i].text + " = " + items[i + 1].text);
  };
  for (const auto* key : {"rows", "calls", "receipts"})
    add("HGETALL", key, {});
  for (const auto* key : {"receipts_at", "calls_index"})
    add("ZRANGE", key, {"0", "-1", "WITHSCORES"});
  for (const auto& x : ask(of.where(), {"XRANGE", "omstilling:{aarhus}:events", "-", "+"}).items)
    result.insert("event " + x.items.at(0).text);
  return result;
}

} // namespace

TEST_CASE("the service that started last has the site", "[redis_store]") {
  redis_server own;
  auto first = open(own);
  must(first->open_site(aarhus));
  must(first->append({{.site = aarhus, .events = {event(1)}}}));
  auto second_one = open(own, "other");
  CHECK(must(second_one->open_site(aarhus)).epochs == 2);
  CHECK(refusal_of(first->append({{.site = aarhus, .events = {event(2)}}})) ==
        "site aarhus is held by other with token 2 (this one has token 1)");
  // It does not take it back by itself.
  CHECK(refusal_of(first->append({{.site = aarhus, .events = {event(2)}}})) ==
        "site aarhus was taken over by another service");
  must(second_one->append({{.site = aarhus, .events = {event(2)}}}));
  CHECK_FALSE(first->forget(aarhus, second(100)));
  must(first->open_site(aarhus));
  must(first->append({{.site = aarhus, .events = {event(3)}}}));
  CHECK_FALSE(second_one->append({{.site = aarhus, .events = {event(4)}}}));
}

TEST_CASE("under leases only what is held is written", "[redis_store]") {
  redis_server own;
  auto leases = make_redis_leases(way_to(own.where()));
  auto options = options_for(own, "a");
  options.leased = true;
  auto kept = must(open_redis_store(options));
  CHECK_FALSE(kept->open_site(aarhus));
  const auto lease =
    std::get<site_lease>(must(take(*leases, aarhus, node_id{"a"}, std::chrono::hours{1})));
  kept->hold(aarhus, lease.token);
  must(kept->open_site(aarhus));
  must(kept->append({{.site = aarhus, .events = {event(1)}}}));

  CHECK(refusal_of(open(own)->open_site(aarhus).map([](auto) {}))
          .starts_with("site aarhus is leased to a for another "));
  must(leases->give_back(aarhus, node_id{"a"}, lease.token));
  CHECK(refusal_of(kept->append({{.site = aarhus, .events = {event(2)}}})) ==
        "site aarhus is held by nobody with token 2 (this one has token 1)");
  const auto next =
    std::get<site_lease>(must(take(*leases, aarhus, node_id{"b"}, std::chrono::hours{1})));
  kept->hold(aarhus, next.token); // as when the node asks again
  must(kept->append({{.site = aarhus, .events = {event(2)}}}));
  kept->let_go(aarhus);
  CHECK(refusal_of(kept->append({{.site = aarhus, .events = {event(3)}}})) ==
        "site aarhus is not held by this node");
  CHECK(must(kept->history({.site = aarhus})).size() == 2); // reading needs no token
}

TEST_CASE("what one site refuses is undone at the others", "[redis_store]") {
  redis_server own;
  auto kept = open(own);
  must(kept->open_site(aarhus));
  must(kept->open_site(odense));
  must(kept->append({all_of(1)}));
  auto other = open(own, "other");
  must(other->open_site(odense));
  const auto before = contents(own);
  REQUIRE_FALSE(before.empty());
  CHECK_FALSE(kept->append({all_of(3), {.site = odense, .events = {event(1)}}}));
  CHECK((contents(own) == before));
  must(kept->append({all_of(3)})); // the same numbers again
  CHECK(must(kept->load_one(aarhus, bo)) == "3");
  CHECK(must(kept->history({.site = aarhus})).size() == 4);
}

TEST_CASE("a first append of everything is undone too", "[redis_store]") {
  redis_server own;
  auto kept = open(own);
  must(kept->open_site(aarhus));
  must(kept->open_site(odense));
  must(open(own, "other")->open_site(odense));
  CHECK_FALSE(kept->append({all_of(1), {.site = odense, .events = {event(1)}}}));
  CHECK(contents(own).empty());
  must(kept->append({all_of(1)}));
}

TEST_CASE("an append without an answer is refused and not done later", "[redis_store]") {
  redis_server own;
  auto options = options_for(own);
  options.where.away = {.patience = duration{0}};
  options.where.within.answering = duration{100};
  options.wait_within = duration{0};
  ask(own.where(), {"PING"}); // it serves
  auto kept = must(open_redis_store(options));
  must(kept->open_site(aarhus));
  must(kept->append({all_of(1)}));
  const auto before = contents(own);
  own.send(SIGSTOP);
  CHECK_FALSE(kept->append({all_of(3)}));
  CHECK_FALSE(kept->load_one(aarhus, anna)); // what stands there is not known
  own.send(SIGCONT);
  ask(own.where(), {"PING"});
  // Its tries are spaced, and none waits: the first that is made finds out.
  auto row = kept->load_one(aarhus, anna);
  while (!row)
    row = kept->load_one(aarhus, anna);
  CHECK(row.value() == "1");
  CHECK((contents(own) == before));
  must(kept->append({all_of(3)}));
}

TEST_CASE("an append waits for a Redis that is starting", "[redis_store]") {
  redis_server own;
  auto kept = open(own);
  must(kept->open_site(aarhus));
  own.kill();
  own.start();
  must(kept->append({all_of(1)}));
  CHECK(must(kept->history({.site = aarhus})).size() == 2);
}

TEST_CASE("a change that too few replicas have is refused and undone", "[redis_store]") {
  redis_server own;
  auto options = options_for(own);
  options.wait_replicas = 1;
  options.wait_within = duration{20};
  auto kept = must(open_redis_store(options));
  must(kept->open_site(aarhus));
  CHECK(refusal_of(kept->append({all_of(1)})) == "within 20 ms 0 of 1 replicas had the change");
  CHECK(contents(own).empty());
}

TEST_CASE("Redis that refuses says why, and nothing changes", "[redis_store]") {
  redis_server own;
  auto kept = open(own);
  must(kept->open_site(aarhus));
  ask(own.where(), {"CONFIG", "SET", "min-replicas-to-write", "1"});
  CHECK(refusal_of(kept->append({all_of(1)})).starts_with("Redis refuses: NOREPLICAS"));
  ask(own.where(), {"CONFIG", "SET", "min-replicas-to-write", "0"});
  must(kept->append({all_of(1)}));
}

TEST_CASE("Redis that is not there is named", "[redis_store]") {
  const temporary_directory nowhere;
  const auto where = redis::address{(nowhere.path() / "sock").string(), 0};
  auto options = redis_store_options{.where = way_to(where)};
  options.where.away.patience = duration{0};
  const auto opened = open_redis_store(options);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().detail ==
        "Redis is away: unix:" + where.host + ": No such file or directory");
}

TEST_CASE("a password is needed where one is set", "[redis_store]") {
  redis_server own{0, {"--requirepass", "s3cret"}};
  auto options = options_for(own);
  options.where.password = "s3cret";
  must(open_redis_store(options));
  options.where.password = "wrong";
  options.where.away.patience = duration{0};
  const auto refused = open_redis_store(options);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().detail.find("WRONGPASS") != std::string::npos);
}

TEST_CASE("a newer version's data stays as it was", "[redis_store]") {
  redis_server own;
  must(open(own)->open_site(aarhus));
  ask(own.where(), {"HSET", "omstilling:{aarhus}:meta", "format", "2"});
  CHECK(refusal_of(open(own)->open_site(aarhus).map([](auto) {})) ==
        "site aarhus was written by a newer version (format 2, this version knows 1)");
}

TEST_CASE("settings that promise too little are doubted", "[redis_store]") {
  redis_server own;
  auto kept = open(own);
  CHECK(must(kept->doubts()).empty());
  ask(own.where(), {"CONFIG", "SET", "appendfsync", "everysec"});
  REQUIRE(must(kept->doubts()).size() == 1);
  CHECK(must(kept->doubts())[0].find("appendfsync everysec") != std::string::npos);
}

} // namespace omstilling::test

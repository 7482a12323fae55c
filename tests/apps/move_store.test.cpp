#include "apps/omstillingctl/command_line.hpp"
#include "apps/omstillingctl/store_copy.hpp"
#include "gateways/store/redis/redis_store.hpp"
#include "gateways/store/sqlite/sqlite_store.hpp"
#include "tests/gateways/store/redis_server.hpp"
#include "tests/gateways/store/store_rules.hpp"

#include <sstream>

namespace omstilling::test {

namespace {

struct said {
  exit_code code;
  std::string out;
  std::string err;
};

said move(const std::string& from, const std::string& to) {
  const char* words[] = {"omstillingctl", "move", "--from", from.c_str(), "--to", to.c_str()};
  std::ostringstream out;
  std::ostringstream err;
  const auto code = run_command_line(std::size(words), words, {.out = out, .err = err});
  return {code, out.str(), err.str()};
}

/// More than a page of everything, by those who ask in strange letters.
void fill(store& to, const site_id& site) {
  must(to.open_site(site));
  must(to.open_site(site));
  for (std::int64_t n = 1; n < 2'500;) {
    store_batch batch{.site = site};
    for (int i = 0; i < 500; ++i, ++n) {
      const auto text = std::to_string(n);
      auto x = event(n, {entity_kind::employee, text}, "status_changed");
      if (n % 3 == 0)
        x.by = user_id{n % 2 == 0 ? "" : "s\xc3\xb8ren"};
      batch.events.push_back(x);
      batch.rows.push_back({x.entity, site.value + text});
      batch.receipts.push_back(receipt_of("mette", text, n));
      batch.calls.push_back({.call = call_id{site.value + text},
                             .at = second(n),
                             .number = std::to_string(n % 7),
                             .reached = n % 5 == 0 ? "3" : "",
                             .entry = "{}",
                             .log = {{"anna", second(n), log_kind::missed, "3", "{}"},
                                     {"bo", second(n + 1), log_kind::incoming, "", "[]"}}});
    }
    must(to.append({batch}));
  }
}

struct move_fixture {
  temporary_directory folder;
  redis_server server;
  std::string first = "sqlite:" + (folder.path() / "first.db").string();
  std::string in_redis = text_of(server.where());
  std::string back = "sqlite:" + (folder.path() / "back.db").string();

  move_fixture() { ask(server.where(), {"PING"}); }
  static std::unique_ptr<store> file(const std::string& name) {
    return must(open_sqlite_store(name.substr(7)));
  }
};

} // namespace

TEST_CASE_METHOD(move_fixture, "a store moves to Redis and back and is the same", "[move]") {
  auto kept = file(first);
  fill(*kept, aarhus);
  fill(*kept, odense);
  must(kept->forget(odense, second(10'000))); // its numbering outlives its events
  const std::vector before{must(survey(*kept, aarhus)), must(survey(*kept, odense))};
  CHECK(before[0].rows == 2'500);
  CHECK(before[0].events == 2'500);
  CHECK(before[0].calls == 2'500);
  CHECK(before[1].events == 0);
  kept.reset();

  const auto there = move(first, in_redis);
  CHECK(there.err.empty());
  CHECK(there.code == exit_code::done);
  CHECK(there.out.starts_with("aarhus: 2500 entities, 2500 events, 2500 receipts and 2500 calls"));
  const auto home = move(in_redis, back);
  CHECK(home.err.empty());
  CHECK(home.code == exit_code::done);

  kept = file(back);
  CHECK((std::vector{must(survey(*kept, aarhus)), must(survey(*kept, odense))} == before));
  for (const auto& site : {aarhus, odense}) {
    const auto position = must(kept->open_site(site));
    CHECK(position.last_number == 2'500);
    CHECK(position.epochs > 3); // twice opened, and once for each move
  }
}

TEST_CASE_METHOD(move_fixture, "nothing is moved into what is not empty, or out of what is",
                 "[move]") {
  auto kept = file(first);
  must(kept->open_site(aarhus));
  kept.reset();
  file(back).reset();
  CHECK(move(back, in_redis).err == "omstillingctl: " + back + " holds no site\n");
  CHECK(move(first, in_redis).code == exit_code::done);
  const auto again = move(first, in_redis);
  CHECK(again.code == exit_code::refused);
  CHECK(again.err == "omstillingctl: " + in_redis + " is not empty: it holds site aarhus\n");
}

TEST_CASE_METHOD(move_fixture, "what is no store is named", "[move]") {
  CHECK(move("first.db", in_redis).code == exit_code::usage);
  CHECK(move("redis://user:word@host", in_redis).code == exit_code::usage);
  CHECK(move("unix:/nowhere/redis.sock", back).code == exit_code::refused);
}

TEST_CASE("a survey sees the smallest difference", "[move]") {
  const temporary_directory folder;
  const auto one = must(open_sqlite_store(folder.path() / "one.db"));
  const auto two = must(open_sqlite_store(folder.path() / "two.db"));
  for (const auto* x : {&one, &two})
    must((*x)->open_site(aarhus));
  const auto both = [&](const store_batch& first, const store_batch& second) {
    must(one->append({first}));
    must(two->append({second}));
    return must(survey(*one, aarhus)) == must(survey(*two, aarhus));
  };
  CHECK(both({.site = aarhus}, {.site = aarhus}));
  CHECK(both({.site = aarhus, .rows = {{anna, "1"}}}, {.site = aarhus, .rows = {{anna, "1"}}}));
  CHECK_FALSE(both({.site = aarhus, .rows = {{bo, "1"}}}, {.site = aarhus, .rows = {{bo, "2"}}}));
  CHECK(both({.site = aarhus}, {.site = aarhus, .rows = {{bo, "1"}}}));
  auto asked = event(1);
  asked.by = user_id{""};
  CHECK_FALSE(both({.site = aarhus, .events = {event(1)}}, {.site = aarhus, .events = {asked}}));
}

} // namespace omstilling::test

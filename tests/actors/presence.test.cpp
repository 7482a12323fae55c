#include "tests/actors/office.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

namespace {

using reading = tl::expected<presence_reading, problem>;

reading read(office& x, const principal& who, presence_request asked) {
  std::optional<reading> result;
  x.running->read_presence(who, std::move(asked), [&](reading got) { result = std::move(got); });
  x.settle();
  REQUIRE(result);
  return *result;
}

principal token(office& x, std::optional<audience> sees) {
  static int made = 0;
  const token_id id{"t" + std::to_string(++made)};
  const auto done =
    x.run(x.administrator(), add_token{.id = id, .name = "Another program", .sees = sees});
  REQUIRE(done);
  return x.login({.token = done->secret});
}

const presence_request anna{.who = employee_id{"anna"}};

} // namespace

TEST_CASE_METHOD(office, "a token sees what its audience may see", "[B2.3][B4.1]") {
  start();
  furnish();
  must(user("pia"), set_status{.employee = employee_id{"anna"},
                               .type = "sick",
                               .note = "Influenza",
                               .for_seconds = 3600,
                               .start_actions = {},
                               .stop_actions = {}});
  const auto inside = read(*this, token(*this, audience::reception), anna);
  REQUIRE(inside);
  CHECK(inside->who.status.type == "sick");
  CHECK(inside->who.status.note == "Influenza");
  const auto beside = read(*this, token(*this, audience::colleague), anna);
  REQUIRE(beside);
  CHECK(beside->who.status.type == "away");
  CHECK(beside->who.status.note.empty());
  CHECK(beside->who.phones.size() == 1);
  for (const auto sees : {std::optional<audience>{}, std::optional{audience::public_}}) {
    const auto outside = read(*this, token(*this, sees), anna);
    REQUIRE(outside);
    CHECK(outside->who.status.type == "away");
    CHECK(outside->who.phones.empty());
    REQUIRE(outside->taken.size() == 1);
    CHECK(outside->taken.front().busy == busy_type::out_of_office);
  }
}

TEST_CASE_METHOD(office, "a token's audience is kept", "[B2.3]") {
  start();
  furnish();
  const auto made =
    run(administrator(), add_token{token_id{"wide"}, "Another program", audience::reception});
  REQUIRE(made);
  restart();
  const auto who = login({.token = made->secret});
  CHECK(who.sees == audience::reception);
  CHECK_FALSE(run(who, clear_status{employee_id{"anna"}, {}})); // it only reads, all the same
}

TEST_CASE_METHOD(office, "a token of no known audience is not made", "[B4.1]") {
  start();
  furnish();
  const auto x = run(administrator(), add_token{token_id{"odd"}, "Odd", audience::unknown});
  REQUIRE_FALSE(x);
  CHECK(message(x.error()).starts_with("params.sees: reception, colleague or public expected"));
  CHECK(run(administrator(), add_token{token_id{"odd"}, "Odd", std::nullopt})); // the id is free
}

TEST_CASE_METHOD(office, "presence is refused to who may not read people", "[B4.1]") {
  start();
  furnish();
  const principal who; // neither a login nor a token
  const auto x = read(*this, who, anna);
  REQUIRE_FALSE(x);
  CHECK(x.error().reason == error_reason::forbidden);
  principal gone{.user = user_id{"left-long-ago"}, .rights = {right::read_people}};
  CHECK(read(*this, gone, anna).error().reason == error_reason::not_authenticated);
  auto removed = token(*this, {});
  removed.token = token_id{"removed-since"};
  CHECK(read(*this, removed, anna).error().reason == error_reason::not_authenticated);
}

TEST_CASE_METHOD(office, "presence of nobody, and at a time that cannot be, is refused by name",
                 "[B4.1]") {
  start();
  furnish();
  const auto pia = user("pia");
  const auto nobody = read(*this, pia, {.who = employee_id{"nobody"}});
  REQUIRE_FALSE(nobody);
  CHECK(nobody.error().reason == error_reason::unknown_employee);
  const auto backwards = read(*this, pia, {.who = anna.who, .to = now() - 24h});
  REQUIRE_FALSE(backwards);
  CHECK(backwards.error().path == "to");
  must(administrator(), remove_employee{employee_id{"anna"}});
  CHECK(read(*this, pia, anna).error().reason == error_reason::unknown_employee);
}

TEST_CASE_METHOD(office, "who is no longer the reception sees no more of it in her watch list",
                 "[B2.3][B4.1]") {
  start();
  furnish();
  const auto tom = user("tom");
  must(tom, add_watch{.employees = {employee_id{"anna"}}, .condition = {}});
  must(user("pia"), set_status{.employee = employee_id{"anna"},
                               .type = "sick",
                               .note = "Influenza",
                               .start_actions = {},
                               .stop_actions = {}});
  watch(tom, "watchlist/tom");
  const auto list_of_tom = [&] {
    std::string result;
    for (const auto& [id, item] : seen.items("watchlist/tom"))
      result += boost::json::serialize(item);
    return result;
  };
  CHECK(list_of_tom().find("Influenza") != std::string::npos);
  must(administrator(), put_user{.id = user_id{"tom"},
                                 .site = site_id{"hq"},
                                 .name = "Tom",
                                 .roles = {role::employee},
                                 .employee = employee_id{"tom"},
                                 .queues = {}});
  advance(50ms);
  CHECK(list_of_tom().find("Influenza") == std::string::npos);
  CHECK(list_of_tom().find("sick") == std::string::npos);
  CHECK(list_of_tom().find("\"away\"") != std::string::npos);
}

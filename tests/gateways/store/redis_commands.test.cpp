#include "gateways/store/redis/redis_leases.hpp"
#include "gateways/store/redis/site_streams.hpp"
#include "gateways/store/redis/stream_scripts.hpp"
#include "tests/gateways/store/one_by_one.hpp"
#include "tests/gateways/store/redis_server.hpp"
#include "tests/gateways/store/store_rules.hpp"

namespace omstilling::test {

namespace {

using namespace std::chrono_literals;
using bodies = std::vector<std::string>;

const node_id node_a{"a"};
const node_id node_b{"b"};
const std::string commands_key = "omstilling:{aarhus}:commands";

struct commands_fixture {
  redis_server server;
  std::unique_ptr<site_leases> leases = make_redis_leases(way_to(server.where()));
  std::unique_ptr<site_streams> a = streams();
  std::unique_ptr<site_streams> b = streams();

  std::unique_ptr<site_streams> streams() const {
    return make_redis_streams(way_to(server.where()));
  }
  fencing_token taken(const node_id& by, const site_id& site = aarhus) const {
    return std::get<site_lease>(must(take(*leases, site, by, 1h))).token;
  }
  static std::vector<asked_command> read(site_streams& by, fencing_token token) {
    return must(by.commands({{aarhus, token}}, 0ms));
  }
  static bodies texts(const std::vector<asked_command>& of) {
    bodies result;
    for (const auto& x : of)
      result.push_back(x.body);
    return result;
  }
};

} // namespace

TEST_CASE_METHOD(commands_fixture, "the owner is given what is asked of its sites, once",
                 "[redis_commands]") {
  const auto token = taken(node_a);
  must(ask_owner(*b, aarhus, node_b, "one"));
  must(ask_owner(*b, odense, node_b, "of another site"));
  must(ask_owner(*a, aarhus, node_a, "two"));
  const auto found = read(*a, token);
  REQUIRE(texts(found) == bodies{"one", "two"});
  CHECK(found[0].site == aarhus);
  CHECK(found[0].asker == node_b);
  CHECK(found[1].asker == node_a);
  CHECK(found[0].waited >= 0ms);
  CHECK(read(*a, token).empty());
  must(ask_owner(*b, aarhus, node_b, "three"));
  CHECK(texts(read(*a, token)) == bodies{"three"});
}

TEST_CASE_METHOD(commands_fixture, "what an owner that died had not answered is the next one's",
                 "[redis_commands]") {
  auto token = taken(node_a);
  for (const auto* x : {"answered", "begun", "begun too"})
    must(ask_owner(*b, aarhus, node_b, x));
  const auto found = read(*a, token);
  REQUIRE(found.size() == 3);
  must(acknowledge(*a, aarhus, token, found[0].id));
  const auto late = found[1].id;
  must(ask_owner(*b, aarhus, node_b, "not seen"));

  a = streams(); // starts again
  const auto old = std::exchange(token, taken(node_a));
  CHECK(texts(read(*a, token)) == bodies{"begun", "begun too", "not seen"});
  must(acknowledge(*a, aarhus, old, late)); // nothing happens
  must(leases->give_back(aarhus, node_a, token));
  token = taken(node_b);
  CHECK(texts(read(*b, token)) == bodies{"begun", "begun too", "not seen"});
}

TEST_CASE_METHOD(commands_fixture, "a deposed owner is given nothing", "[redis_commands]") {
  const auto first = taken(node_a);
  const auto other = taken(node_a, odense);
  const auto token = taken(node_a);
  must(ask_owner(*b, aarhus, node_b, "one"));
  must(ask_owner(*b, odense, node_b, "two"));
  CHECK(texts(must(a->commands({{aarhus, first}, {odense, other}}, 0ms))) == bodies{"two"});
  CHECK(texts(read(*a, token)) == bodies{"one"});
}

TEST_CASE_METHOD(commands_fixture, "an answer goes to who asked", "[redis_commands]") {
  must(answer(*a, node_b, "one"));
  must(answer(*a, node_id{"b}"}, "not for b"));
  must(answer(*a, node_id{"x:frames"}, "not for b either"));
  must(answer(*a, node_b, "two"));
  CHECK(must(a->answers(node_a, 0ms)).empty());
  CHECK(must(b->answers(node_b, 0ms)) == bodies{"one", "two"});
  CHECK(must(b->answers(node_b, 0ms)).empty());
  must(answer(*a, node_b, "three"));
  CHECK(must(b->answers(node_b, 0ms)) == bodies{"three"});
  CHECK(must(b->answers(node_b, 0ms)).empty());
  CHECK(ask(server.where(), {"XLEN", "omstilling:answers:b"}).number == 0); // what was read
  CHECK(ask(server.where(), {"PTTL", "omstilling:answers:b"}).number > 0);
  CHECK(must(b->answers(node_id{"x:frames"}, 1h)) == bodies{"not for b either"});
}

TEST_CASE_METHOD(commands_fixture,
                 "many are put down at once, in their order, each with its result",
                 "[redis_commands]") {
  const auto token = taken(node_a);
  must(ask_owner(*b, aarhus, node_b, "one"));
  const auto asked = read(*a, token).at(0);
  const std::string too_long(site_streams::largest_body + 1, 'x');
  const auto said =
    a->put({put_answer{node_b, "to one"}, put_done{aarhus, token, asked.id},
            put_question{aarhus, node_a, "two"}, put_question{aarhus, node_a, too_long},
            put_done{aarhus, token, "no position"}, put_question{aarhus, node_a, "three"}});
  REQUIRE(said.size() == 6);
  for (const auto i : {0U, 1U, 2U, 5U})
    CHECK(said[i]);
  CHECK(said[3].error().reason == error_reason::too_large);
  CHECK(said[4].error().reason == error_reason::invalid_params);
  CHECK(must(b->answers(node_b, 0ms)) == bodies{"to one"});
  CHECK(texts(read(*a, token)) == bodies{"two", "three"});
  CHECK(ask(server.where(), {"XLEN", commands_key}).number == 2); // the one that was answered went
}

TEST_CASE_METHOD(commands_fixture, "a site that nobody answers for takes no more after a while",
                 "[redis_commands]") {
  const auto token = taken(node_a);
  ask(server.where(), {"EVAL",
                       "for n = 1, 9999 do redis.call('XADD', KEYS[1], '*', 'by', 'c', 'body', n) "
                       "end return redis.status_reply('OK')",
                       "1", commands_key});
  must(ask_owner(*b, aarhus, node_b, "the last"));
  const auto refused = ask_owner(*b, aarhus, node_b, "too many");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().reason == error_reason::try_later);
  CHECK(refused.error().detail == "site aarhus has 10000 commands without an answer");
  std::vector<asked_command> all;
  for (auto page = read(*a, token); !page.empty(); page = read(*a, token)) {
    CHECK(page.size() <= 500);
    all.insert(all.end(), page.begin(), page.end());
  }
  REQUIRE(all.size() == 10'000);
  CHECK(all.back().body == "the last");
  must(acknowledge(*a, aarhus, token, all[0].id));
  must(ask_owner(*b, aarhus, node_b, "one more"));
}

TEST_CASE_METHOD(commands_fixture, "a command that is sent again stands there once",
                 "[redis_commands]") {
  redis::link to{way_to(server.where())};
  const auto put = [&](const char* life, const char* number) {
    auto x = redis::run_script(redis::ask_script(), {commands_key, "omstilling:{aarhus}:askers"});
    x.words.insert(x.words.end(), {"b", life, number, "10", number});
    return must(to.ask_one(x)).items.at(0).text;
  };
  CHECK(put("life.", "9") == "asked");
  CHECK(put("life.", "10") == "asked");
  CHECK(put("life.", "10") == "asked");
  CHECK(put("life.", "9") == "asked"); // it was under way for long
  CHECK(put("next.life.", "1") == "asked");
  CHECK(texts(read(*a, taken(node_a))) == bodies{"9", "10", "1"});
}

TEST_CASE_METHOD(commands_fixture, "long and hostile bodies arrive as they are, longer are refused",
                 "[redis_commands]") {
  const auto token = taken(node_a);
  std::string hostile = "\r\n$5\r\n')redis.call('FLUSHALL')--";
  for (int i = 0; i < 256; ++i)
    hostile += static_cast<char>(i);
  const std::string largest(site_streams::largest_body, '\xff');
  for (const auto& x : {hostile, largest, std::string{}})
    must(ask_owner(*b, aarhus, node_b, x));
  for (const auto& x : {hostile, largest, std::string{}})
    must(answer(*a, node_b, x));
  auto found = read(*a, token);
  for (auto rest = read(*a, token); !rest.empty(); rest = read(*a, token))
    found.insert(found.end(), rest.begin(), rest.end());
  CHECK((texts(found) == bodies{hostile, largest, ""}));
  CHECK(ask(server.where(), {"MEMORY", "USAGE", "omstilling:answers:b"}).number < 1'000'000);
  CHECK((must(b->answers(node_b, 0ms)) == bodies{hostile, largest, ""}));
  for (const auto& refused :
       {ask_owner(*b, aarhus, node_b, largest + "x"), answer(*a, node_b, largest + "x")}) {
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == error_reason::too_large);
    CHECK(refused.error().got == "16777217 bytes");
  }
  const auto wrong = acknowledge(*a, aarhus, token, "*");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().reason == error_reason::invalid_params);
}

TEST_CASE_METHOD(commands_fixture, "what others put into our streams stops nothing",
                 "[redis_commands]") {
  const auto token = taken(node_a);
  ask(server.where(), {"XADD", commands_key, "*", "x", "y"});
  ask(server.where(), {"XADD", "omstilling:answers:b", "*", "x", "y"});
  ask(server.where(), {"XADD", "omstilling:answers:b", "*", "packed", "not so"});
  must(ask_owner(*b, aarhus, node_b, "one"));
  must(answer(*a, node_b, "two"));
  CHECK(texts(read(*a, token)) == bodies{"one"});
  CHECK(must(b->answers(node_b, 0ms)) == bodies{"two"});
  for (const auto& x : {std::string(5'000, 'x'), std::string{}, std::string{"freed:"}})
    ask(server.where(), {"PUBLISH", "omstilling:news", x});
  ask(server.where(), {"SET", "omstilling:{odense}:frames", "no stream"});
  const auto refused = b->frames({{odense, "0-0"}}, 0ms);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().detail.find("WRONGTYPE") != std::string::npos);
}

TEST_CASE_METHOD(commands_fixture, "what comes after Redis lost something is read all the same",
                 "[redis_commands]") {
  const auto token = taken(node_a);
  must(ask_owner(*b, aarhus, node_b, "lost"));
  must(answer(*a, node_b, "lost"));
  CHECK(read(*a, token).size() == 1);
  CHECK(must(b->answers(node_b, 0ms)).size() == 1);
  // A new master's clock may be behind.
  ask(server.where(), {"DEL", commands_key, "omstilling:answers:b"});
  ask(server.where(), {"XADD", commands_key, "1-1", "by", "b", "body", "new"});
  ask(server.where(), {"XADD", "omstilling:answers:b", "1-1", "body", "new"});
  const auto found = read(*a, token);
  CHECK(texts(found) == bodies{"new"});
  CHECK(found.at(0).waited > 1h);
  CHECK(must(b->answers(node_b, 0ms)) == bodies{"new"});
}

} // namespace omstilling::test

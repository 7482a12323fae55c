#include "actors/board.hpp"

#include "tests/actor_fixture.hpp"
#include "tests/actors/reader.hpp"

#include <deque>
#include <optional>

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

namespace {

const site_id hq{"hq"};
const site_id aarhus{"aarhus"};

picture_change set(const std::string& topic, const std::string& id, int value) {
  return {topic, id, picture_change::what::set,
          item_texts::same(R"({"id":")" + id + R"(","value":)" + std::to_string(value) + "}")};
}

picture_change kept(const std::string& topic, const std::string& id, int value) {
  auto result = set(topic, id, value);
  result.kind = picture_change::what::kept;
  return result;
}

pictured_item item(const std::string& id, int value) { return {id, set("", id, value).texts}; }

/// A board with one reader.
struct watched_board : actor_fixture {
  reader seen;
  board_actor board = adopt(spawn_board(system, time));
  principal who{.sees = audience::reception};

  watched_board() { say(attach_observers{&seen}); }
  template <class Message>
  void say(Message x) {
    caf::anon_send(board, std::move(x));
    settle();
  }
  std::optional<tl::expected<subscription, problem>>& open(const std::string& topic) {
    answers.push_back(std::nullopt);
    auto& answer = answers.back();
    say(open_topic_request{
      who, {topic, std::nullopt}, [&](tl::expected<subscription, problem> x) { answer = x; }});
    if (answer && *answer)
      seen.open(**answer);
    return answer;
  }
  /// The site of another node, as its owner tells of it.
  void declare(std::int64_t epoch, std::int64_t number, std::vector<pictured_item> people) {
    say(site_is{hq,
                {.epoch = epoch,
                 .number = number,
                 .topics = {{"people/hq", std::move(people)}, {"queues/hq", {}}}}});
  }
  std::optional<site_picture> picture(const site_id& of) {
    std::optional<site_picture> result;
    say(ask_site_picture{of, [&](std::optional<site_picture> x) { result = std::move(x); }});
    return result;
  }
  std::vector<health_view> health() {
    std::vector<health_view> result;
    say(ask_health{[&](std::vector<health_view> x) { result = std::move(x); }});
    return result;
  }
  std::deque<std::optional<tl::expected<subscription, problem>>> answers;
};

using ids = std::vector<std::string>;

ids of(const std::map<std::string, boost::json::value>& items) {
  ids result;
  for (const auto& [id, x] : items)
    result.push_back(id);
  return result;
}

} // namespace

TEST_CASE_METHOD(watched_board, "a site of another node is shown from its picture on", "[board]") {
  CHECK_FALSE(open("people/hq")->has_value());
  declare(7, 40, {item("anna", 1)});
  const auto& opened = open("people/hq");
  REQUIRE((opened && *opened));
  CHECK((*opened)->epoch == "7");
  CHECK((*opened)->revision == 40);
  say(shown_batch{hq, {{41, {set("people/hq", "bo", 2)}}}, 42});
  CHECK(of(seen.items("people/hq")) == ids{"anna", "bo"});
}

TEST_CASE_METHOD(watched_board, "another epoch begins all topics of the site anew, and only those",
                 "[board]") {
  declare(7, 40, {item("anna", 1), item("bo", 1)});
  say(declare_topics{aarhus, {"people/aarhus"}, "3", 5});
  say(site_stands{aarhus});
  open("people/hq");
  open("people/aarhus");
  seen.begun_again.clear();
  say(shown_batch{hq, {{41, {set("people/hq", "bo", 2), set("presence/bo", "c", 1)}}}, 41});
  advance(50ms);
  say(shown_batch{hq, {{42, {set("queues/hq", "main", 2)}}}, 42});
  declare(8, 30, {item("anna", 3)});
  CHECK(seen.begun_again == ids{"people/hq", "presence/bo", "queues/hq"});
  const auto& opened = open("people/hq");
  REQUIRE((opened && *opened));
  CHECK((*opened)->epoch == "8");
  CHECK((*opened)->revision == 30);
  CHECK(of(seen.items("people/hq")) == ids{"anna"});
  // What is gone in the new epoch can still be read: its readers are on their way.
  REQUIRE((open("presence/bo") && *answers.back()));
  CHECK(seen.items("presence/bo").empty());
  say(shown_batch{aarhus, {{6, {set("people/aarhus", "dorte", 1)}}}, 6});
  advance(50ms);
  CHECK(of(seen.items("people/aarhus")) == ids{"dorte"});
  say(shown_batch{hq, {{31, {set("people/hq", "bo", 4)}}}, 31});
  advance(50ms);
  CHECK(of(seen.items("people/hq")) == ids{"anna", "bo"});
}

TEST_CASE_METHOD(watched_board, "a new picture of the same epoch tells readers what differs",
                 "[board]") {
  declare(7, 40, {item("anna", 1), item("bo", 1), item("cy", 1)});
  open("people/hq");
  open("queues/hq");
  seen.begun_again.clear();
  declare(7, 60, {item("anna", 1), item("bo", 2), item("dorte", 1)});
  advance(50ms);
  CHECK(seen.begun_again.empty());
  CHECK(of(seen.items("people/hq")) == ids{"anna", "bo", "dorte"});
  CHECK(seen.item("people/hq", "bo").at("value") == 2);
  CHECK(seen.frames("people/hq") == 3); // one an audience
  CHECK(seen.frames("queues/hq") == 0);
  say(shown_batch{hq, {{61, {set("people/hq", "bo", 3)}}}, 61});
  advance(50ms);
  CHECK(seen.item("people/hq", "bo").at("value") == 3);
}

TEST_CASE_METHOD(watched_board,
                 "a site that begins here is read only when all that was kept has been shown",
                 "[board]") {
  declare(7, 40, {item("anna", 1)});
  open("people/hq");
  seen.begun_again.clear();
  say(declare_topics{hq, {"people/hq"}, "8", 50});
  say(shown_batch{hq, {{50, {kept("people/hq", "anna", 1)}}}});
  CHECK(seen.begun_again.empty());
  const auto& early = open("people/hq");
  const auto& unknown = open("presence/anna"); // may be the site's, too
  CHECK_FALSE(early);
  CHECK_FALSE(unknown);
  say(shown_batch{hq, {{51, {set("people/hq", "bo", 1)}}}, 51});
  advance(50ms);
  CHECK(seen.frames("people/hq") == 0);
  CHECK_FALSE(picture(hq));
  say(shown_batch{hq, {{50, {kept("presence/anna", "c", 1)}}}});
  say(site_stands{hq});
  CHECK(seen.begun_again == ids{"people/hq", "presence/anna", "queues/hq"});
  REQUIRE((early && *early));
  CHECK((*early)->epoch == "8");
  CHECK((*early)->revision == 51);
  seen.open(**early);
  CHECK(of(seen.items("people/hq")) == ids{"anna", "bo"});
  REQUIRE((unknown && *unknown));
  seen.open(**unknown);
  CHECK(of(seen.items("presence/anna")) == ids{"c"});
}

TEST_CASE_METHOD(watched_board, "more topics of the same epoch leave the others as they are",
                 "[board]") {
  say(declare_topics{hq, {"people/hq"}, "8", 50});
  say(site_stands{hq});
  open("people/hq");
  seen.begun_again.clear();
  say(shown_batch{hq, {{51, {set("people/hq", "bo", 1)}}}, 51});
  say(declare_topics{hq, {"queue/main"}, "8", 50});
  CHECK(seen.begun_again.empty());
  CHECK((*open("queue/main")).has_value());
  CHECK(of(seen.items("people/hq")) == ids{"bo"});
}

TEST_CASE_METHOD(watched_board, "another node gets the picture as readers here would", "[board]") {
  CHECK_FALSE(picture(hq));
  say(health_news{{.id = "pbx:hq", .name = "HQ", .ok = true, .problem = "", .since = now()}});
  declare(7, 40, {item("anna", 1)});
  say(shown_batch{hq, {{41, {set("people/hq", "bo", 2)}}}, 43});
  const auto all = picture(hq);
  REQUIRE(all);
  CHECK(all->epoch == 7);
  CHECK(all->number == 43); // also what was not shown is behind it
  REQUIRE(all->topics.size() == 2);
  CHECK(all->topics[0].name == "people/hq");
  CHECK(all->topics[0].items.size() == 2);
  CHECK(all->topics[1].items.empty());
  REQUIRE(all->health.size() == 1);
  CHECK(all->health[0].id == "pbx:hq");
}

TEST_CASE_METHOD(watched_board, "a silent site and its PBX are unknown since, until heard again",
                 "[board][B2.1]") {
  const health_view link{
    .id = "pbx:hq", .name = "HQ", .ok = true, .problem = "", .since = now(), .can = {}};
  auto foreign = link;
  foreign.id = "pbx:aarhus";
  say(site_is{hq, {.epoch = 7, .number = 4, .topics = {}, .health = {link, foreign}}});
  open("health");
  advance(10s);
  const auto since = now() - 3s;
  say(site_silent{hq, since});
  advance(50ms);
  for (const auto* id : {"site:hq", "pbx:hq"}) {
    CHECK(seen.item("health", id).at("ok") == false);
    CHECK(seen.item("health", id).at("since").as_string() == to_rfc3339(since));
  }
  CHECK(seen.item("health", "pbx:aarhus").is_null()); // not its own
  for (const auto& part : health()) {
    CHECK(part.ok); // this node is as ready as before
    CHECK(part.problem == "its node is not heard of");
  }
  SECTION("what is said of it meanwhile is not lost") {
    auto broken = link;
    broken.ok = false;
    broken.problem = "gone";
    say(health_news{broken});
    say(site_silent{hq, std::nullopt});
    advance(50ms);
    CHECK(seen.item("health", "site:hq").at("ok") == true);
    CHECK(seen.item("health", "pbx:hq").at("problem") == "gone");
  }
  SECTION("heard again it is as it was") {
    say(site_silent{hq, std::nullopt});
    advance(50ms);
    CHECK(seen.item("health", "site:hq").at("ok") == true);
    CHECK(seen.item("health", "pbx:hq").at("ok") == true);
    CHECK(seen.item("health", "pbx:hq").at("since").as_string() == to_rfc3339(link.since));
  }
}

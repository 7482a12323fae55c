#include "tests/actors/nodes_office.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

namespace {

struct mirrors : nodes {
  mirrors() {
    start_both();
    furnish(a);
    let_pass(2s);
  }
  /// What a node shows of a topic, each item as text.
  static std::map<std::string, std::string> shown(test_node& x, const std::string& topic) {
    const bool own =
      topic != "health" && !topic.starts_with("people/") && topic.find("/hq") == std::string::npos;
    const auto who = own ? x.user("pia") : x.administrator();
    reader fresh;
    x.running->open_topic(who, {topic, std::nullopt},
                          [&](tl::expected<subscription, problem> read) {
                            INFO((read ? "" : message(read.error())));
                            REQUIRE(read);
                            fresh.open(*read);
                          });
    x.settle();
    std::map<std::string, std::string> result;
    for (const auto& [id, item] : fresh.items(topic))
      result[id] = boost::json::serialize(item);
    return result;
  }
  static subscription opened(test_node& x, const std::string& topic,
                             std::optional<stream_position> from) {
    std::optional<subscription> result;
    x.running->open_topic(x.administrator(), {topic, std::move(from)},
                          [&](tl::expected<subscription, problem> read) {
                            REQUIRE(read);
                            result = std::move(*read);
                          });
    x.settle();
    REQUIRE(result);
    return *result;
  }
  /// The answer to what is asked at this node, once all nodes have had some time.
  result answered(test_node& x, const principal& who, command what) {
    x.ask(who, std::move(what));
    let_pass(500ms);
    const auto said = x.last_answer();
    REQUIRE(said);
    return *said;
  }
  static bool is_well(test_node& x, const std::string& part) {
    const auto items = shown(x, "health");
    const auto found = items.find(part);
    return found != items.end() && found->second.find("\"ok\":true") != std::string::npos;
  }
  static bool is_ready(test_node& x) {
    std::optional<bool> ready;
    x.running->health([&](const std::vector<health_view>& parts) {
      ready = std::all_of(parts.begin(), parts.end(), [](const auto& one) { return one.ok; });
    });
    x.settle();
    return ready == true;
  }
};

error_reason why(const result& x) { return x ? error_reason::unknown : x.error().reason; }

} // namespace

TEST_CASE_METHOD(mirrors, "each node shows every site as its owner does", "[nodes]") {
  for (const auto* topic : {"people/hq", "people/aarhus", "queues/hq", "queue/main", "desk/pia",
                            "statuses/hq", "watchlist/pia"}) {
    INFO(topic);
    CHECK(shown(a, topic) == shown(b, topic));
  }
  CHECK(shown(b, "people/hq").size() == 2);
  a.must(a.user("pia"), meeting(60));
  exchange("hq").is->open();
  let_pass(5s);
  CHECK(shown(b, "people/hq").at("anna").find("\"meeting\"") != std::string::npos);
  CHECK(shown(a, "queue/main").size() == 1);
  for (const auto* topic : {"people/hq", "queue/main", "desk/pia"})
    CHECK(shown(a, topic) == shown(b, topic));
}

TEST_CASE_METHOD(mirrors, "what is asked at any node is done at the owner's, and answered",
                 "[nodes]") {
  const auto pia = b.user("pia"); // who was made at the other node
  const auto done = answered(b, pia, meeting(60));
  INFO((done ? "" : message(done.error())));
  REQUIRE(done);
  CHECK(done->revision > 0);
  CHECK(status_of_anna(a) == "meeting");
  CHECK(status_of_anna(b) == "meeting");
  CHECK(why(answered(b, pia,
                     set_status{.employee = employee_id{"anna"},
                                .type = "no such thing",
                                .start_actions = {},
                                .stop_actions = {}})) == error_reason::invalid_params);
  CHECK(why(answered(b, b.administrator(), person_at(site_id{"odense"}, "eva", "401"))) ==
        error_reason::unknown_site);
  CHECK(world.streams.commands[hq].empty()); // each is acknowledged
}

TEST_CASE_METHOD(mirrors, "a login, its password and its end are known at every node", "[nodes]") {
  const auto boss = b.administrator();
  put_user mette{.id = user_id{"mette"},
                 .site = hq,
                 .name = "Mette",
                 .password = "mette-password",
                 .roles = {role::employee},
                 .queues = {}};
  REQUIRE(answered(b, boss, mette));
  b.user("mette");
  a.user("mette");
  mette.password = "another-password";
  REQUIRE(answered(a, a.administrator(), mette));
  let_pass(500ms);
  CHECK(b.seen.turned_out.size() == 1);
  b.login({.user = user_id{"mette"}, .password = "another-password"});
}

TEST_CASE_METHOD(mirrors, "a token made at one node opens every node, until it is removed",
                 "[nodes]") {
  const auto made = answered(b, b.administrator(), add_token{token_id{"wall"}, "Wall", {}});
  REQUIRE(made);
  REQUIRE(made->secret);
  let_pass(500ms);
  for (auto* x : {&a, &b})
    CHECK(x->login({.token = *made->secret}).token == token_id{"wall"});
  REQUIRE(answered(a, a.administrator(), remove_token{token_id{"wall"}}));
  let_pass(500ms);
  std::optional<bool> let_in;
  b.running->admit({.token = *made->secret}, "test",
                   [&](const auto& x) { let_in = x.has_value(); });
  b.settle();
  CHECK(let_in == false);
}

TEST_CASE_METHOD(mirrors, "people of another node's site are found, seen and written to",
                 "[nodes]") {
  const auto boss = b.administrator();
  b.must(boss, person_at(aarhus, "bo", "301"));
  let_pass(500ms);
  for (auto* x : {&a, &b}) {
    const auto found = x->ask_for(x->administrator(), search{.text = "person"});
    REQUIRE(found);
    CHECK(std::get<search_result>(*found).hits.size() == 3);
  }
  std::optional<tl::expected<presence_reading, problem>> read;
  b.running->read_presence(boss, {employee_id{"anna"}, {}, {}},
                           [&](tl::expected<presence_reading, problem> x) { read = std::move(x); });
  let_pass(500ms);
  REQUIRE(read);
  REQUIRE(*read);
  CHECK((*read)->who.name == "Person anna");
  b.must(boss, remove_employee{employee_id{"bo"}});
  let_pass(500ms);
  const auto left = a.ask_for(a.administrator(), search{.text = "person"});
  CHECK(std::get<search_result>(*left).hits.size() == 2);
}

TEST_CASE_METHOD(mirrors, "a caller is put through to somebody of another node's site by number",
                 "[nodes]") {
  b.must(b.administrator(), person_at(aarhus, "bo", "301"));
  exchange("hq").is->open();
  let_pass(3s);
  const auto pia = a.user("pia");
  a.must(pia, answer_call{});
  let_pass(5s);
  const auto done = answered(a, pia, transfer_call{.employee = employee_id{"bo"}});
  INFO((done ? "" : message(done.error())));
  REQUIRE(done);
  const auto calls = shown(b, "desk/pia"); // her desk, from the other node
  CHECK(std::any_of(calls.begin(), calls.end(), [](const auto& x) {
    return x.second.find("\"number\":\"301\"") != std::string::npos;
  }));
  CHECK(why(answered(a, pia, transfer_call{.employee = employee_id{"nobody"}})) !=
        error_reason::unknown);
}

TEST_CASE_METHOD(mirrors, "a reader who moves to another node reads on where she was", "[nodes]") {
  const auto here = opened(a, "people/hq", std::nullopt);
  const stream_position at{here.epoch, here.revision};
  CHECK(opened(b, "people/hq", at).outcome == resume_outcome::current);
  a.must(a.user("pia"), meeting(60));
  let_pass(500ms);
  const auto there = opened(b, "people/hq", at);
  CHECK(there.outcome == resume_outcome::replayed);
  CHECK(there.epoch == here.epoch);
  CHECK(there.revision == opened(a, "people/hq", std::nullopt).revision);
}

TEST_CASE_METHOD(mirrors, "a site whose node is silent is unknown since then, until it is heard of",
                 "[nodes]") {
  CHECK(is_well(b, "site:hq"));
  a.stands_still = true;
  let_pass(4s);
  CHECK_FALSE(is_well(b, "site:hq"));
  CHECK(is_well(b, "site:aarhus"));
  CHECK(is_ready(b));                       // as far as it is concerned
  CHECK(shown(b, "people/hq").size() == 2); // as they were last
  a.go_on();
  let_pass(2s);
  CHECK(is_well(b, "site:hq"));
}

TEST_CASE_METHOD(mirrors, "when the owner does not answer, it is not known whether it was done",
                 "[nodes]") {
  a.reaches_streams = false; // and goes on owning its site
  const auto pia = b.user("pia");
  b.ask(pia, meeting(600));
  let_pass(4s);
  CHECK_FALSE(b.last_answer());
  let_pass(1500ms);
  REQUIRE(b.last_answer());
  CHECK(why(*b.last_answer()) == error_reason::timeout);
  CHECK(b.last_answer()->error().detail.find("not known") != std::string::npos);
  a.reaches_streams = true;
  let_pass(3s);
  CHECK(world.leases.owner("hq") == a.name);
  CHECK(world.streams.commands[hq].empty());
  CHECK(status_of_anna(a) != "meeting"); // nor does it happen out of the blue
}

TEST_CASE_METHOD(mirrors, "what was asked of an owner that dies is done once, by the next",
                 "[nodes]") {
  const auto pia = b.user("pia");
  const auto statuses = [this] {
    return world.kept.history({.site = hq, .types = {"status_changed"}, .limit = 1000})->size();
  };
  const auto before = statuses();
  a.stands_still = true;
  let_pass(2s);
  b.ask(pia, meeting(600));
  let_pass(6s);
  REQUIRE(world.leases.owner("hq") == b.name);
  REQUIRE(b.last_answer());
  CHECK(b.last_answer()->has_value());
  CHECK(status_of_anna(b) == "meeting");
  CHECK(statuses() == before + 1);
  a.go_on();
  let_pass(2s);
  CHECK(statuses() == before + 1);
}

TEST_CASE_METHOD(mirrors, "readers of a site that was taken over begin again at the next owner",
                 "[nodes]") {
  b.watch(b.administrator(), "people/hq");
  b.seen.begun_again.clear();
  a.kill();
  let_pass(8s);
  REQUIRE(b.acts_for("hq"));
  CHECK(std::count(b.seen.begun_again.begin(), b.seen.begun_again.end(), "people/hq") == 1);
  CHECK(is_well(b, "site:hq"));
  a.reaches_store = a.reaches_streams = true;
  a.start({hq});
  let_pass(20s); // it is the preferred node
  REQUIRE(world.leases.owner("hq") == a.name);
  let_pass(2s);
  b.must(b.administrator(), person_at(aarhus, "bo", "301"));
  REQUIRE(answered(b, b.user("pia"), meeting(60)));
  CHECK(status_of_anna(b) == "meeting");
  CHECK(shown(a, "people/hq") == shown(b, "people/hq"));
  CHECK(shown(a, "people/aarhus") == shown(b, "people/aarhus"));
}

TEST_CASE_METHOD(mirrors, "an answer that is late, doubled or broken changes nothing", "[nodes]") {
  const auto pia = b.user("pia");
  b.ask(pia, meeting(60));
  let_pass(500ms);
  REQUIRE(b.last_answer());
  for (const auto* body :
       {"", "{", R"({"id":"b.0.1","site":"hq","what":"command","body":{}})",
        R"({"id":"nobody's","site":"hq","what":"picture_part","body":{"text":"x"}})"})
    world.streams.answers[node_id{"b"}].emplace_back(body);
  world.streams.frames[hq].emplace_back("{\"epoch\":");
  world.streams.commands[hq].push_back({++world.streams.asked, node_id{"b"}, "no question", {}});
  let_pass(2s);
  CHECK(world.streams.commands[hq].empty());
  CHECK(shown(a, "people/hq") == shown(b, "people/hq"));
  CHECK(is_well(b, "site:hq"));
}

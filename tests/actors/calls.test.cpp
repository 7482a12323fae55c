#include "tests/actors/office.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

namespace {

/// An office whose phones do as each test says, and whose callers come when the test lets them.
struct switchboard : office {
  switchboard() {
    for (const auto* number : {"101", "102"})
      options.phones.push_back({.number = number,
                                .answers = 1,
                                .rejects = 0,
                                .ring_min = 1s,
                                .ring_max = 1s,
                                .talk_min = 3600s,
                                .talk_max = 3600s,
                                .lines = 2,
                                .auto_answers = true});
    phone("201", 1);
    phone("202", 0);
    phone("203", 0, 1);
    options.callers.calls_per_hour = {0};
    options.callers.at_once = 1;
    options.callers.numbers = {{.number = "7000", .texts = {"Hovednummer"}}};
    options.callers.people = {{.number = "20304050", .name = "Carl Caller"}};
    options.callers.patience_min = 3600s;
    options.callers.patience_mean = 3601s;
  }
  void phone(const char* number, double answers, double rejects = 0) {
    options.phones.push_back({.number = number,
                              .answers = answers,
                              .rejects = rejects,
                              .ring_min = 2s,
                              .ring_max = 2s,
                              .talk_min = 3600s,
                              .talk_max = 3600s});
  }
  /// Everybody is there and the callers, who came as the house opened, wait.
  principal open() {
    start();
    furnish();
    restart();
    const auto pia = user("pia");
    watch(pia, "queue/main");
    watch(pia, "desk/pia");
    watch(pia, "queues/hq");
    must(pia, set_agent_state{agent_state::ready});
    advance(5s);
    return pia;
  }
  boost::json::object call() {
    for (const auto* topic : {"desk/pia", "queue/main"})
      for (const auto& [id, item] : seen.items(topic))
        if (item.at("kind") == "call")
          return item.as_object();
    return {};
  }
  std::string state() {
    const auto x = call();
    return x.empty() ? "" : std::string{x.at("state").as_string()};
  }
  void expect_nothing_left() {
    std::size_t legs = 99;
    std::size_t bridges = 99;
    pbx->inspect([&](const simulator_core& x) {
      legs = x.legs().size();
      bridges = x.bridges().size();
    });
    settle();
    CHECK(legs == 0);
    CHECK(bridges == 0);
  }
};

} // namespace

TEST_CASE_METHOD(switchboard,
                 "a caller waits in the chosen queue with the text of the PBX, and is answered",
                 "[S0.2][S1.1][S2.1][S2.2][S3.1][S3.2]") {
  const auto pia = open();
  REQUIRE(seen.items("queue/main").size() == 1);
  CHECK(state() == "waiting");
  CHECK(call().at("show_in_switchboard") == "Hovednummer");
  CHECK(call().at("caller").at("name") == "Carl Caller");
  must(pia, answer_call{});
  advance(3s);
  CHECK(state() == "talking");
  CHECK(seen.items("queue/main").empty());
  CHECK(seen.items("desk/pia").size() == 2);
  must(pia, end_call{});
  advance(1s);
  CHECK(seen.items("desk/pia").size() == 1);
  CHECK(totals() == call_totals{.offered = 1, .answered = 1, .cleared = 1});
  expect_nothing_left();
}

TEST_CASE_METHOD(switchboard, "hold plays music, retrieve talks on", "[S1.5]") {
  const auto pia = open();
  must(pia, answer_call{});
  advance(3s);
  must(pia, hold_call{});
  advance(1s);
  CHECK(state() == "held");
  must(pia, retrieve_call{});
  advance(1s);
  CHECK(state() == "talking");
}

TEST_CASE_METHOD(switchboard, "a transfer that is answered stays listed until it ends",
                 "[S0.3][S1.4][S4.1]") {
  const auto pia = open();
  must(pia, answer_call{});
  advance(3s);
  must(pia, transfer_call{.employee = employee_id{"anna"}});
  advance(1s);
  CHECK(state() == "transferring");
  CHECK(call().at("transferred") == true);
  advance(4s);
  CHECK(state() == "talking");
  CHECK(call().at("talking_to").at("name") == "Anna Brandt");
  CHECK(call().at("sender") == "pia");
}

TEST_CASE_METHOD(switchboard,
                 "a transfer that nobody takes comes back with the reason and the name",
                 "[S0.4][B1.2]") {
  const auto pia = open();
  must(pia, answer_call{});
  advance(3s);
  must(pia, transfer_call{.employee = employee_id{"bo"}});
  advance(21s);
  CHECK(call().at("returned") == "no_answer");
  CHECK(call().at("target").at("name") == "Bo Lindholm");
  advance(5s);
  CHECK(state() == "talking"); // her phone rang and she took it
  CHECK(totals().returned == 1);
  must(pia, transfer_call{.employee = employee_id{"cecilie"}});
  advance(3s);
  CHECK(call().at("returned") == "rejected");
}

TEST_CASE_METHOD(switchboard, "a transferred call is pulled back, ringing and answered",
                 "[S0.5][S4.2]") {
  const auto pia = open();
  must(pia, answer_call{});
  advance(3s);
  must(pia, transfer_call{.employee = employee_id{"bo"}});
  advance(3s);
  must(pia, pull_back_call{});
  advance(3s);
  CHECK(state() == "talking");
  must(pia, transfer_call{.employee = employee_id{"anna"}});
  advance(5s);
  REQUIRE(state() == "talking");
  must(pia, pull_back_call{});
  advance(3s);
  CHECK(state() == "talking");
  CHECK(call().at("talking_to").at("name") == "Pia Winther");
  must(pia, end_call{});
  advance(1s);
  expect_nothing_left();
}

TEST_CASE_METHOD(switchboard,
                 "of two who take the same call one gets it, and the other is told who", "[B1.6]") {
  const auto pia = open();
  const auto tom = user("tom");
  const call_id id{std::string{call().at("id").as_string()}};
  std::optional<result> first;
  std::optional<result> second;
  running->carry_out(pia, answer_call{id}, std::nullopt, [&](result x) { first = std::move(x); });
  running->carry_out(tom, answer_call{id}, std::nullopt, [&](result x) { second = std::move(x); });
  settle();
  REQUIRE(first);
  REQUIRE(second);
  REQUIRE(first->has_value() != second->has_value());
  const auto& loser = first->has_value() ? *second : *first;
  CHECK(loser.error().reason == error_reason::already_taken);
  CHECK(loser.error().who == (first->has_value() ? "pia" : "tom"));
}

TEST_CASE_METHOD(
  switchboard,
  "commands that make no sense are refused with what is wrong, and the call is as before",
  "[B4.1]") {
  const auto pia = open();
  CHECK(run(pia, hold_call{}).error().reason == error_reason::wrong_state);
  CHECK(run(pia, answer_call{call_id{"no-such"}}).error().reason == error_reason::unknown_call);
  must(pia, answer_call{});
  advance(3s);
  CHECK(run(pia, transfer_call{}).error().expected == "employee or number");
  CHECK(run(pia, transfer_call{.employee = employee_id{"nobody"}}).error().reason ==
        error_reason::unknown_employee);
  CHECK(run(pia, transfer_call{.number = "call me"}).error().path == "params.number");
  CHECK(run(pia, answer_call{}).error().detail == "no call is waiting");
  CHECK(state() == "talking");
}

TEST_CASE_METHOD(
  switchboard,
  "a link that is lost turns lamps unknown and refuses commands; back again all is true",
  "[B2.1][S8.2]") {
  const auto pia = open();
  watch(pia, "people/hq");
  watch(pia, "health");
  CHECK(seen.item("people/hq", "anna").at("lamp_state") == "idle");
  pbx->cut_link("cable");
  advance(1s);
  CHECK(seen.item("people/hq", "anna").at("lamp_state") == "unknown");
  CHECK(seen.item("health", "pbx:hq").at("problem") == "cable");
  CHECK(run(pia, answer_call{}).error().reason == error_reason::pbx_unavailable);
  pbx->restore_link();
  advance(1s);
  CHECK(seen.item("people/hq", "anna").at("lamp_state") == "idle");
  must(pia, answer_call{});
  advance(3s);
  CHECK(state() == "talking");
  CHECK(seen.item("people/hq", "pia").at("lamp_state") == "busy");
}

TEST_CASE_METHOD(switchboard, "the queue's figures of the day survive a restart", "[B3.5]") {
  const auto pia = open();
  must(pia, answer_call{});
  advance(3s);
  must(pia, end_call{});
  advance(1s);
  const auto before = seen.item("queues/hq", "main");
  CHECK(before.at("answered") == 1);
  options.callers.at_once = 0;
  restart();
  watch(user("pia"), "queues/hq");
  for (const auto* figure : {"offered", "answered", "abandoned", "level"})
    CHECK(seen.item("queues/hq", "main").at(figure) == before.at(figure));
}

TEST_CASE_METHOD(switchboard, "a desk that failed knows its calls when it is started again",
                 "[B1.9]") {
  const auto pia = open();
  must(pia, answer_call{});
  advance(3s);
  watch_of_actors->break_next();
  CHECK_FALSE(run(pia, set_agent_state{agent_state::not_ready}));
  settle();
  must(pia, hold_call{}); // the current one
  advance(1s);
  CHECK(state() == "held");
}

TEST_CASE_METHOD(switchboard, "a call that failed goes on where it was, and its deadline runs",
                 "[B1.9][S0.4]") {
  const auto pia = open();
  must(pia, answer_call{});
  advance(3s);
  must(pia, park_call{.for_seconds = 30});
  advance(1s);
  CHECK(state() == "parked");
  watch_of_actors->break_next();
  CHECK_FALSE(run(pia, note_call{call_id{std::string{call().at("id").as_string()}}, "?"}));
  settle();
  CHECK(state() == "parked");
  advance(31s);
  CHECK(call().at("returned") == "timeout");
}

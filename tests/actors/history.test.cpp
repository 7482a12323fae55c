#include "tests/actors/history_office.hpp"

using namespace omstilling;
using namespace omstilling::test;

TEST_CASE_METHOD(history_office, "a call that ends stands at once in the log of each who took part",
                 "[history][S9.1][S9.3]") {
  const auto pia = open();
  CHECK(seen.items("log/bo").empty());
  serve(pia);
  const auto missed = only_entry("bo");
  CHECK(missed.at("log") == "missed");
  CHECK(missed.at("with").at("name") == "Carl Caller");
  CHECK(missed.at("with").at("number") == "+4520304050");
  CHECK(missed.at("show_in_switchboard") == "Direkte");
  const auto taken = only_entry("pia");
  CHECK(taken.at("log") == "incoming");
  CHECK(taken.at("talk_seconds").as_int64() > 50);
  CHECK(seen.items("log/anna").empty());

  must(pia, dial_call{.employee = employee_id{"anna"}});
  advance(10s);
  hang_up(pia);
  CHECK(seen.items("log/pia").size() == 2);
  CHECK(only_entry("anna").at("log") == "incoming");
  CHECK(only_entry("anna").at("with").at("name") == "Pia Winther");
  const auto own = must_ask<call_log_result>(pia, read_call_log{.only = log_kind::outgoing});
  REQUIRE(own.entries.size() == 1);
  CHECK(own.entries[0].with.name == "Anna Brandt");
}

TEST_CASE_METHOD(history_office, "who calls a missed caller back is seen as soon as he answers",
                 "[history][S6.1][S6.2][S9.1]") {
  const auto pia = open();
  const auto served = serve(pia);
  CHECK(only_entry("bo").as_object().if_contains("called_back") == nullptr);
  must(pia, dial_call{.number = "20 30 40 50"});
  advance(10s);
  CHECK(only_entry("bo").as_object().if_contains("called_back") != nullptr);
  hang_up(pia);

  const auto history =
    must_ask<caller_history_result>(pia, read_caller_history{.number = "20304050"});
  REQUIRE(history.entries.size() == 2);
  CHECK_FALSE(history.more);
  CHECK(history.entries[0].direction == call_direction::outbound);
  const auto& earlier = history.entries[1];
  CHECK(earlier.call == served);
  REQUIRE(earlier.talked_to.size() == 1);
  CHECK(earlier.talked_to[0].name == "Pia Winther");
  CHECK(earlier.called_back == history.entries[0].at);
  CHECK(earlier.story.front().kind == story_kind::ringing);
  CHECK(earlier.story.back().kind == story_kind::ended);
  const auto of_bo = must_ask<call_log_result>(user("bo"), read_call_log{});
  REQUIRE(of_bo.entries.size() == 1);
  CHECK(of_bo.entries[0].called_back == history.entries[0].at);
}

TEST_CASE_METHOD(history_office, "calls are read by those who may, and within limits",
                 "[history][S9.1][B1.8][B4.1]") {
  const auto pia = open();
  const auto call = serve(pia);
  const auto bo = user("bo");
  const auto anna = user("anna");
  CHECK(must_ask<call_story_result>(pia, read_call_story{call}).entry.call == call);
  CHECK(must_ask<call_story_result>(bo, read_call_story{call}).entry.call == call);
  CHECK(ask_for(anna, read_call_story{call}).error().reason == error_reason::forbidden);
  CHECK(ask_for(bo, read_caller_history{.number = "20304050"}).error().reason ==
        error_reason::forbidden);
  CHECK(must_ask<call_log_result>(anna, read_call_log{}).entries.empty());
  CHECK(ask_for(bo, read_call_log{.limit = 501}).error().path == "params.limit");
  CHECK(ask_for(pia, read_call_story{call_id{"hq.9.9"}}).error().reason ==
        error_reason::unknown_call);
}

TEST_CASE_METHOD(history_office, "a live call's story is seen, and outlives a restart",
                 "[history][B1.8]") {
  auto pia = open();
  must(pia, answer_call{});
  advance(10s);
  const auto steps = [&] { return live_call("desk/pia").at("story").as_array(); };
  const auto before = steps();
  REQUIRE(before.size() >= 4);
  CHECK(before.front().at("kind") == "ringing");
  CHECK(before.front().at("who").at("name") == "Bo Lindholm");
  CHECK(before.back().at("kind") == "talking");
  CHECK(before.back().as_object().if_contains("until") == nullptr);
  const auto kept_call = live_call("desk/pia").at("id");
  options.callers.at_once = 0;
  restart();
  watch_logs();
  pia = user("pia");
  // The simulated exchange begins anew, without the call's legs: the call is over.
  const auto story =
    must_ask<call_story_result>(pia, read_call_story{call_id{std::string{kept_call.as_string()}}});
  REQUIRE(story.entry.story.size() == before.size() + 1);
  for (std::size_t i = 0; i + 1 < before.size(); ++i)
    CHECK(boost::json::serialize(encode(story.entry.story[i])) ==
          boost::json::serialize(before[i]));
  CHECK(only_entry("pia").at("log") == "incoming");
}

TEST_CASE_METHOD(history_office, "retention takes what is older, and leaves the rest",
                 "[history][B4.4]") {
  const auto pia = open();
  serve(pia);
  advance(std::chrono::hours{24 * 399});
  CHECK(must_ask<call_log_result>(pia, read_call_log{}).entries.size() == 1);
  must(pia, dial_call{.employee = employee_id{"anna"}});
  advance(10s);
  hang_up(pia);
  advance(std::chrono::hours{48});
  const auto left = must_ask<call_log_result>(pia, read_call_log{}).entries;
  REQUIRE(left.size() == 1);
  CHECK(left[0].log == log_kind::outgoing);
  CHECK(must_ask<caller_history_result>(pia, read_caller_history{.number = "20304050"})
          .entries.empty());
}

TEST_CASE_METHOD(history_office, "a caller without a name is looked up, and named when it comes",
                 "[history][S9.2]") {
  caller_name = "";
  const auto pia = open();
  REQUIRE(directory->asked.size() == 1);
  CHECK(directory->asked[0].first == "+4520304050");
  CHECK(live_call("queue/main").at("caller").at("name") == "");
  directory->asked[0].second({lookup_result::found, "Carl Hansen", ""});
  settle();
  const auto caller = live_call("queue/main").at("caller");
  CHECK(caller.at("name") == "Carl Hansen");
  CHECK(caller.at("named_by") == "lookup");
  serve(pia);
  CHECK(only_entry("bo").at("with").at("name") == "Carl Hansen");
  must(pia, dial_call{.employee = employee_id{"anna"}});
  CHECK(directory->asked.size() == 1); // the house knows its own
  advance(5s);
  hang_up(pia);
  must(pia, dial_call{.number = "20304050"});
  REQUIRE(directory->asked.size() == 2);
  directory->asked[1].second({lookup_result::nobody, "", ""});
  directory->asked[1].second = {};
  advance(5s);
  CHECK(live_call("desk/pia").at("caller").at("name") == "");
}

TEST_CASE_METHOD(
  history_office,
  "a caller who stands in the shared phone book is named by it, and looked up nowhere",
  "[history][S9.2]") {
  caller_name = "";
  before_calls.emplace_back(put_contact{.shared = true,
                                        .name = "Carl Bogholder",
                                        .numbers = {{number_type::work, "20 30 40 50"}},
                                        .keywords = {}});
  const auto pia = open();
  CHECK(directory->asked.empty());
  const auto caller = live_call("queue/main").at("caller");
  CHECK(caller.at("name") == "Carl Bogholder");
  CHECK(caller.at("named_by") == "contact");
  serve(pia);
  CHECK(only_entry("pia").at("with").at("name") == "Carl Bogholder");
}

TEST_CASE_METHOD(history_office, "a name from the exchange is not asked for again",
                 "[history][S9.2]") {
  open();
  CHECK(directory->asked.empty());
  CHECK(live_call("queue/main").at("caller").at("named_by") == "pbx");
}

TEST_CASE_METHOD(history_office, "a call whose end cannot be kept is shown in no log until it is",
                 "[history][S9.3][B4.4]") {
  const auto pia = open();
  must(pia, answer_call{});
  advance(10s);
  kept.fail_next({.reason = error_reason::storage_unavailable, .detail = "disk is full"}, 1000);
  CHECK_FALSE(run(pia, end_call{}));
  CHECK(seen.items("log/pia").empty());
  kept.recover();
  hang_up(pia);
  CHECK(seen.items("log/pia").size() == 1);
}

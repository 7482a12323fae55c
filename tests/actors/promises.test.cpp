#include "tests/actors/messages_office.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

/// Promises to call back, from the message that makes them to the call that keeps them.
namespace {

struct promising_office : messages_office {
  promising_office() { reopen_all(); }

  void reopen_all() {
    for (const auto* who : {"pia", "tom", "dan"})
      reopen(who);
  }
  send_message call_back_in(duration ahead) const {
    auto result = text_to_dan();
    result.caller = party{"+45 44 55 66 77", "Karen Holm"};
    result.call_back = now() + ahead;
    return result;
  }
  /// Pia writes to Dan that he is to call Karen back.
  std::string promise_in(duration ahead) {
    const auto done = run(user("pia"), call_back_in(ahead));
    INFO((done ? "" : message(done.error())));
    REQUIRE(done);
    REQUIRE(done->promise);
    advance(50ms);
    return done->promise->value;
  }
  std::string promise_of(const std::string& who, const std::string& id) const {
    const auto item = seen.item("promises/" + who, id);
    return item.is_null() ? "gone" : std::string{item.at("state").as_string()};
  }
  /// The pop-ups of promises on somebody's shelf, by their reasons.
  std::vector<std::string> shelf(const std::string& who) const {
    std::vector<std::string> result;
    for (const auto& [id, item] : seen.items("watchlist/" + who))
      result.emplace_back(item.at("reason").as_string());
    return result;
  }
  void away_for(duration x) {
    stop();
    scheduler.clock().cancel_all();
    scheduler.clock().advance_time(x);
    seen = reader{};
    start();
    advance(50ms);
    reopen_all();
  }
};

using texts = std::vector<std::string>;

} // namespace

TEST_CASE_METHOD(promising_office,
                 "a promise is shown to who made it and to its owner, who is told", "[S0.6]") {
  const auto id = promise_in(2h);
  CHECK(promise_of("pia", id) == "open");
  CHECK(promise_of("dan", id) == "open");
  CHECK(promise_of("tom", id) == "gone");
  CHECK(shelf("dan") == texts{"promise_made"});
  CHECK(shelf("pia").empty());
  const auto popup = seen.popups.at(0);
  CHECK(text_at(popup, "promise") == id);
  CHECK(popup.at("by") == "Pia Winther");
  CHECK(popup.at("caller").at("name") == "Karen Holm");
  CHECK(popup.at("employee") == "dan");
  const auto with = text_at(seen.item("promises/pia", id), "message");
  CHECK(text_at(seen.item("messages/pia", with), "promise") == id);
}

TEST_CASE_METHOD(promising_office, "the owner is reminded, and told once, whatever starts again",
                 "[S0.6][B4.6]") {
  const auto id = promise_in(2h);
  advance(2h - 16min);
  CHECK(promise_of("dan", id) == "open");
  advance(2min);
  CHECK(promise_of("dan", id) == "reminded");
  CHECK(shelf("dan") == texts{"promise_made", "promise_due"});
  restart();
  reopen_all();
  CHECK(shelf("dan") == texts{"promise_made", "promise_due"});
  CHECK(promise_of("pia", id) == "reminded");
  must(user("dan"), dismiss_popup{popup_id{"p1"}});
  restart();
  reopen_all();
  CHECK(shelf("dan") == texts{"promise_due"});
  CHECK(events({"promise_told"}).size() == 2);
}

TEST_CASE_METHOD(promising_office, "without a deputy a late promise comes back to who made it",
                 "[S0.6]") {
  const auto id = promise_in(1h);
  away_for(3h);
  CHECK(promise_of("pia", id) == "escalated");
  CHECK(shelf("pia") == texts{"promise_escalated"});
  CHECK(shelf("dan") == texts{"promise_made"});
  advance(24h);
  CHECK(events({"promise_changed"}).size() == 2);
}

TEST_CASE_METHOD(promising_office, "a late promise goes on to the deputy, who sees and keeps it",
                 "[S0.6]") {
  auto with_deputy = dan();
  with_deputy.deputy = employee_id{"tom"};
  must(administrator(), with_deputy);
  const auto id = promise_in(1h);
  CHECK(promise_of("tom", id) == "gone");
  advance(1h);
  CHECK(promise_of("tom", id) == "escalated");
  CHECK(seen.item("promises/pia", id).at("deputy_name") == "Tom Aagaard");
  CHECK(shelf("tom") == texts{"promise_escalated"});
  CHECK(shelf("pia").empty());
  must(user("tom"), dial_call{.number = "44556677"});
  advance(1min);
  CHECK(promise_of("pia", id) == "kept");
  restart();
  reopen_all();
  CHECK(shelf("tom") == texts{"promise_escalated"});
  CHECK(promise_of("tom", id) == "kept");
}

TEST_CASE_METHOD(promising_office, "an answered call to the caller keeps the promise", "[S0.6]") {
  const auto id = promise_in(1h);
  must(user("tom"), dial_call{.number = "44556677"}); // another's call does not
  advance(1min);
  CHECK(promise_of("pia", id) == "open");
  const auto call = run(user("dan"), dial_call{.number = "44556677"});
  REQUIRE(call);
  advance(1min);
  CHECK(promise_of("pia", id) == "kept");
  CHECK(promise_of("dan", id) == "kept");
  CHECK(text_at(seen.item("promises/pia", id), "kept_by") == call->call->value);
  advance(2h);
  CHECK(shelf("dan") == texts{"promise_made"});
  CHECK(events({"promise_changed"}).size() == 2);
}

TEST_CASE_METHOD(promising_office, "a call that nobody answers keeps nothing", "[S0.6]") {
  stop();
  options.outside.answers = 0;
  options.outside.rejects = 1;
  seen = reader{};
  start();
  reopen_all();
  const auto id = promise_in(1h);
  must(user("dan"), dial_call{.number = "44556677"});
  advance(1min);
  CHECK(promise_of("pia", id) == "open");
}

TEST_CASE_METHOD(promising_office, "a promise is closed by hand, by whom it concerns",
                 "[S0.6][B4.1]") {
  const auto id = promise_in(1h);
  CHECK(run(user("tom"), close_promise{promise_id{id}}).error().reason ==
        error_reason::unknown_promise);
  CHECK(run(user("pia"), close_promise{promise_id{"hq.1.p99"}}).error().reason ==
        error_reason::unknown_promise);
  kept.fail_next({.reason = error_reason::storage_unavailable, .detail = "disk full"});
  CHECK(run(user("dan"), close_promise{promise_id{id}}).error().reason ==
        error_reason::storage_unavailable);
  must(user("dan"), close_promise{promise_id{id}});
  advance(50ms);
  CHECK(promise_of("pia", id) == "closed");
  CHECK(seen.item("promises/pia", id).at("closed_by") == "Dan Krogh");
  must(user("pia"), close_promise{promise_id{id}}); // as good as closed
  advance(2h);
  CHECK(promise_of("pia", id) == "closed");
  advance(48h);
  CHECK(promise_of("pia", id) == "gone"); // over for a day, when the site tidied up last
}

TEST_CASE_METHOD(promising_office, "a promise is not lost with a crash before it was made",
                 "[S0.6][B4.6]") {
  // The message is kept, and then the store is gone.
  running->carry_out(user("pia"), call_back_in(1h), std::nullopt, [&](result x) {
    REQUIRE(x);
    kept.fail_next({.reason = error_reason::storage_unavailable, .detail = "disk full"}, 1000);
  });
  settle();
  kept.recover();
  CHECK(events({"promise_changed"}).empty());
  restart();
  advance(50ms);
  reopen_all();
  CHECK(events({"promise_changed"}).size() == 1);
  CHECK(seen.items("promises/dan").size() == 1);
  CHECK(shelf("dan") == texts{"promise_made"});
}

TEST_CASE_METHOD(promising_office, "a promise that the store refuses comes a second later",
                 "[S0.6][B4.6]") {
  const auto id = promise_in(1h);
  advance(44min);
  kept.fail_next({.reason = error_reason::storage_unavailable, .detail = "disk full"});
  advance(1min);
  CHECK(promise_of("dan", id) == "open");
  advance(2s);
  CHECK(promise_of("dan", id) == "reminded");
  CHECK(shelf("dan") == texts{"promise_made", "promise_due"});
}

TEST_CASE_METHOD(promising_office, "another's promises are in no frame of mine", "[S0.6][B4.1]") {
  promise_in(1h);
  advance(2h);
  for (const auto& [topic, text] : seen.texts)
    if (topic == "promises/tom" || topic == "watchlist/tom" || topic == "messages/tom" ||
        (!topic.ends_with("/pia") && !topic.ends_with("/dan"))) {
      CAPTURE(topic);
      CHECK(text.find("Karen Holm") == std::string::npos);
    }
  running->open_topic(user("tom"), {"promises/pia", std::nullopt},
                      [](tl::expected<subscription, problem> x) { CHECK_FALSE(x); });
  settle();
}

TEST_CASE_METHOD(promising_office, "a login that becomes the owner's sees her promises",
                 "[S0.6][B4.1]") {
  const auto id = promise_in(1h);
  must(administrator(), put_user{.id = user_id{"dan"},
                                 .site = site_id{"hq"},
                                 .name = "Dan Krogh",
                                 .roles = {role::employee},
                                 .employee = employee_id{"bo"},
                                 .queues = {}});
  must(administrator(), put_user{.id = user_id{"dan2"},
                                 .site = site_id{"hq"},
                                 .name = "Dan Krogh",
                                 .password = "dan2-password",
                                 .roles = {role::employee},
                                 .employee = employee_id{"dan"},
                                 .queues = {}});
  advance(50ms);
  CHECK(promise_of("dan", id) == "gone");
  watch(user("dan2"), "promises/dan2");
  CHECK(promise_of("dan2", id) == "open");
}

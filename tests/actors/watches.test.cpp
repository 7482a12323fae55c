#include "tests/actors/office.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

/// Watches that end, what they remember across a restart, and what a user is told of herself.
namespace {

struct watching_office : office {
  watching_office() {
    start();
    furnish();
    must(administrator(), put_user{.id = user_id{"anna"},
                                   .site = site_id{"hq"},
                                   .name = "Anna Brandt",
                                   .password = "anna-password",
                                   .roles = {role::employee},
                                   .employee = employee_id{"anna"},
                                   .queues = {}});
  }
  static set_status status(std::string who, std::string type,
                           std::optional<std::int64_t> seconds = std::nullopt) {
    return {.employee = employee_id{std::move(who)},
            .type = std::move(type),
            .for_seconds = seconds,
            .start_actions = {},
            .stop_actions = {}};
  }
  static set_phone disturb_not(bool on) {
    return {.employee = employee_id{"anna"}, .phone = phone_id{"201"}, .do_not_disturb = on};
  }
  std::vector<std::string> removed() {
    std::vector<std::string> result;
    for (const auto& x : events({"watch_removed"}))
      result.push_back(x.body);
    return result;
  }
};

} // namespace

TEST_CASE_METHOD(watching_office, "a watch with an end goes by itself at that instant",
                 "[S17.1][S18.1]") {
  const auto pia = user("pia");
  watch(pia, "watchlist/pia");
  must(pia, add_watch{.employees = {employee_id{"bo"}}, .condition = {}, .until = now() + 1h});
  must(pia, add_watch{.employees = {employee_id{"anna"}}, .condition = {}, .until = now() + 2h});
  advance(1h - 100ms);
  CHECK(seen.items("watchlist/pia").size() == 2);
  advance(200ms);
  REQUIRE(seen.items("watchlist/pia").size() == 1);
  CHECK(seen.item("watchlist/pia", "w2").at("employee") == "anna");
  must(pia, status("bo", "lunch"));
  advance(50ms);
  CHECK(seen.popups.empty());
  advance(1h);
  CHECK(seen.items("watchlist/pia").empty());
  CHECK(removed() == std::vector<std::string>{R"({"watch":"w1"})", R"({"watch":"w2"})"});
}

TEST_CASE_METHOD(watching_office, "an end is another when it is watched for anew",
                 "[S17.1][S18.1]") {
  const auto pia = user("pia");
  watch(pia, "watchlist/pia");
  const auto for_an_hour = [&](std::chrono::hours x) {
    must(pia, add_watch{.employees = {employee_id{"bo"}}, .condition = {}, .until = now() + x});
  };
  for_an_hour(3h);
  for_an_hour(1h);
  advance(30min);
  for_an_hour(2h);
  advance(2h - 1s);
  CHECK(seen.items("watchlist/pia").size() == 1);
  advance(2s);
  CHECK(seen.items("watchlist/pia").empty());
}

TEST_CASE_METHOD(watching_office, "a watch whose end passed while the service was away is gone",
                 "[S17.2][S18.1]") {
  const auto pia = user("pia");
  must(pia, add_watch{.employees = {employee_id{"bo"}}, .condition = {}, .until = now() + 1h});
  must(pia, status("bo", "meeting", 5400));
  must(pia, dismiss_popup{popup_id{"p2"}});
  stop();
  scheduler.clock().cancel_all();
  scheduler.clock().advance_time(2h);
  seen = reader{};
  start();
  advance(50ms);
  watch(user("pia"), "watchlist/pia");
  CHECK(seen.items("watchlist/pia").empty());
  CHECK(removed().size() == 1);
  CHECK(events({"watch_fired"}).size() == 1);
}

TEST_CASE_METHOD(watching_office, "an end that the store refuses comes a second later", "[B4.6]") {
  const auto pia = user("pia");
  watch(pia, "watchlist/pia");
  must(pia, add_watch{.employees = {employee_id{"bo"}}, .condition = {}, .until = now() + 1h});
  advance(1h - 1s);
  kept.fail_next({.reason = error_reason::storage_unavailable, .detail = "disk full"});
  advance(1500ms);
  CHECK(seen.items("watchlist/pia").size() == 1);
  advance(1s);
  CHECK(seen.items("watchlist/pia").empty());
}

TEST_CASE_METHOD(
  watching_office,
  "who comes back while the service is away is told of, once, when it is there again",
  "[S17.2][S18.1]") {
  const auto pia = user("pia");
  must(pia,
       add_watch{.employees = {employee_id{"bo"}},
                 .condition = {.kind = watch_kind::person_status, .status_type = "available"}});
  must(pia, status("bo", "meeting", 600));
  advance(50ms);
  stop();
  scheduler.clock().cancel_all();
  scheduler.clock().advance_time(20min);
  seen = reader{};
  start();
  watch(user("pia"), "watchlist/pia");
  const auto fired = events({"watch_fired"});
  REQUIRE(fired.size() == 1);
  CHECK(seen.items("watchlist/pia").size() == 2);
  CHECK(seen.item("watchlist/pia", "p2").at("reason") == "watch");
  restart();
  watch(user("pia"), "watchlist/pia");
  CHECK(events({"watch_fired"}).size() == 1);
  CHECK(seen.items("watchlist/pia").size() == 2);
}

TEST_CASE_METHOD(watching_office, "a user is told when somebody else sets her status",
                 "[S13.2][B4.4]") {
  const auto anna = user("anna");
  watch(anna, "watchlist/anna");
  must(user("pia"), status("anna", "sick"));
  advance(50ms);
  REQUIRE(seen.popups.size() == 1);
  CHECK(seen.popups[0].at("reason") == "status_by_other");
  CHECK(seen.popups[0].at("by") == "Pia Winther");
  CHECK(seen.popups[0].at("employee") == "anna");
  CHECK(seen.popups[0].at("status").at("type") == "sick"); // her own, so not the alias
  must(user("tom"), clear_status{employee_id{"anna"}});
  advance(50ms);
  REQUIRE(seen.popups.size() == 2);
  CHECK(seen.popups[1].at("by") == "Tom Aagaard");
  CHECK(seen.popups[1].at("status").at("type") == "available");
  CHECK(seen.items("watchlist/anna").size() == 2);
  const auto told = events({"change_told"});
  REQUIRE(told.size() == 2);
  CHECK(told[0].entity == entity_ref{entity_kind::watchlist, "anna"});
  CHECK(told[0].by == user_id{"pia"});
  CHECK(told[1].by == user_id{"tom"});
  restart();
  watch(user("anna"), "watchlist/anna");
  CHECK(seen.items("watchlist/anna").size() == 2);
  must(user("anna"), dismiss_popup{popup_id{"p1"}});
  advance(50ms);
  CHECK(seen.items("watchlist/anna").size() == 1);
}

TEST_CASE_METHOD(watching_office, "a user is told when somebody else sets her phone",
                 "[S13.3][B4.4]") {
  watch(user("anna"), "watchlist/anna");
  must(user("pia"), disturb_not(true));
  advance(50ms);
  REQUIRE(seen.popups.size() == 1);
  CHECK(seen.popups[0].at("reason") == "phone_by_other");
  CHECK(seen.popups[0].at("by") == "Pia Winther");
  CHECK(seen.popups[0].at("employee") == "anna");
}

TEST_CASE_METHOD(watching_office, "nobody is told of what she did herself, or what changed nothing",
                 "[S13.2][S13.3]") {
  watch(user("anna"), "watchlist/anna");
  must(user("anna"), status("anna", "lunch"));
  must(user("anna"), disturb_not(true));
  CHECK(run(user("pia"), disturb_not(true), idempotency_key{"k-1"}));
  CHECK(run(user("anna"), status("bo", "lunch")).error().reason == error_reason::forbidden);
  CHECK_FALSE(run(user("pia"), status("anna", "fishing")));
  kept.fail_next({.reason = error_reason::storage_unavailable, .detail = "disk full"});
  CHECK_FALSE(run(user("pia"), status("anna", "sick")));
  must(user("pia"), status("bo", "meeting")); // who has no login
  advance(50ms);
  CHECK(seen.popups.empty());
  CHECK(events({"change_told"}).empty());
}

TEST_CASE_METHOD(watching_office, "the same change asked for twice is told once", "[B1.6][S13.2]") {
  watch(user("anna"), "watchlist/anna");
  for (int i = 0; i < 2; ++i) {
    CHECK(run(user("pia"), status("anna", "meeting"), idempotency_key{"k-1"}));
    advance(50ms);
  }
  CHECK(seen.popups.size() == 1);
}

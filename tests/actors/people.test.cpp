#include "tests/actors/office.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

namespace {

std::string status_of(const office& x, const std::string& who) {
  return std::string{x.seen.item("people/hq", who).at("status").at("type").as_string()};
}

} // namespace

TEST_CASE_METHOD(office, "a status set by a colleague with the right reaches those who watch",
                 "[S0.1][S0.7][S8.3][S13.2][S14.7]") {
  start();
  furnish();
  const auto pia = user("pia");
  watch(pia, "people/hq");
  must(pia, set_status{.employee = employee_id{"anna"},
                       .type = "meeting",
                       .note = "Budget",
                       .for_seconds = 1800,
                       .start_actions = {},
                       .stop_actions = {}});
  advance(50ms);
  CHECK(status_of(*this, "anna") == "meeting");
  CHECK(seen.item("people/hq", "anna").at("status").at("note") == "Budget");
  CHECK(seen.item("people/hq", "anna").at("status").at("until").as_string() ==
        to_rfc3339(now() + 1800s - 50ms));
}

TEST_CASE_METHOD(office, "a timed status ends by itself and undoes its start action",
                 "[S10.2][S14.3][S14.5][S14.6]") {
  start();
  furnish();
  const auto pia = user("pia");
  watch(pia, "people/hq");
  must(pia, set_status{.employee = employee_id{"anna"},
                       .type = "meeting",
                       .for_seconds = 600,
                       .start_actions = {{status_action_kind::set_do_not_disturb, ""}},
                       .stop_actions = {{status_action_kind::clear_do_not_disturb, ""}}});
  advance(50ms);
  CHECK(seen.item("people/hq", "anna").at("phones").at(0).at("do_not_disturb") == true);
  advance(599s);
  CHECK(status_of(*this, "anna") == "meeting");
  advance(2s);
  CHECK(status_of(*this, "anna") == "available");
  CHECK(seen.item("people/hq", "anna").at("phones").at(0).at("do_not_disturb") == false);
}

TEST_CASE_METHOD(office, "who lacks the right is refused by name, and nothing changes",
                 "[S13.4][S22.4][B4.1]") {
  start();
  furnish();
  must(administrator(), put_user{.id = user_id{"anna"},
                                 .site = site_id{"hq"},
                                 .name = "Anna Brandt",
                                 .password = "anna-password",
                                 .roles = {role::employee},
                                 .employee = employee_id{"anna"},
                                 .queues = {}});
  const auto before = events().size();
  const auto anna = user("anna");
  const auto refused = run(anna, set_status{.employee = employee_id{"bo"},
                                            .type = "meeting",
                                            .start_actions = {},
                                            .stop_actions = {}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().reason == error_reason::forbidden);
  CHECK(message(refused.error()).find("others_person_status") != std::string::npos);
  CHECK(events().size() == before);
  CHECK(run(anna, set_status{.employee = employee_id{"anna"},
                             .type = "lunch",
                             .start_actions = {},
                             .stop_actions = {}}));
}

TEST_CASE_METHOD(office, "whose rights change has to log in again, and nobody else",
                 "[B2.3][B4.1][S22.4]") {
  start();
  furnish();
  put_user anna{.id = user_id{"anna"},
                .site = site_id{"hq"},
                .name = "Anna Brandt",
                .password = "anna-password",
                .roles = {role::privileged},
                .employee = employee_id{"anna"},
                .queues = {}};
  must(administrator(), anna);
  anna.password.reset();
  anna.name = "Anna Brandt Holm";
  must(administrator(), anna);
  CHECK(seen.turned_out.empty()); // new, then called otherwise
  anna.roles = {role::employee};
  must(administrator(), anna);
  REQUIRE(seen.turned_out.size() == 1);
  CHECK(seen.turned_out[0].user == user_id{"anna"});
  anna.password = "another password";
  must(administrator(), anna);
  CHECK(seen.turned_out.size() == 2);
  must(administrator(), add_token{token_id{"hall"}, "Hall"});
  must(administrator(), remove_token{token_id{"hall"}});
  REQUIRE(seen.turned_out.size() == 3);
  CHECK(seen.turned_out[2].token == token_id{"hall"});
}

TEST_CASE_METHOD(office, "a wallboard sees the alias, the reception sees why", "[B2.3]") {
  start();
  furnish();
  const auto made = run(administrator(), add_token{token_id{"hall"}, "Hall"});
  REQUIRE(made);
  const auto board = login({.token = made->secret});
  watch(board, "people/hq");
  const auto pia = user("pia");
  watch(pia, "people/hq");
  must(pia, set_status{.employee = employee_id{"anna"},
                       .type = "sick",
                       .note = "Influenza",
                       .start_actions = {},
                       .stop_actions = {}});
  advance(50ms);
  CHECK(status_of(*this, "anna") == "sick");
  const auto outside = seen.item("people/hq", "anna", audience::public_);
  CHECK(outside.at("status").at("type") == "away");
  CHECK(boost::json::serialize(outside).find("Influenza") == std::string::npos);
  CHECK_FALSE(run(board, clear_status{employee_id{"anna"}}));
}

TEST_CASE_METHOD(office, "the same command asked twice is done once, also across a restart",
                 "[B1.6]") {
  start();
  furnish();
  const idempotency_key key{"k-1"};
  const set_status lunch{
    .employee = employee_id{"anna"}, .type = "lunch", .start_actions = {}, .stop_actions = {}};
  const auto first = run(user("pia"), lunch, key);
  REQUIRE(first);
  const auto count = events({"status_changed"}).size();
  CHECK(run(user("pia"), lunch, key)->revision == first->revision);
  restart();
  CHECK(run(user("pia"), lunch, key)->revision == first->revision);
  CHECK(events({"status_changed"}).size() == count);
  const auto other = run(user("pia"), clear_status{employee_id{"anna"}}, key);
  REQUIRE_FALSE(other);
  CHECK(other.error().reason == error_reason::idempotency_key_reused);
}

TEST_CASE_METHOD(office,
                 "statuses that ran out while the service was away end at once, in their order",
                 "[S14.6]") {
  start();
  furnish();
  const auto pia = user("pia");
  const auto meet = [&](const char* who, std::int64_t seconds) {
    must(pia, set_status{.employee = employee_id{who},
                         .type = "meeting",
                         .for_seconds = seconds,
                         .start_actions = {},
                         .stop_actions = {}});
  };
  meet("anna", 300);
  meet("bo", 100);
  meet("cecilie", 200);
  stop();
  scheduler.clock().cancel_all();
  scheduler.clock().advance_time(400s);
  const auto before = events().size();
  start();
  const auto after = events();
  std::vector<std::string> ended;
  for (std::size_t i = before; i < after.size(); ++i)
    if (after[i].type == "status_changed")
      ended.push_back(after[i].entity.id);
  CHECK(ended == std::vector<std::string>{"bo", "cecilie", "anna"});
}

TEST_CASE_METHOD(office, "a watch pops up once for each real change, also after a restart",
                 "[S17.1][S17.2][S18.1][S18.2][S18.3]") {
  start();
  furnish();
  const auto pia = user("pia");
  must(pia, set_status{.employee = employee_id{"anna"},
                       .type = "meeting",
                       .start_actions = {},
                       .stop_actions = {}});
  must(pia,
       add_watch{.employees = {employee_id{"anna"}, employee_id{"bo"}},
                 .condition = {.kind = watch_kind::person_status, .status_type = "available"}});
  restart();
  const auto again = user("pia");
  watch(again, "watchlist/pia");
  CHECK(seen.items("watchlist/pia").size() == 2);
  must(again, clear_status{employee_id{"anna"}});
  advance(50ms);
  REQUIRE(seen.popups.size() == 1);
  CHECK(seen.popups[0].at("employee") == "anna");
  must(again,
       set_status{
         .employee = employee_id{"bo"}, .type = "lunch", .start_actions = {}, .stop_actions = {}});
  advance(50ms);
  CHECK(seen.popups.size() == 1);
}

TEST_CASE_METHOD(office, "when the store refuses, the command is refused and nothing is shown",
                 "[B4.6]") {
  start();
  furnish();
  const auto pia = user("pia");
  watch(pia, "people/hq");
  watch(pia, "health");
  kept.fail_next({.reason = error_reason::storage_unavailable, .detail = "disk full"});
  const auto refused = run(pia, set_status{.employee = employee_id{"anna"},
                                           .type = "lunch",
                                           .start_actions = {},
                                           .stop_actions = {}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().reason == error_reason::storage_unavailable);
  advance(50ms);
  CHECK(status_of(*this, "anna") == "available");
  CHECK(seen.item("health", "store").at("ok") == false);
  must(pia, set_status{.employee = employee_id{"anna"},
                       .type = "lunch",
                       .start_actions = {},
                       .stop_actions = {}});
  advance(50ms);
  CHECK(status_of(*this, "anna") == "lunch");
  CHECK(seen.item("health", "store").at("ok") == true);
}

TEST_CASE_METHOD(
  office, "an employee that fails is started again from what is kept, and the others never notice",
  "[B4.6]") {
  start();
  furnish();
  const auto pia = user("pia");
  watch(pia, "people/hq");
  const set_status lunch{
    .employee = employee_id{"anna"}, .type = "lunch", .start_actions = {}, .stop_actions = {}};
  must(pia, lunch);
  watch_of_actors->break_next();
  const auto failed = run(pia, clear_status{employee_id{"anna"}});
  REQUIRE_FALSE(failed);
  CHECK(failed.error().reason == error_reason::try_later);
  must(pia, set_status{.employee = employee_id{"bo"},
                       .type = "meeting",
                       .start_actions = {},
                       .stop_actions = {}});
  advance(50ms);
  CHECK(status_of(*this, "anna") == "lunch");
  CHECK(status_of(*this, "bo") == "meeting");
  must(pia, clear_status{employee_id{"anna"}});
  advance(50ms);
  CHECK(status_of(*this, "anna") == "available");
}

TEST_CASE_METHOD(office, "a number that somebody has cannot be given to another", "[S12.2]") {
  start();
  furnish();
  const auto refused = run(administrator(), put_employee{.id = employee_id{"dorte"},
                                                         .site = site_id{"hq"},
                                                         .name = "Dorte Sand",
                                                         .groups = {},
                                                         .phones = {{"203"}}});
  REQUIRE_FALSE(refused);
  CHECK(message(refused.error()) ==
        "params.phones[0].number: a number that nobody has expected, got 203 (Cecilie Ørsted)");
}

TEST_CASE_METHOD(office, "guessing passwords is slowed down and said", "[S22.2]") {
  start();
  furnish();
  std::optional<problem> last;
  for (int i = 0; i < 6; ++i) {
    running->admit({.user = user_id{"pia"}, .password = "wrong"}, "test",
                   [&](tl::expected<admission, problem> x) { last = x.error(); });
    settle();
  }
  CHECK(last->reason == error_reason::try_later);
  CHECK(last->retry_after_seconds > 0);
  advance(120s);
  CHECK(user("pia").name == "Pia Winther");
}

TEST_CASE_METHOD(office, "a watch list shows its user no more than her audience may see",
                 "[B2.3][S17.1]") {
  start();
  furnish();
  must(administrator(), put_user{.id = user_id{"bo"},
                                 .site = site_id{"hq"},
                                 .name = "Bo Lindholm",
                                 .password = "bo-password",
                                 .roles = {role::employee},
                                 .employee = employee_id{"bo"},
                                 .queues = {}});
  const auto bo = user("bo");
  must(bo, add_watch{.employees = {employee_id{"anna"}}, .condition = {}});
  watch(bo, "watchlist/bo");
  must(user("pia"), set_status{.employee = employee_id{"anna"},
                               .type = "sick",
                               .note = "Influenza",
                               .start_actions = {},
                               .stop_actions = {}});
  advance(50ms);
  REQUIRE(seen.popups.size() == 1);
  CHECK(seen.popups[0].at("status").at("type") == "away");
  CHECK(boost::json::serialize(seen.items("watchlist/bo").begin()->second).find("Influenza") ==
        std::string::npos);
}

TEST_CASE_METHOD(
  office,
  "a status pauses its person's desk and resumes it, and one that stays beyond its end says so",
  "[S14.5][S14.6]") {
  start();
  furnish();
  const auto pia = user("pia");
  watch(pia, "desk/pia");
  watch(pia, "watchlist/pia");
  must(pia, set_agent_state{agent_state::ready});
  must(pia, set_status{.employee = employee_id{"pia"},
                       .type = "lunch",
                       .for_seconds = 600,
                       .start_actions = {{status_action_kind::agent_pause, {}}},
                       .stop_actions = {{status_action_kind::agent_resume, {}}},
                       .expiry = on_expiry::pop_up});
  advance(1s);
  CHECK(seen.item("desk/pia", "pia").at("agent") == "not_ready");
  advance(600s);
  CHECK(seen.item("desk/pia", "pia").at("agent") == "ready");
  REQUIRE(seen.popups.size() == 1);
  CHECK(seen.popups[0].at("employee") == "pia");
  CHECK(seen.popups[0].as_object().if_contains("watch") == nullptr);
  CHECK(seen.popups[0].at("status").at("overrun") == true);
}

TEST_CASE_METHOD(
  office,
  "what a status asked of desk and screen is heard once, also by a service that died "
  "before it was",
  "[S14.5][S14.6][B1.6]") {
  start();
  furnish();
  const auto agent = [&] {
    watch(user("pia"), "desk/pia");
    return seen.item("desk/pia", "pia").at("agent");
  };
  const auto popups = [&] { return events({"status_overrun"}).size(); };
  const site_id hq{"hq"};
  const entity_ref desk{entity_kind::desk, "pia"};
  const entity_ref list{entity_kind::watchlist, "pia"};
  must(user("pia"), set_agent_state{agent_state::ready});
  const auto desk_before = kept.load_one(hq, desk).value();
  const auto list_before = kept.load_one(hq, list).value();
  must(user("pia"), set_status{.employee = employee_id{"pia"},
                               .type = "lunch",
                               .for_seconds = 600,
                               .start_actions = {{status_action_kind::agent_pause, {}}},
                               .stop_actions = {{status_action_kind::agent_resume, {}}},
                               .expiry = on_expiry::pop_up});
  settle();
  REQUIRE(agent() == "not_ready");

  const auto die_before_heard = [&](std::vector<stored_row> rows) {
    stop();
    REQUIRE(kept.append({{.site = hq, .events = {}, .rows = std::move(rows), .receipts = {}}}));
    restart();
  };
  die_before_heard({{desk, desk_before}});
  CHECK(agent() == "not_ready");
  const auto desk_paused = kept.load_one(hq, desk).value();
  advance(601s);
  CHECK(agent() == "ready");
  CHECK(popups() == 1);
  die_before_heard({{desk, desk_paused}, {list, list_before}});
  CHECK(agent() == "ready");
  CHECK(popups() == 2); // the first was lost with the list

  must(user("pia"), set_agent_state{agent_state::not_ready});
  restart();
  CHECK(agent() == "not_ready");
  CHECK(popups() == 2);
}

TEST_CASE_METHOD(office, "a status that ends while the service is away logs nobody on",
                 "[S14.5][B1.6]") {
  start();
  furnish();
  must(user("pia"), set_agent_state{agent_state::ready});
  must(user("pia"), set_status{.employee = employee_id{"pia"},
                               .type = "lunch",
                               .for_seconds = 600,
                               .start_actions = {{status_action_kind::agent_pause, {}}},
                               .stop_actions = {{status_action_kind::agent_resume, {}}}});
  must(user("pia"), set_agent_state{agent_state::logged_off});
  stop();
  scheduler.clock().cancel_all();
  scheduler.clock().advance_time(601s);
  restart();
  watch(user("pia"), "desk/pia");
  CHECK(seen.item("desk/pia", "pia").at("agent") == "logged_off");
  CHECK(events({"status_changed"}).back().body.find("\"to\":\"available\"") != std::string::npos);
}

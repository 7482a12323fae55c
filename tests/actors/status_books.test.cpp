#include "tests/actors/office.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

/// Kinds of status and templates, from the command to the topics.
namespace {

struct office_with_anna : office {
  office_with_anna() {
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
  static put_status_type court(std::string label = "In court") {
    return {.site = site_id{"hq"},
            .id = "in_court",
            .label_da = "I retten",
            .label_en = std::move(label),
            .activity = rpid_activity::appointment,
            .basic = basic_status::closed,
            .public_alias = "away"};
  }
  static put_template meeting(std::string name, std::int64_t seconds, bool global = false) {
    return {.global = global,
            .name = std::move(name),
            .type = "meeting",
            .note = "Mødelokale 2",
            .for_seconds = seconds,
            .start_actions = {{status_action_kind::set_forwarding, "202"}},
            .stop_actions = {{.kind = status_action_kind::clear_forwarding}}};
  }
};

} // namespace

TEST_CASE_METHOD(office_with_anna, "a site's kinds of status are shown, and those edited at once",
                 "[S14.1][B2.3]") {
  const auto pia = user("pia");
  watch(pia, "statuses/hq");
  const auto& shown = seen.items("statuses/hq");
  CHECK(shown.size() == 12);
  CHECK(shown.at("meeting").at("kind") == "status_type");
  CHECK(shown.at("meeting").at("label_da") == "Møde");
  must(pia, court());
  must(pia, remove_status_type{site_id{"hq"}, "busy"});
  advance(50ms);
  CHECK(shown.at("in_court").at("label_en") == "In court");
  CHECK(shown.at("in_court").at("position") == 13);
  CHECK_FALSE(shown.contains("busy"));
  CHECK(shown.at("meeting").at("public_alias") == "away");
  const auto put = events({"status_type_put"});
  REQUIRE(put.size() == 1);
  CHECK(put[0].entity == entity_ref{entity_kind::status_book, "site:hq"});
  CHECK(put[0].by == user_id{"pia"});
  restart();
  watch(user("pia"), "statuses/hq");
  CHECK(seen.items("statuses/hq").size() == 12);
  CHECK(seen.item("statuses/hq", "in_court").at("public_alias") == "away");
}

TEST_CASE_METHOD(office_with_anna, "a template of one's own is one's own", "[S19.1][S19.2][B4.1]") {
  const auto anna = user("anna");
  watch(anna, "templates/anna");
  const auto half = run(anna, meeting("Møde, 30 min", 1800));
  REQUIRE(half);
  CHECK(half->kept_template == template_id{"t1"});
  CHECK(half->revision > 0);
  must(anna, meeting("Møde, 1 time", 3600));
  advance(50ms);
  CHECK(seen.items("templates/anna", audience::reception).size() == 2);
  CHECK(seen.item("templates/anna", "t2").at("name") == "Møde, 1 time");
  CHECK(seen.item("templates/anna", "t2").at("global") == false);
  const auto pia = user("pia");
  watch(pia, "templates/pia");
  CHECK(seen.items("templates/pia").empty());
  const auto not_hers = run(pia, remove_template{template_id{"t1"}});
  REQUIRE_FALSE(not_hers);
  CHECK(not_hers.error().reason == error_reason::unknown_template);
  must(anna, remove_template{template_id{"t1"}});
  advance(50ms);
  CHECK(seen.items("templates/anna").size() == 1);
  restart();
  watch(user("anna"), "templates/anna");
  CHECK(seen.items("templates/anna").size() == 1);
  CHECK(seen.item("templates/anna", "t2").at("for_seconds") == 3600);
  CHECK(run(user("anna"), meeting("Frokost", 1800))->kept_template == template_id{"t3"});
}

TEST_CASE_METHOD(office_with_anna,
                 "a template made global by one is there for all, and only by right",
                 "[S19.3][S13.4][B4.1]") {
  const auto anna = user("anna");
  watch(anna, "statuses/hq");
  const auto refused = run(anna, meeting("Møde, 30 min", 1800, true));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().reason == error_reason::forbidden);
  CHECK(message(refused.error()).find("global_templates") != std::string::npos);
  const auto before = events().size();
  for (const command& what : {command{court()}, command{remove_status_type{site_id{"hq"}, "busy"}},
                              command{remove_template{template_id{"g1"}, true}}})
    CHECK(run(anna, what).error().reason == error_reason::forbidden);
  CHECK(events().size() == before);

  const auto made = run(user("pia"), meeting("Møde, 30 min", 1800, true));
  REQUIRE(made);
  CHECK(made->kept_template == template_id{"g1"});
  advance(50ms);
  const auto item = seen.item("statuses/hq", "g1", audience::colleague);
  CHECK(item.at("kind") == "template");
  CHECK(item.at("global") == true);
  CHECK(item.at("note") == "Mødelokale 2");
  must(user("tom"), remove_template{template_id{"g1"}, true});
  advance(50ms);
  CHECK_FALSE(seen.items("statuses/hq", audience::colleague).contains("g1"));
}

TEST_CASE_METHOD(office_with_anna, "a wallboard sees no note and no number of a template",
                 "[B2.3][B4.1]") {
  const auto made = run(administrator(), add_token{token_id{"hall"}, "Hall"});
  REQUIRE(made);
  must(user("pia"), meeting("Møde, 30 min", 1800, true));
  watch(login({.token = made->secret}), "statuses/hq");
  const auto item = seen.item("statuses/hq", "g1", audience::public_);
  CHECK(item.at("type") == "meeting");
  CHECK(item.at("note") == "");
  CHECK(item.at("start_actions").as_array().empty());
  CHECK(item.at("stop_actions").as_array().empty());
}

TEST_CASE_METHOD(office_with_anna, "what a site adds can be used at once, by all of it",
                 "[S14.1][S18.1][S19.1]") {
  auto retten = meeting("Retten", 7200);
  retten.type = "in_court";
  const add_watch until_court{
    .employees = {employee_id{"bo"}},
    .condition = {.kind = watch_kind::person_status, .status_type = "in_court"}};
  const auto anna = user("anna");
  CHECK(run(anna, retten).error().path == "params.type");
  CHECK(run(anna, until_court).error().path == "params.condition.status_type");
  must(user("pia"), court());
  CHECK(run(anna, retten));
  CHECK(run(anna, until_court));
  restart();
  CHECK(run(user("anna"), retten));
}

TEST_CASE_METHOD(office_with_anna, "the same template asked for twice is made once",
                 "[B1.6][S19.1]") {
  const idempotency_key key{"k-1"};
  const auto first = run(user("anna"), meeting("Møde", 1800), key);
  REQUIRE(first);
  restart();
  const auto again = run(user("anna"), meeting("Møde", 1800), key);
  REQUIRE(again);
  CHECK(again->revision == first->revision);
  CHECK(again->kept_template == first->kept_template);
  CHECK(events({"template_put"}).size() == 1);
}

TEST_CASE_METHOD(office_with_anna, "when the store refuses, nothing of a book is another",
                 "[B4.6]") {
  const auto pia = user("pia");
  watch(pia, "statuses/hq");
  kept.fail_next({.reason = error_reason::storage_unavailable, .detail = "disk full"});
  CHECK(run(pia, court()).error().reason == error_reason::storage_unavailable);
  advance(50ms);
  CHECK(seen.items("statuses/hq").size() == 12);
  must(pia, court());
  advance(50ms);
  CHECK(seen.items("statuses/hq").size() == 13);
}

TEST_CASE_METHOD(office_with_anna, "a book that fails is started again from what is kept",
                 "[B4.6]") {
  const auto pia = user("pia");
  const auto anna = user("anna");
  must(pia, court());
  must(anna, meeting("Møde", 1800));
  watch(pia, "statuses/hq");
  const auto fails = [&](const principal& who, const command& what) {
    watch_of_actors->break_next();
    const auto failed = run(who, what);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().reason == error_reason::try_later);
  };
  fails(pia, court("At court"));
  fails(anna, meeting("Frokost", 1800));
  advance(50ms);
  CHECK(seen.item("statuses/hq", "in_court").at("label_en") == "In court");
  must(pia, court("At court"));
  CHECK(run(anna, meeting("Frokost", 1800))->kept_template == template_id{"t2"});
  advance(50ms);
  CHECK(seen.item("statuses/hq", "in_court").at("label_en") == "At court");
}

TEST_CASE_METHOD(office_with_anna, "one who is only the local administrator has no templates",
                 "[S19.1]") {
  CHECK(run(administrator(), meeting("Møde", 1800)).error().detail ==
        "this login has no templates");
  CHECK(run(administrator(), meeting("Møde", 1800, true)));
}

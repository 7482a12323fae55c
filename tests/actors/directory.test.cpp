#include "actors/directory_messages.hpp"
#include "tests/actors/office.hpp"

using namespace omstilling;
using namespace omstilling::test;

namespace {

using query_answer = tl::expected<query_result, problem>;

struct asking_office : office {
  asking_office() {
    for (const auto* number : {"101", "102", "201", "202", "203"})
      options.phones.push_back({.number = number});
    options.callers.calls_per_hour = {0};
    start();
    furnish();
    restart();
    advance(std::chrono::seconds{1});
  }
  std::vector<std::string> found(const principal& who, const std::string& text) {
    const auto answer = ask_for(who, search{.text = text});
    REQUIRE(answer);
    std::vector<std::string> result;
    for (const auto& x : std::get<search_result>(*answer).hits)
      result.push_back(x.id);
    return result;
  }
  std::vector<std::string> instead_of(const principal& who, const std::string& id) {
    const auto answer = ask_for(who, find_alternatives{.employee = employee_id{id}});
    REQUIRE(answer);
    std::vector<std::string> result;
    for (const auto& x : std::get<alternatives_result>(*answer).alternatives)
      result.push_back(x.employee.value + ' ' + word(x.reason));
    return result;
  }
  put_employee person(const std::string& id, const std::string& name, const std::string& number) {
    return {.id = employee_id{id},
            .site = site_id{"hq"},
            .name = name,
            .groups = {},
            .phones = {{number}},
            .alternate_names = {},
            .tasks = {}};
  }
};

using texts = std::vector<std::string>;

} // namespace

TEST_CASE_METHOD(asking_office, "who is put is found at once, who left is not",
                 "[directory][B2.6]") {
  const auto pia = user("pia");
  CHECK(found(pia, "bran an") == texts{"employee/anna"});
  CHECK(found(pia, "oersted") == texts{"employee/cecilie"});
  CHECK(found(pia, "202") == texts{"employee/bo"});
  auto anna = person("anna", "Anna Kjær", "201");
  anna.tasks = {"Byggetilladelse"};
  must(administrator(), anna);
  CHECK(found(pia, "brandt").empty());
  CHECK(found(pia, "kjaer") == texts{"employee/anna"});
  CHECK(found(pia, "byggetill") == texts{"employee/anna"});
  must(administrator(), remove_employee{employee_id{"anna"}});
  CHECK(found(pia, "kjaer").empty());
  restart();
  CHECK(found(user("pia"), "lindh") == texts{"employee/bo"});
  CHECK(found(user("pia"), "kjaer").empty());
}

TEST_CASE_METHOD(asking_office, "a refused change changes nobody in the directory",
                 "[directory][B2.6]") {
  auto anna = person("anna", "Anna Kjær", "201");
  anna.email = "no address";
  CHECK_FALSE(run(administrator(), anna));
  anna.email.reset();
  kept.fail_next({.reason = error_reason::storage_unavailable});
  CHECK_FALSE(run(administrator(), anna));
  CHECK(found(user("pia"), "brandt") == texts{"employee/anna"});
  CHECK(found(user("pia"), "kjaer").empty());
}

TEST_CASE_METHOD(asking_office, "queries need the right of this moment", "[directory][B4.1]") {
  const auto nobody = principal{.name = "nobody"};
  for (const query& what :
       {query{search{.text = "anna"}}, query{find_alternatives{.employee = employee_id{"anna"}}},
        query{read_imported{.import = "ldap"}}})
    CHECK(ask_for(nobody, what).error().reason == error_reason::forbidden);
  CHECK(ask_for(user("pia"), read_imported{.import = "ldap"}).error().reason ==
        error_reason::forbidden);
  CHECK(ask_for(user("pia"), find_alternatives{.employee = employee_id{"no"}}).error().reason ==
        error_reason::unknown_employee);
  CHECK(ask_for(user("pia"), search{.text = "a", .limit = 0}).error().path == "params.limit");
}

TEST_CASE_METHOD(asking_office, "in place of somebody those are named who can take a call now",
                 "[directory][B2.7]") {
  const auto pia = user("pia");
  watch(pia, "people/hq");
  CHECK(seen.item("people/hq", "cecilie").at("lamp_state") == "idle");
  auto anna = person("anna", "Anna Brandt", "201");
  anna.department = "Byg";
  anna.deputy = employee_id{"cecilie"};
  must(administrator(), anna);
  auto bo = person("bo", "Bo Lindholm", "202");
  bo.department = "Byg";
  must(administrator(), bo);
  CHECK(instead_of(pia, "anna") == texts{"cecilie deputy", "bo department"});
  must(pia, set_status{.employee = employee_id{"cecilie"},
                       .type = "meeting",
                       .for_seconds = 600,
                       .start_actions = {},
                       .stop_actions = {}});
  CHECK(instead_of(pia, "anna") == texts{"bo department"});
  must(pia,
       set_phone{.employee = employee_id{"bo"}, .phone = phone_id{"202"}, .do_not_disturb = true});
  CHECK(instead_of(pia, "anna").empty());
  advance(std::chrono::seconds{601});
  CHECK(instead_of(pia, "anna") == texts{"cecilie deputy"});
  restart();
  CHECK(instead_of(user("pia"), "anna") == texts{"cecilie deputy"});
}

TEST_CASE_METHOD(asking_office, "an import keeps what it does not say, and writes only changes",
                 "[directory][B2.8]") {
  auto anna = person("anna", "Anna Brandt", "201");
  anna.phones.push_back({"+4540112233", phone_kind::mobile});
  anna.tasks = {"Byggetilladelse"};
  must(administrator(), anna);
  auto row = person("anna", "Anna Brandt", "201");
  row.email = "anna@fjordby.dk";
  row.imported_from = "ldap";
  must(administrator(), row);
  CHECK(found(user("pia"), "byggetill") == texts{"employee/anna"});
  CHECK(found(user("pia"), "40112233") == texts{"employee/anna"});
  const auto imported = ask_for(administrator(), read_imported{.import = "ldap"});
  REQUIRE(imported);
  CHECK(std::get<imported_result>(*imported).employees == std::vector{employee_id{"anna"}});
  const auto before = events().size();
  must(administrator(), row);
  CHECK(events().size() == before);
  // Her mobile is still hers.
  CHECK(run(administrator(), person("new", "New", "+4540112233")).error().reason ==
        error_reason::already_exists);
}

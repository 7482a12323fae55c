#include "services/access/principal.hpp"

#include "tests/protocol/generators.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include <algorithm>
#include <set>

using namespace omstilling;

namespace {

principal user(std::vector<role> roles) {
  return make_principal(user_record{.id = user_id{"eva"},
                                    .site = site_id{"aarhus"},
                                    .name = "Eva",
                                    .password_hash = "",
                                    .roles = std::move(roles),
                                    .employee = employee_id{"eva.h"},
                                    .queues = {queue_id{"main"}}});
}

bool may(const principal& who, const command& what) { return !missing(who, right_for(what, who)); }

std::string reads(const principal& who, std::string_view topic) {
  const auto refused = may_read(who, topic);
  return refused ? word(refused->reason) : "yes";
}

set_status status_of(const char* who) { return {.employee = employee_id{who}, .type = "meeting"}; }
set_phone phone_of(const char* who) { return {.employee = employee_id{who}}; }

const std::vector<std::string> topics{"people/aarhus", "queues/aarhus", "queue/main", "desk/eva",
                                      "watchlist/eva", "settings/eva",  "health"};

} // namespace

TEST_CASE("an employee has own status and own watches, and no more",
          "[access][S22.4][S14.1][S13.4]") {
  const auto who = user({role::employee});
  CHECK(who.sees == audience::colleague);
  CHECK(may(who, status_of("eva.h")));
  CHECK(may(who, clear_status{.employee = employee_id{"eva.h"}}));
  CHECK(may(who, phone_of("eva.h")));
  CHECK(may(who, add_watch{}));
  CHECK(may(who, set_settings{}));
  CHECK(reads(who, "settings/eva") == "yes");
  CHECK_FALSE(may(who, status_of("anna")));
  CHECK_FALSE(may(who, clear_status{.employee = employee_id{"anna"}}));
  CHECK_FALSE(may(who, phone_of("anna")));
  CHECK_FALSE(may(who, answer_call{}));
  CHECK_FALSE(may(who, put_employee{}));
  CHECK(reads(who, "people/aarhus") == "yes");
  CHECK(reads(who, "queues/aarhus") == "yes");
  CHECK(reads(who, "queue/main") == "forbidden");
  CHECK(reads(who, "desk/eva") == "forbidden");
}

TEST_CASE("a receptionist has the switchboard besides", "[access][S22.4][S13.4]") {
  const auto who = user({role::receptionist});
  CHECK(who.sees == audience::reception);
  CHECK(may(who, status_of("eva.h")));
  CHECK(may(who, answer_call{}));
  CHECK(may(who, choose_queue{}));
  CHECK(may(who, set_agent_state{}));
  CHECK_FALSE(may(who, status_of("anna")));
  CHECK_FALSE(may(who, phone_of("anna")));
  CHECK(reads(who, "queue/main") == "yes");
  CHECK(reads(who, "queue/other") == "forbidden");
  CHECK(reads(who, "desk/eva") == "yes");
}

TEST_CASE("a privileged employee changes others' status and phones",
          "[access][S22.4][S13.2][S13.3][S14.7]") {
  const auto who = user({role::privileged});
  CHECK(who.sees == audience::reception);
  CHECK(may(who, status_of("anna")));
  CHECK(may(who, phone_of("anna")));
  CHECK_FALSE(may(who, answer_call{}));
  CHECK_FALSE(may(who, put_user{}));
}

TEST_CASE("an administrator has all but a desk", "[access][S22.4]") {
  const auto who = user({role::administrator});
  CHECK(may(who, put_employee{}));
  CHECK(may(who, remove_employee{}));
  CHECK(may(who, put_queue{}));
  CHECK(may(who, put_user{}));
  CHECK(may(who, add_token{}));
  CHECK(may(who, remove_token{}));
  CHECK(may(who, status_of("anna")));
  CHECK_FALSE(may(who, answer_call{}));
  CHECK(reads(who, "queue/other") == "yes");
  CHECK(reads(who, "desk/eva") == "forbidden");
  CHECK(may(user({role::administrator, role::receptionist}), answer_call{}));
}

TEST_CASE("nobody reads another's desk or watch list", "[access][B4.1]") {
  const auto who = user({role::receptionist, role::administrator});
  CHECK(reads(who, "desk/bo") == "forbidden");
  CHECK(reads(who, "watchlist/bo") == "forbidden");
  CHECK(reads(who, "settings/bo") == "forbidden");
  CHECK(reads(who, "templates/bo") == "forbidden");
  CHECK(message(*may_read(who, "desk/bo")) ==
        "params.topics: a topic of one's own expected, got \"desk/bo\"");
}

TEST_CASE("a topic that does not exist is told from one that is forbidden", "[access]") {
  const auto who = user({role::receptionist});
  for (const auto* topic : {"", "/", "people", "people/", "people/a/b", "people/a b", "health/x",
                            "queue", "phonebook", "People/aarhus"})
    CHECK(reads(who, topic) == "unknown_topic");
  const auto refused = may_read(who, "calls/aarhus");
  REQUIRE(refused);
  CHECK(refused->path == "params.topics");
  CHECK(message(*refused) ==
        "params.topics: people/{site}, presence/{employee}, statuses/{site}, queues/{site}, "
        "queue/{queue}, desk/{user}, watchlist/{user}, templates/{user}, phonebook/shared, "
        "phonebook/{user}, log/{user}, messages/{user}, promises/{user}, message_book/{site}, "
        "settings/{user} or health expected, got \"calls/aarhus\"");
  CHECK(may_read(who, std::string(100'000, 'x'))->got.size() < 80);
}

TEST_CASE("a token reads what it was given, and never acts", "[access][B2.3][B4.1]") {
  const auto who = make_principal(
    token_record{.id = token_id{"hall"},
                 .name = "Hall",
                 .secret_hash = "",
                 .rights = {right::read_queues, right::switchboard, right::administer}});
  CHECK(who.sees == audience::public_);
  CHECK_FALSE(who.user);
  CHECK(who.rights == std::vector{right::read_queues});
  CHECK(reads(who, "queues/aarhus") == "yes");
  CHECK(reads(who, "people/aarhus") == "forbidden");
  CHECK(reads(who, "watchlist/eva") == "forbidden");
  CHECK(reads(who, "settings/eva") == "forbidden");
  CHECK_FALSE(may(who, put_user{}));
  CHECK_FALSE(may(who, set_settings{}));
}

TEST_CASE("a refusal names the missing right", "[access][B4.1]") {
  const auto who = user({role::employee});
  const auto refused = missing(who, right_for(status_of("anna"), who));
  REQUIRE(refused);
  CHECK(refused->reason == error_reason::forbidden);
  CHECK(message(*refused) == "the right others_person_status expected, got a login without it");
}

TEST_CASE("without rights nothing may be done and nothing read", "[access][B4.1]") {
  auto nobody = user({});
  CHECK(nobody.sees == audience::public_);
  any::each_type<command_body>([&](auto what) {
    CHECK_FALSE(may(nobody, what));
    auto own = what;
    if constexpr (requires { own.employee = employee_id{"eva.h"}; })
      own.employee = employee_id{"eva.h"};
    CHECK_FALSE(may(nobody, own));
  });
  for (const auto& topic : topics)
    CHECK(reads(nobody, topic) == "forbidden");
  nobody.rights = {right::unknown};
  CHECK(missing(nobody, right::unknown));
  CHECK_FALSE(may(principal{}, status_of("")));
}

TEST_CASE("rights are exactly those held", "[access][property][B4.1]") {
  rc::prop("for every command and every topic", [] {
    auto who = user({});
    std::set<right> held;
    for (auto left = *rc::gen::inRange(0, 8); left > 0; --left)
      held.insert(any::enumerator<right>());
    who.rights.assign(held.begin(), held.end());
    any::each_type<command_body>([&](auto what) {
      const auto needed = right_for(what, who);
      RC_ASSERT(needed != right::unknown);
      RC_ASSERT(may(who, what) == held.contains(needed));
    });
    for (const auto& topic : topics)
      RC_ASSERT(!held.empty() || reads(who, topic) == "forbidden");
  });
  rc::prop("more roles never mean fewer rights", [] {
    std::vector<role> some;
    for (auto left = *rc::gen::inRange(0, 4); left > 0; --left)
      some.push_back(any::enumerator<role>());
    auto more = some;
    more.push_back(any::enumerator<role>());
    const auto few = rights_of(some);
    const auto many = rights_of(more);
    for (const auto x : few)
      RC_ASSERT(std::find(many.begin(), many.end(), x) != many.end());
  });
}

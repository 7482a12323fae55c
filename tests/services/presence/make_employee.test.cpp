#include "tests/services/presence/people.hpp"

using namespace omstilling;
using namespace omstilling::people;

namespace {

/// The refusal of Anna after `change`.
template <class Change>
std::string refused(Change change) {
  auto wish = anna();
  change(wish);
  const auto made = make_employee(wish, nullptr);
  return made ? "none" : message(made.error());
}

} // namespace

TEST_CASE("several phones belong to one employee, the first is the primary one",
          "[presence][S12.2][S12.3]") {
  const auto made = make_employee(anna(), nullptr).value();
  REQUIRE(made.phones.size() == 2);
  CHECK(made.phones[0].id == desk);
  CHECK(made.phones[0].reach == phone_reach::unknown);
  CHECK(made.phones[1].number == "+4540112233");
  CHECK(made.phones[1].id == phone_id{"+4540112233"});
  CHECK(made.phones[1].reach == phone_reach::unmonitored);
  CHECK(employee{made}.view(audience::reception).extension == "21");
}

TEST_CASE("an employee that cannot be is refused by the field's name", "[presence]") {
  CHECK(refused([](auto& x) { x.name = " \t"; }) == "params.name: a name expected, got \" \\t\"");
  CHECK(refused([](auto& x) { x.name = std::string(201, 'x'); }) ==
        "params.name: text of at most 200 bytes expected, got 201 bytes");
  CHECK(refused([](auto& x) { x.name = std::string(200, 'x'); }) == "none");
  CHECK(refused([](auto& x) { x.title = std::string(201, 'x'); }).starts_with("params.title: "));
  CHECK(refused([](auto& x) {
          x.department = std::string(201, 'x');
        }).starts_with("params.department: "));
  CHECK(
    refused([](auto& x) { x.location = std::string(201, 'x'); }).starts_with("params.location: "));
  CHECK(refused([](auto& x) {
          x.groups = {"a", ""};
        }) == "params.groups[1]: a name expected, got \"\"");
  CHECK(refused([](auto& x) { x.groups.assign(51, "a"); }) ==
        "params.groups: at most 50 expected, got 51");
  CHECK(refused([](auto& x) { x.phones.resize(11); }) ==
        "params.phones: at most 10 expected, got 11");
  CHECK(refused([](auto& x) { x.phones[1].number = "Anna"; }) ==
        "params.phones[1].number: a phone number expected, got \"Anna\"");
  CHECK(refused([](auto& x) { x.phones[1].number = "(2) 1"; }) ==
        "params.phones[1].number: each number only once expected, got \"(2) 1\"");
  CHECK(refused([](auto& x) { x.phones[0].kind = phone_kind::unknown; }) ==
        "params.phones[0].kind: one of desk, mobile, softphone, external expected, got "
        "\"unknown\"");
}

TEST_CASE("a changed employee keeps status and the state of phones that stay", "[presence]") {
  auto x = at_desk();
  x.set(status("meeting"), t0);
  x.set(by_hand(true), t0);
  auto wish = anna();
  wish.name = "Anna Dam Holm";
  wish.phones = {{.number = "35"}, {.number = "21"}};
  const auto put = x.put(wish, t0 + 1h);
  CHECK(put.changed);
  REQUIRE(only<employee_put>(put.events).size() == 1);
  CHECK(only<employee_put>(put.events)[0].full_name == "Anna Dam Holm");
  CHECK(type_of(x) == "meeting");
  const auto& phones = x.record().phones;
  REQUIRE(phones.size() == 2);
  CHECK(phones[0].since == t0 + 1h);
  CHECK(phones[1].do_not_disturb);
  CHECK(phones[1].activity == phone_activity::idle);
  CHECK(phones[1].since == t0);
  CHECK_FALSE(x.put(wish, t0 + 2h).changed);
  CHECK(x.put(wish, t0 + 2h).events.empty());
}

TEST_CASE("a phone that becomes external is no longer monitored, and the reverse",
          "[presence][S12.3]") {
  auto x = at_desk();
  auto wish = anna();
  wish.phones = {{.number = "21", .kind = phone_kind::external}};
  x.put(wish, t0);
  CHECK(x.view(audience::reception).lamp_state == lamp::unmonitored);
  wish.phones[0].kind = phone_kind::mobile;
  x.put(wish, t0);
  CHECK(x.record().phones[0].reach == phone_reach::unknown);
}

TEST_CASE("whoever is put for the first time is available since then", "[presence][S10.1]") {
  for (auto x : {employee{}, employee{{.id = employee_id{"anna"}, .site = site_id{"aarhus"}}}}) {
    auto wish = anna();
    wish.phones.resize(1);
    wish.phones[0].kind = phone_kind::external;
    CHECK(x.put(wish, t0).changed);
    CHECK(x.view(audience::reception).status.since == t0);
    CHECK(x.view(audience::reception).lamp_since == t0);
    wish.title = "Direktør";
    x.put(wish, t0 + 1h);
    CHECK(x.view(audience::reception).status.since == t0);
  }
}

TEST_CASE("a refused change leaves everything as it was", "[presence]") {
  auto x = at_desk();
  const auto before = x.record();
  auto wish = anna();
  wish.name.clear();
  CHECK(x.put(wish, t0).refused);
  CHECK(x.record() == before);
}

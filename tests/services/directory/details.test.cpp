#include "services/directory/listing.hpp"
#include "tests/services/presence/people.hpp"

using namespace omstilling;
using namespace omstilling::people;

namespace {

template <class Change>
std::string refused(Change change) {
  auto wish = anna();
  change(wish);
  const auto made = make_employee(wish, nullptr);
  return made ? "none" : message(made.error());
}

put_employee detailed() {
  auto result = anna();
  result.email = "anna@fjordby.dk";
  result.alternate_names = {"Annie"};
  result.tasks = {"Byggetilladelse"};
  result.deputy = employee_id{"bo"};
  return result;
}

/// Anna as an import knows her: her desk phone and nothing else.
put_employee imported() {
  return {.id = employee_id{"anna"},
          .site = site_id{"aarhus"},
          .name = "Anna Dam",
          .groups = {},
          .phones = {{.number = "21", .kind = phone_kind::desk}},
          .alternate_names = {},
          .tasks = {},
          .imported_from = "ldap"};
}

} // namespace

TEST_CASE("what a person is found and reached by is shown to all but the public",
          "[directory][S12.1][B2.6]") {
  employee x;
  REQUIRE_FALSE(x.put(detailed(), t0).refused);
  for (const auto who : {audience::reception, audience::colleague}) {
    const auto seen = x.view(who);
    CHECK(seen.email == "anna@fjordby.dk");
    CHECK(seen.alternate_names == std::vector<std::string>{"Annie"});
    CHECK(seen.tasks == std::vector<std::string>{"Byggetilladelse"});
    CHECK(seen.deputy == employee_id{"bo"});
  }
  const auto outside = x.view(audience::public_);
  CHECK_FALSE(outside.email);
  CHECK(outside.alternate_names.empty());
  CHECK(outside.tasks.empty());
  CHECK_FALSE(outside.deputy);
}

TEST_CASE("details that cannot be are refused by the field's name", "[directory][B2.6]") {
  for (const auto* bad :
       {"", "anna", "@a.dk", "anna@", "a@b@c", "a b@c.dk", "a@b\n.dk", "<a@b.dk>"})
    CHECK(refused([&](auto& x) { x.email = bad; }).starts_with("params.email: an e-mail address"));
  CHECK(refused([](auto& x) { x.email = "anna.dam+x@sub.fjordby.dk"; }) == "none");
  CHECK(refused([](auto& x) {
          x.tasks = {"a", " "};
        }) == "params.tasks[1]: a name expected, got \" \"");
  CHECK(refused([](auto& x) { x.tasks.assign(51, "a"); }) ==
        "params.tasks: at most 50 expected, got 51");
  CHECK(refused([](auto& x) { x.alternate_names.assign(21, "a"); }) ==
        "params.alternate_names: at most 20 expected, got 21");
  CHECK(refused([](auto& x) { x.deputy = x.id; }) ==
        "params.deputy: another employee expected, got \"anna\"");
  CHECK(refused([](auto& x) { x.imported_from = ""; }).starts_with("params.imported_from: "));
}

TEST_CASE("an import keeps what it does not say", "[directory][B2.8]") {
  employee x;
  REQUIRE_FALSE(x.put(detailed(), t0).refused);
  auto wish = imported();
  wish.phones = {{.number = "22", .kind = phone_kind::desk}};
  wish.department = "Jura";
  REQUIRE_FALSE(x.put(wish, t0).refused);
  const auto& kept = x.record();
  CHECK(kept.title == "Jurist");
  CHECK(kept.department == "Jura");
  CHECK(kept.groups == std::vector<std::string>{"Ledelse"});
  CHECK(kept.email == "anna@fjordby.dk");
  CHECK(kept.tasks == std::vector<std::string>{"Byggetilladelse"});
  CHECK(kept.deputy == employee_id{"bo"});
  CHECK(kept.imported_from == "ldap");
  REQUIRE(kept.phones.size() == 3);
  CHECK(kept.phones[0].number == "22");
  CHECK(kept.phones[1].number == "21");
  CHECK(kept.phones[2].number == "+4540112233");
  // By hand, what is not given is gone; whose she is stays.
  REQUIRE_FALSE(x.put(anna(), t0).refused);
  CHECK_FALSE(x.record().email);
  CHECK(x.record().imported_from == "ldap");
}

TEST_CASE("an import that says nothing new changes nothing", "[directory][B2.8]") {
  auto x = at_desk();
  REQUIRE_FALSE(x.put(imported(), t0).refused);
  const auto again = x.put(imported(), t0 + 1min);
  CHECK_FALSE(again.changed);
  CHECK(again.events.empty());
}

TEST_CASE("who can take a call is there, and her phones are idle or nobody watches them",
          "[directory][B2.7]") {
  const auto free = [](const employee& x) { return freedom_of(x); };
  auto x = at_desk();
  CHECK(free(x) == free_for{true, true, true});
  x.phone_seen("21", phone_reach::registered, phone_activity::connected, t0);
  CHECK(free(x) == free_for{});
  x.phone_seen("21", phone_reach::registered, phone_activity::idle, t0);
  x.set(by_hand(true), t0);
  CHECK(free(x) == free_for{});
  x.set(by_hand(false), t0);
  x.set(status("meeting"), t0);
  CHECK(free(x) == free_for{});
  x.clear(by_hand_status, t0);
  CHECK(free(x) == free_for{true, true, true});
  x.phones_unknown(t0);
  CHECK(free(x) == free_for{});
  auto outside = anna();
  outside.phones = {{.number = "+4540112233", .kind = phone_kind::external}};
  employee y;
  y.put(outside, t0);
  CHECK(free(y).reception);
  outside.phones.clear();
  y.put(outside, t0);
  CHECK(free(y) == free_for{});
}

TEST_CASE("a record from before there were details is read", "[directory]") {
  const auto old = decode_text<employee_record>(
    R"({"id":"anna","site":"aarhus","name":"Anna","title":"","department":"","location":"",)"
    R"("groups":[],"phones":[],"claims":[],"available_since":"2026-11-22T10:00:00Z","plans":[],)"
    R"("plans_made":0,"appointments":[],"calendar_at":"1970-01-01T00:00:00Z"})");
  INFO((old ? "" : message(old.error())));
  REQUIRE(old);
  CHECK(old->tasks.empty());
  CHECK_FALSE(old->email);
}

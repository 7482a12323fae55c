#include "services/directory/ldap_sync.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::ldap;

namespace {

const mapping fields{
  .id = "uid",
  .name = "cn",
  .title = "Title",
  .deputy = "secretary",
  .phones = {{"telephoneNumber", phone_kind::desk}, {"mobile", phone_kind::external}}};

entry one(const std::string& id, const std::string& name = "Anna",
          std::map<std::string, std::vector<std::string>> more = {}) {
  entry result{"uid=" + id + ",dc=x", std::move(more)};
  result.values["uid"] = {id};
  result.values["cn"] = {name};
  return result;
}

employee_sync fresh(removal_limit limit = {}) { return {fields, site_id{"main"}, "hr", limit}; }

std::vector<employee_id> ids(std::initializer_list<const char*> names) {
  std::vector<employee_id> result;
  for (const auto* x : names)
    result.emplace_back(x);
  return result;
}

void take_all(employee_sync& x, const employee_sync::plan& plan) {
  for (const auto& put : plan.put)
    x.taken(put.id);
}

} // namespace

TEST_CASE("only what differs from what the service took is written again [B2.8]", "[ldap]") {
  auto hr = fresh();
  auto plan = hr.compare({one("a"), one("b")}, {});
  REQUIRE(plan.put.size() == 2);
  CHECK(plan.put[0].imported_from == "hr");
  hr.taken(employee_id{"a"}); // b was refused
  plan = hr.compare({one("a"), one("b")}, ids({"a"}));
  REQUIRE(plan.put.size() == 1);
  CHECK(plan.put[0].id.value == "b");
  take_all(hr, plan);
  CHECK(hr.compare({one("a"), one("b")}, ids({"a", "b"})).put.empty());
  CHECK(hr.compare({one("a", "Anne"), one("b")}, ids({"a", "b"})).put.size() == 1);
  // Removed by hand meanwhile: it comes back.
  CHECK(hr.compare({one("a"), one("b")}, ids({"b"})).put.size() == 1);
  hr.forget();
  CHECK(hr.compare({one("a"), one("b")}, ids({"a", "b"})).put.size() == 2);
}

TEST_CASE("numbers have their kind, each once, and blank values are none [B2.8]", "[ldap]") {
  const auto plan = fresh().compare({one("a", " Anna ",
                                         {{"telephonenumber", {"86 12 34 56", " ", "8612-3456"}},
                                          {"mobile", {"86123456", "20304050"}},
                                          {"title", {"  ", "Chef"}}})},
                                    {});
  REQUIRE(plan.put.size() == 1);
  const auto& anna = plan.put[0];
  CHECK(anna.name == "Anna");
  CHECK(anna.title == "Chef");
  REQUIRE(anna.phones.size() == 2);
  CHECK(anna.phones[0].number == "86 12 34 56");
  CHECK(anna.phones[0].kind == phone_kind::desk);
  CHECK(anna.phones[1].number == "20304050");
  CHECK(anna.phones[1].kind == phone_kind::external);
}

TEST_CASE("a deputy is another entry by name or id, never oneself or a stranger [B2.8]", "[ldap]") {
  const auto deputy = [](const std::string& value) {
    const auto plan = fresh().compare({one("a", "A", {{"secretary", {value}}}), one("b")}, {});
    return plan.put.at(0).deputy.value_or(employee_id{}).value;
  };
  CHECK(deputy("UID = b , DC=x") == "b");
  CHECK(deputy("b") == "b");
  CHECK(deputy("uid=a,dc=x").empty());
  CHECK(deputy("uid=c,dc=x").empty());
}

TEST_CASE("an entry that cannot be taken is named with its reason, and keeps who is here [B2.8]",
          "[ldap]") {
  auto hr = fresh();
  take_all(hr, hr.compare({one("a"), one("b"), one("c"), one("d")}, {}));
  entry no_id{"uid=b,dc=x", {{"cn", {"B"}}}};
  entry twice{"cn=copy,dc=x", {{"uid", {"a"}}, {"cn", {"A"}}}};
  entry no_name{"uid=c,dc=x", {{"uid", {"c"}}}};
  const auto bad_number = one("d", "D", {{"mobile", {"ring"}}});
  const std::vector<entry> now{one("a"), no_id, twice, no_name, bad_number, one("å")};
  for (int i = 0; i < 3; ++i) { // also at the next imports
    const auto plan = hr.compare(now, ids({"a", "b", "c", "d"}));
    CHECK(plan.put.empty());
    CHECK(plan.remove.empty());
    CHECK(plan.refused ==
          std::vector<refused_entry>{
            {"uid=b,dc=x", "uid: a value expected, got nothing"},
            {"cn=copy,dc=x", "uid: an id of its own expected, uid=a,dc=x has it too"},
            {"uid=c,dc=x", "cn: a value expected, got nothing"},
            {"uid=d,dc=x", "telephone number expected, got \"ring\""},
            {"uid=å,dc=x", "uid: id of 1-64 characters from letters, digits and ._:@+- expected, "
                           "got \"å\""}});
  }
}

TEST_CASE("nobody is removed when more would be than the limit allows [B2.8]", "[ldap]") {
  std::vector<entry> all;
  std::vector<employee_id> made;
  for (int i = 0; i < 100; ++i)
    made.emplace_back("e" + std::to_string(i));
  for (int i = 5; i < 100; ++i)
    all.push_back(one("e" + std::to_string(i)));
  auto hr = fresh({.count = 1, .percent = 5});
  CHECK(hr.compare(all, made).remove.size() == 5);
  all.pop_back();
  const auto held = hr.compare(all, made);
  CHECK(held.remove.empty());
  CHECK(held.held_back == 6);
  CHECK(held.allowed == 5);
  CHECK(hr.compare({}, made).held_back == 100);
  CHECK(fresh({.count = 6, .percent = 0}).compare(all, made).remove.size() == 6);
}

TEST_CASE("a binary id is written in hexadecimal [B2.8]", "[ldap]") {
  employee_sync hr{{.id = "objectGUID", .name = "cn"}, site_id{"main"}, "hr", {}};
  const auto plan = hr.compare(
    {{"cn=a,dc=x", {{"objectguid", {std::string{"\x00\xff\x10", 3}}}, {"cn", {"A"}}}}}, {});
  REQUIRE(plan.put.size() == 1);
  CHECK(plan.put[0].id.value == "00ff10");
}

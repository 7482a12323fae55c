#include "services/directory/stand_ins.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

listed_employee somebody(const std::string& id, const std::string& department,
                         std::vector<std::string> tasks = {}, const std::string& site = "hq") {
  return {.id = employee_id{id},
          .site = site_id{site},
          .name = id,
          .department = department,
          .groups = {},
          .phones = {{"1" + id, phone_kind::desk}},
          .alternate_names = {},
          .tasks = std::move(tasks)};
}

constexpr free_for everybody{true, true, true};

std::vector<std::string> names(const std::vector<alternative_view>& of) {
  std::vector<std::string> result;
  for (const auto& x : of)
    result.push_back(x.name + ' ' + std::to_string(static_cast<int>(x.reason)) + ' ' + x.what);
  return result;
}

using texts = std::vector<std::string>;

struct house {
  stand_ins all;
  house() {
    auto anna = somebody("anna", "Byg", {"Byggetilladelse", "Støj"});
    anna.deputy = employee_id{"zoe"};
    for (const auto& x :
         {anna, somebody("zoe", "Jura"), somebody("bo", "BYG"), somebody("cy", "Byg", {}, "havn"),
          somebody("dan", "Byg"), somebody("eva", "Vej", {"støj"}),
          somebody("fie", "Vej", {"byggetilladelse"}), somebody("gry", "Byg", {"Støj"})}) {
      all.put(x);
      all.free(x.id, everybody);
    }
  }
  texts of_anna(audience who = audience::reception, std::size_t limit = 20) const {
    return names(all.find(employee_id{"anna"}, who, limit));
  }
};

} // namespace

TEST_CASE("the deputy comes first, then the department, then who has the same task",
          "[directory][B2.7]") {
  const house x;
  const texts expected{"zoe 1 ",    "bo 2 Byg", "dan 2 Byg",
                       "gry 2 Byg", "cy 2 Byg", "fie 3 Byggetilladelse",
                       "eva 3 Støj"};
  CHECK(x.of_anna() == expected);
  CHECK(x.of_anna(audience::colleague) == expected);
  CHECK(x.of_anna(audience::reception, 2) == texts{"zoe 1 ", "bo 2 Byg"});
}

TEST_CASE("only those who can take a call now are named", "[directory][B2.7]") {
  house x;
  x.all.free(employee_id{"zoe"}, {});
  x.all.free(employee_id{"bo"}, {.reception = true});
  CHECK(x.of_anna(audience::reception, 1) == texts{"bo 2 Byg"});
  CHECK(x.of_anna(audience::colleague, 1) == texts{"dan 2 Byg"});
  x.all.remove(employee_id{"dan"});
  CHECK(x.of_anna(audience::colleague, 1) == texts{"gry 2 Byg"});
  // Who is changed stays as free as she was.
  x.all.put(somebody("gry", "Byg"));
  CHECK(x.of_anna(audience::colleague, 1) == texts{"gry 2 Byg"});
  CHECK(x.all.find(employee_id{"nobody"}, audience::reception, 5).empty());
}

TEST_CASE("the public hears of no tasks and no deputies", "[directory][B2.7][B2.3]") {
  const house x;
  CHECK(x.of_anna(audience::public_) == texts{"bo 2 Byg", "dan 2 Byg", "gry 2 Byg", "cy 2 Byg"});
}

TEST_CASE("an import is asked whom it made", "[directory][B2.8]") {
  stand_ins all;
  auto anna = somebody("anna", "");
  anna.imported_from = "ldap";
  auto bo = somebody("bo", "");
  bo.imported_from = "csv";
  all.put(anna);
  all.put(bo);
  all.put(somebody("cy", ""));
  CHECK(all.imported("ldap") == std::vector{employee_id{"anna"}});
  anna.imported_from = "csv";
  all.put(anna);
  CHECK(all.imported("ldap").empty());
  CHECK(all.imported("csv").size() == 2);
}

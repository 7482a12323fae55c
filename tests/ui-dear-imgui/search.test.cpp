#include "tests/ui-dear-imgui/service_frames.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::testing;

namespace {

person_ptr entry(person x) {
  auto folded = searchable(x);
  return std::make_shared<const person_entry>(person_entry{std::move(x), std::move(folded)});
}

std::vector<std::string> found(const people_list& people, std::string_view query) {
  std::vector<std::string> names;
  for (const auto place : find_people(people, fragments_of(query)))
    names.push_back(people[place]->who.name);
  return names;
}

} // namespace

TEST_CASE("Danish letters are found in either spelling", "[search]") {
  CHECK(fold("Ågård") == fold("Aagaard"));
  CHECK(fold("Kjærgaard") == fold("KJAERGÅRD"));
  CHECK(fold("Sørensen") == "soerensen");
  CHECK(fold("André Müller") == "andre muller");
  CHECK(fold("\xF0\x9F\x98\x80 Ole") == "\xF0\x9F\x98\x80 ole");
  CHECK(fold("\xC3").size() == 1); // half a character is no reason to read too far
}

TEST_CASE("a name is found by who has no Danish keyboard", "[search]") {
  const people_list people{person_rows{entry(somebody("n", "Søren Nørgård", "1"))}};
  for (const auto* query : {"norg", "noerg", "nørg", "norgard", "nørgaard", "soren"})
    CHECK(found(people, query).size() == 1);
  CHECK(found(people, "norgod").empty());
}

TEST_CASE("fragments are found in any order and any field", "[search]") {
  auto david = somebody("ds", "David Salling", "4112");
  david.department = "Byggesag";
  auto salma = somebody("sa", "Salma Idris", "4117");
  salma.department = "Byggesag";
  const people_list people{
    person_rows{entry(david), entry(salma), entry(somebody("ag", "Anne Ågård", "4108"))}};
  CHECK(found(people, "bygg sal") == std::vector<std::string>{"Salma Idris", "David Salling"});
  CHECK(found(people, "sal dav") == std::vector<std::string>{"David Salling"});
  CHECK(found(people, "aagaa") == std::vector<std::string>{"Anne Ågård"});
  CHECK(found(people, "4112") == std::vector<std::string>{"David Salling"});
  CHECK(found(people, "sal anne").empty());
  CHECK(found(people, "  ").size() == 3);
}

TEST_CASE("what was found is marked whole, also where letters are folded", "[search]") {
  using spans = std::vector<std::pair<std::size_t, std::size_t>>;
  CHECK(marks("David Salling", {"sal", "dav"}) == spans{{0, 3}, {6, 9}});
  CHECK(marks("Ågård", {"aag"}) == spans{{0, 3}});
  CHECK(marks("Salling", {"sall", "lling"}) == spans{{0, 7}});
  CHECK(marks("Bo", {"x"}).empty());
}

TEST_CASE("a number is told from a name", "[search]") {
  CHECK(looks_like_number("+45 37 00 14 52"));
  CHECK(plain_number("37 00 14 52") == "37001452");
  CHECK_FALSE(looks_like_number("4"));
  CHECK_FALSE(looks_like_number("4a"));
  CHECK_FALSE(looks_like_number(""));
}

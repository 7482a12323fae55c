#include "apps/omstillingctl/contact_import.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

contact_view kept() {
  return {.id = contact_id{"c7"},
          .shared = true,
          .name = "Anna Holm",
          .company = "Holm",
          .numbers = {{number_type::work, "12 34 56 78"}, {number_type::mobile, "+45 20"}},
          .keywords = {"tag"},
          .note = "husk",
          .version = 3};
}

file_contact wish() {
  return {4,
          {.name = "Anna Holm",
           .numbers = {{number_type::work, "12 34 56 78"}, {number_type::mobile, "+45 20"}},
           .keywords = {}}};
}

} // namespace

TEST_CASE("a contact that stands there with all that the file says is not put", "[B2.8]") {
  auto x = wish();
  CHECK(plan_contacts({x}, {kept()}, true).puts.empty());
  CHECK(plan_contacts({x}, {kept()}, true).already_there == 1);
  x.contact.note = "husk";
  x.contact.keywords = {"tag"};
  CHECK(plan_contacts({x}, {kept()}, true).puts.empty());
}

TEST_CASE("what a file says more of a contact is added to it, and nothing is lost", "[B2.8]") {
  auto x = wish();
  x.contact.title = "Chef";
  x.contact.numbers = {{number_type::mobile, "+4520"}, {number_type::work, "12345678"}};
  const auto plan = plan_contacts({x}, {kept()}, true);
  REQUIRE(plan.puts.size() == 1);
  CHECK(plan.puts[0].line == 4);
  const auto& put = plan.puts[0].contact;
  CHECK(put.id == contact_id{"c7"});
  CHECK(put.expected_version == 3);
  CHECK(put.title == "Chef");
  CHECK(put.company == "Holm");
  CHECK(put.note == "husk");
  CHECK(put.keywords == std::vector<std::string>{"tag"});
  CHECK(put.numbers == x.contact.numbers);
}

TEST_CASE("another name or another number is another contact", "[B2.8]") {
  auto name = wish();
  name.contact.name = "Anna Berg";
  auto number = wish();
  number.contact.numbers.pop_back();
  const auto plan = plan_contacts({name, number, number}, {kept()}, false);
  REQUIRE(plan.puts.size() == 2);
  CHECK_FALSE(plan.puts[0].contact.id);
  CHECK_FALSE(plan.puts[1].contact.id);
  CHECK_FALSE(plan.puts[1].contact.shared);
  CHECK(plan.already_there == 1);
}

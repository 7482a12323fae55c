#include "services/contacts/contact_columns.hpp"
#include "services/contacts/contact_file.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

column_use use_of(const std::string& name) { return columns_of({name}).front().use; }

} // namespace

TEST_CASE("a column is known by its name in any writing", "[B2.8]") {
  struct row {
    std::string name;
    column_use use;
    number_type type = number_type::unknown;
    address_place place = address_place::other;
    int index = 1;
  };
  using use = column_use;
  const row table[] = {
    {"name", use::name},
    {"NAVN", use::name},
    {"First Name", use::given},
    {"Given Name", use::given},
    {"EFTERNAVN", use::family},
    {"Job Title", use::title},
    {"title", use::title},
    {"Organization 1 - Department", use::department},
    {"E-mail Address", use::email},
    {"E-mail 2 Address", use::email, number_type::unknown, address_place::other, 2},
    {"E-mail-adresse", use::email},
    {"E-mail 3 - Value", use::email, number_type::unknown, address_place::other, 3},
    {"E-mail Display Name", use::unused},
    {"E-mail-type", use::unused},
    {"Business Phone 2", use::number, number_type::work, address_place::other, 2},
    {"Company Main Phone", use::number, number_type::main},
    {"Car Phone", use::number, number_type::mobile},
    {"Home Fax", use::number, number_type::fax},
    {"Assistant's Phone", use::unused},
    {"Pager", use::unused},
    {"Telex", use::unused},
    {"Phone 12 - Value", use::number, number_type::unknown, address_place::other, 12},
    {"Phone 12 - Label", use::number_label, number_type::unknown, address_place::other, 12},
    {"number 3", use::number, number_type::unknown, address_place::other, 3},
    {"type 3", use::number_label, number_type::unknown, address_place::other, 3},
    {"Arbejdstelefon", use::number, number_type::work},
    {"Telefon (arb.)", use::number, number_type::work},
    {"Telefon", use::number, number_type::work},
    {"Mobiltlf.", use::number, number_type::mobile},
    {"Biltelefon", use::number, number_type::mobile},
    {"Telefon (privat)", use::number, number_type::home},
    {"Hjemmetelefon", use::number, number_type::home},
    {"Firmaets hovedtelefon", use::number, number_type::main},
    {"Faxnummer (arb.)", use::number, number_type::fax},
    {"Teksttelefon", use::unused},
    {"Business Street 2", use::street, number_type::unknown, address_place::work, 2},
    {"Home Postal Code", use::postal, number_type::unknown, address_place::home},
    {"Other Country/Region", use::country, number_type::unknown, address_place::other},
    {"Business Address PO Box", use::po_box, number_type::unknown, address_place::work},
    {"Gade (arb.)", use::street, number_type::unknown, address_place::work},
    {"Adresse", use::street, number_type::unknown, address_place::work},
    {"Postnr.", use::postal, number_type::unknown, address_place::work},
    {"By (privat)", use::city, number_type::unknown, address_place::home},
    {"Land/område (andet)", use::country, number_type::unknown, address_place::other},
    {"Webadresse", use::unused},
    {"Hobby", use::unused},
    {"Fødselsdag", use::unused},
    {"Web Page", use::unused},
    {"Address 2 - Formatted", use::address, number_type::unknown, address_place::other, 2},
    {"Address 2 - Label", use::unused, number_type::unknown, address_place::other, 2},
    {"", use::unused},
  };
  for (const auto& x : table) {
    INFO(x.name);
    const auto column = columns_of({x.name}).front();
    CHECK(column.use == x.use);
    CHECK(column.type == x.type);
    CHECK(column.index == x.index);
    if (x.use >= use::po_box && x.use <= use::country)
      CHECK(column.place == x.place);
  }
}

TEST_CASE("a title beside a first name is how one is addressed, else what one is", "[B2.8]") {
  CHECK(use_of("Title") == column_use::title);
  CHECK(columns_of({"Title", "First Name"})[0].use == column_use::unused);
  CHECK(columns_of({"Fornavn", "Titel"})[1].use == column_use::unused);
}

TEST_CASE("a table that names nobody cannot be used, and says why", "[B2.8]") {
  CHECK(read_contact_file("").unusable);
  CHECK(read_contact_file("number;type\n12;work").unusable->expected.find("Fornavn") !=
        std::string::npos);
  CHECK(read_contact_file("\"name").unusable->expected == "a closing quote");
  CHECK(read_contact_file("\xFF\xFEx").unusable);
}

TEST_CASE("a bad line is refused by its number and spoils no other", "[B2.8]") {
  const auto x = read_contact_file("name,number\n"
                                   "Anna,1,2\n"
                                   "Bo,\"12\n"
                                   "\n"
                                   "Cecilie\n"
                                   ",\n"
                                   "Dorte,123\n");
  REQUIRE(x.contacts.size() == 2);
  CHECK(x.contacts[0].contact.name == "Cecilie");
  CHECK(x.contacts[0].contact.numbers.empty());
  CHECK(x.contacts[1].line == 7);
  REQUIRE(x.refused.size() == 2);
  CHECK(x.refused[0].line == 2);
  CHECK(x.refused[0].why.expected == "2 fields");
  CHECK(x.refused[1].line == 3);
  CHECK(x.refused[1].why.expected == "a closing quote");
}

#include "protocol/codec.hpp"
#include "services/contacts/contact_file.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace omstilling;

/// Files as Outlook, Google and Apple write them.
namespace {

contact_file file(const std::string& name) {
  std::ifstream in{CONTACT_FILES "/" + name, std::ios::binary};
  REQUIRE(in);
  auto result = read_contact_file(
    std::string{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}});
  REQUIRE_FALSE(result.unusable);
  return result;
}

std::string numbers(const put_contact& x) {
  std::string result;
  for (const auto& n : x.numbers)
    result += (result.empty() ? "" : ", ") + word(n.type) + ' ' + n.number;
  return result;
}

std::size_t unused(const contact_file& x, const std::string& name) {
  const auto found = std::ranges::find(x.unused, name, &unused_field::name);
  return found == x.unused.end() ? 0 : found->count;
}

std::vector<std::string> refusals(const contact_file& x) {
  std::vector<std::string> result;
  for (const auto& r : x.refused)
    result.push_back(std::to_string(r.line) + ' ' + r.field + (r.whole ? "!" : "") + ": " +
                     message(r.why));
  return result;
}

using words = std::vector<std::string>;

} // namespace

TEST_CASE("Outlook's table in English, in Windows-1252, is read", "[B2.8]") {
  const auto x = file("outlook_english.csv");
  REQUIRE(x.contacts.size() == 3);
  const auto& soren = x.contacts[0].contact;
  CHECK(x.contacts[0].line == 2);
  CHECK(soren.name == "Søren Bjørn Østergaard");
  CHECK(soren.company == "Ærø Færge A/S");
  CHECK(soren.department == "Drift");
  CHECK(soren.title == "Havnechef");
  CHECK(soren.address == "Havnepladsen 3\n2. sal\n5970 Ærøskøbing\nDanmark");
  CHECK(soren.email == "soren@aeroe-ferry.example");
  CHECK(numbers(soren) == "mobile +45 20 30 40 50, work +45 62 52 40 00, home 62 53 11 22, "
                          "fax +45 62 52 40 01");
  CHECK(soren.keywords == words{"Havn", "Færger"});
  CHECK(soren.note == "Kun hverdage.\nSpørg efter \"Bjørn\", hvis han ikke tager den.");
  CHECK(x.contacts[1].contact.name == "Taxa 4x35");
  CHECK(numbers(x.contacts[1].contact) == "main 35 35 35 35");
  CHECK(numbers(x.contacts[2].contact) == "mobile 51515151");
  CHECK(refusals(x) ==
        words{"5 Business Phone: a phone number expected, got \"se hjemmesiden\"",
              "5 E-mail Address: an e-mail address expected, got karla snabela kjaer.dk",
              "6 name!: a name expected, got \"\""});
  CHECK(unused(x, "Home Street") == 1);
  CHECK(unused(x, "E-mail 2 Address") == 1);
  CHECK(unused(x, "Gender") == 1);
  CHECK(unused(x, "Priority") == 2);
  CHECK(unused(x, "Business Phone") == 0);
}

TEST_CASE("Outlook's table in Danish, with semicolons, is read", "[B2.8]") {
  const auto x = file("outlook_danish.csv");
  REQUIRE(x.contacts.size() == 2);
  CHECK(x.refused.empty());
  const auto& aase = x.contacts[0].contact;
  CHECK(aase.name == "Åse Kræmmer");
  CHECK(aase.company == "Kræmmer & Søn");
  CHECK(aase.title == "Indehaver");
  CHECK(aase.address == "Algade 12\n4000 Roskilde\nDanmark");
  CHECK(aase.email == "aase@kraemmer.example");
  CHECK(numbers(aase) == "work 46 35 00 00, mobile 40 50 60 70, main 46 35 99 99, "
                         "home 46 11 22 33, fax 46 35 00 01");
  CHECK(aase.keywords == words{"Leverandør", "Jul"});
  CHECK(aase.note == "Lukket mandag");
  CHECK(x.contacts[1].contact.address == "Strandvej 9\n9990 Skagen");
  CHECK(numbers(x.contacts[1].contact) == "other 98 44 00 00");
  CHECK(unused(x, "Titel") == 1);
  CHECK(unused(x, "Sekretærtelefon") == 1);
}

TEST_CASE("Google's table is read, with its lists in one field", "[B2.8]") {
  const auto x = file("google.csv");
  REQUIRE(x.contacts.size() == 2);
  CHECK(x.refused.empty());
  const auto& mikkel = x.contacts[0].contact;
  CHECK(mikkel.name == "Mikkel Møller Hansen");
  CHECK(mikkel.company == "Byggefirmaet Møller");
  CHECK(mikkel.title == "Tømrermester");
  CHECK(mikkel.department == "Tag");
  CHECK(mikkel.address == "Tømmervej 4\n8000 Aarhus C\nDK");
  CHECK(mikkel.email == "mikkel@moeller.example");
  CHECK(numbers(mikkel) == "mobile +45 22 33 44 55, work +45 86 12 34 56, work +45 86 12 34 57, "
                           "other +45 97 00 00 01");
  CHECK(mikkel.keywords == words{"Håndværkere", "Tag"});
  CHECK(mikkel.note == "Ring før 7,\neller efter 15");
  CHECK(x.contacts[1].contact.name == "Mor");
  CHECK(numbers(x.contacts[1].contact) == "fax 86 00 00 00");
  CHECK(x.contacts[1].line == 6);
  CHECK(unused(x, "Photo") == 1);
  CHECK(unused(x, "E-mail 2 - Value") == 1);
  CHECK(unused(x, "Phone 3 - Label") == 1);
  CHECK(unused(x, "Address 1 - Street") == 0);
}

TEST_CASE("Google's earlier table is read, in UTF-16", "[B2.8]") {
  const auto x = file("google_old.csv");
  REQUIRE(x.contacts.size() == 1);
  const auto& ellen = x.contacts[0].contact;
  CHECK(ellen.name == "Ellen Juhl");
  CHECK(ellen.company == "Juhl Revision");
  CHECK(ellen.title == "Revisor");
  CHECK(ellen.department == "Skat");
  CHECK(ellen.email == "ellen@juhl.example");
  CHECK(numbers(ellen) == "main 70 10 20 30");
  CHECK(ellen.keywords == words{"Kunder"});
}

TEST_CASE("Apple's cards are read, with their groups and labels", "[B2.8]") {
  const auto x = file("apple.vcf");
  REQUIRE(x.contacts.size() == 2);
  const auto& anne = x.contacts[0].contact;
  CHECK(anne.name == "Anne Grethe Lauridsen");
  CHECK(anne.company == "Lauridsen Arkitekter ApS");
  CHECK(anne.department == "Tegnestue");
  CHECK(anne.title == "Arkitekt, MAA");
  CHECK(anne.email == "anne@lauridsen.example");
  CHECK(anne.address == "Skovbrynet 7\n6000 Kolding\nDanmark");
  CHECK(numbers(anne) == "mobile +45 28 90 12 34, home +45 75 12 00 01, main +45 75 12 00 00, "
                         "fax +45 75 12 00 09, other +45 75 99 99 99");
  CHECK(anne.note == "Taler langsomt; vær tålmodig.\nHar hund.");
  CHECK(anne.keywords == words{"Byggesager", "Rådgivere"});
  CHECK(x.contacts[1].contact.name == "Vejle Vagtcentral");
  CHECK(x.contacts[1].contact.company == "Vejle Vagtcentral");
  CHECK_FALSE(x.contacts[1].contact.department);
  CHECK(x.contacts[1].line == 31);
  CHECK(refusals(x) == words{"40 !: a person or an organisation expected, got a group"});
  for (const auto* name : {"PHOTO", "BDAY", "URL", "ADR", "EMAIL"})
    CHECK(unused(x, name) == 1);
  CHECK(x.unused.size() == 5);
}

TEST_CASE("a card of version 4.0 is read as RFC 6350 has it", "[B2.8]") {
  const auto x = file("version4.vcf");
  REQUIRE(x.contacts.size() == 1);
  CHECK(x.refused.empty());
  const auto& jens = x.contacts[0].contact;
  CHECK(jens.name == "Jens Ole Sørensen");
  CHECK(jens.company == "Kommunen");
  CHECK(jens.department == "Teknik og Miljø, Vej");
  CHECK(jens.address == "Rådhuspladsen 2\n8000 Aarhus C");
  CHECK(numbers(jens) == "mobile +45-21-22-23-24, work +45-87-12-34-56, fax +45 87 12 34 57");
  CHECK(jens.keywords == words{"Vej", "Sne, glatføre"});
  CHECK(jens.note->find("den slags som dansk er fuldt af") != std::string::npos);
  CHECK(unused(x, "TEL ;ext=12") == 1);
  CHECK(unused(x, "GENDER") == 1);
  CHECK(unused(x, "LANG") == 1);
}

TEST_CASE("cards of version 2.1 and quoted-printable are refused with the reason", "[B2.8]") {
  const auto x = file("outlook.vcf");
  REQUIRE(x.contacts.size() == 1);
  CHECK(x.contacts[0].contact.name == "Ulla Jørgensen");
  CHECK_FALSE(x.contacts[0].contact.note);
  CHECK(refusals(x) ==
        words{"1 !: vCard 3.0 or 4.0 expected, got version 2.1",
              "14 NOTE: text as vCard 3.0 and 4.0 write it expected, got quoted-printable of "
              "vCard 2.1"});
}

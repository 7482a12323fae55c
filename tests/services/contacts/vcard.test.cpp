#include "services/contacts/vcard.hpp"

#include "services/contacts/vcard_lines.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

/// A card with this in it.
contact_file card(const std::string& lines, const std::string& version = "3.0") {
  return read_vcards("BEGIN:VCARD\r\nVERSION:" + version + "\r\nFN:Bo\r\n" + lines +
                     "\r\nEND:VCARD\r\n");
}

put_contact one(const std::string& lines) {
  const auto x = card(lines);
  REQUIRE(x.contacts.size() == 1);
  CHECK(x.refused.empty());
  return x.contacts[0].contact;
}

} // namespace

TEST_CASE("escapes and folds are undone", "[B2.8]") {
  CHECK(one("NOTE:a\\, b\\; c\\\\ d\\ne\\Nf").note == "a, b; c\\ d\ne\nf");
  CHECK(one("NOTE:one\r\n  two\r\n\tthree").note == "one twothree");
  CHECK(one("NOTE:S\xC3\r\n \xB8ren").note == "Søren");
  CHECK(one("note:x").note == "x");
  CHECK(one("item1.NOTE:x").note == "x");
  CHECK(one("NOTE;LANGUAGE=da;X-A=\"b:c;d\":x").note == "x");
  CHECK(one("NOTE:S\xF8ren").note == "Søren");
  CHECK(one("NOTE;CHARSET=iso-8859-5:\xB1").note == "Б");
  CHECK(one("NOTE;CHARSET=UTF-8:Søren").note == "Søren");
}

TEST_CASE("what a card cannot say is named by its line", "[B2.8]") {
  struct row {
    std::string lines;
    std::string field;
    std::string expected;
  };
  const row table[] = {
    {"TEL:ring til Bo", "TEL", "a phone number"},
    {"TEL;VALUE=uri:sip:bo@holm.dk", "TEL", "a phone number"},
    {"EMAIL:bo", "EMAIL", "an e-mail address"},
    {"NOTE;CHARSET=klingon:x", "NOTE", "a charset that is known"},
    {"NOTE;ENCODING=QUOTED-PRINTABLE:=F8", "NOTE", "text as vCard 3.0 and 4.0 write it"},
    {"NOTE;QUOTED-PRINTABLE:=F8", "NOTE", "text as vCard 3.0 and 4.0 write it"},
    {"rubbish", "", "a property, a colon and its value"},
  };
  for (const auto& x : table) {
    INFO(x.lines);
    const auto read = card(x.lines);
    REQUIRE(read.contacts.size() == 1);
    REQUIRE(read.refused.size() == 1);
    CHECK(read.refused[0].line == 4);
    CHECK(read.refused[0].field == x.field);
    CHECK(read.refused[0].why.expected == x.expected);
    CHECK_FALSE(read.refused[0].whole);
  }
}

TEST_CASE("kinds of number are read as each program writes them", "[B2.8]") {
  struct row {
    std::string line;
    number_type type;
  };
  const row table[] = {
    {"TEL;TYPE=WORK,VOICE:1", number_type::work},
    {"TEL;TYPE=\"voice,home\":1", number_type::home},
    {"TEL;CELL:1", number_type::mobile},
    {"TEL;type=IPHONE;type=CELL;type=VOICE:1", number_type::mobile},
    {"TEL;TYPE=HOME;TYPE=FAX:1", number_type::fax},
    {"TEL;type=MAIN:1", number_type::main},
    {"TEL;TYPE=main-number:1", number_type::main},
    {"TEL:1", number_type::other},
    {"TEL;TYPE=pager:1", number_type::other},
    {"a.TEL:1\r\na.X-ABLabel:_$!<Mobile>!$_", number_type::mobile},
    {"a.TEL:1\r\nb.X-ABLabel:_$!<Mobile>!$_", number_type::other},
  };
  for (const auto& x : table) {
    INFO(x.line);
    const auto contact = one(x.line);
    REQUIRE(contact.numbers.size() == 1);
    CHECK(contact.numbers[0].type == x.type);
    CHECK(contact.numbers[0].number == "1");
  }
}

TEST_CASE("a card that has no end, no version or no name is refused as a whole", "[B2.8]") {
  const auto x = read_vcards("hello\nworld\nBEGIN:VCARD\nVERSION:3.0\nFN:A\n"
                             "BEGIN:VCARD\nFN:B\nEND:VCARD\n"
                             "BEGIN:VCARD\nVERSION:3.0\nTEL:12\nEND:VCARD\n"
                             "BEGIN:VCARD\nVERSION:3.0\nN:Holm;Bo;;;\nEND:VCARD\n"
                             "BEGIN:VCARD\nVERSION:3.0\nFN:C\n");
  REQUIRE(x.contacts.size() == 1);
  CHECK(x.contacts[0].contact.name == "Bo Holm");
  CHECK(x.contacts[0].line == 13);
  std::vector<std::pair<std::size_t, std::string>> refused;
  for (const auto& y : x.refused)
    refused.emplace_back(y.line, y.why.expected);
  const decltype(refused) expected{{1, "BEGIN:VCARD"},
                                   {3, "END:VCARD"},
                                   {6, "vCard 3.0 or 4.0"},
                                   {9, "a name"},
                                   {17, "END:VCARD"}};
  CHECK(refused == expected);
}

TEST_CASE("a card is written so that no line is longer than 75 bytes", "[B2.8]") {
  const contact_view x{.name = "Anna Holm",
                       .company = "Holm; Søn, & Co",
                       .department = "Tag",
                       .address = "Gade 1\n8000 Aarhus",
                       .numbers = {{number_type::mobile, "12"}, {number_type::main, "34"}},
                       .keywords = {"a,b", "c"},
                       .note = std::string(60, 'x') + "æøåæøåæøåæøå"};
  const auto text = write_vcards({x}, vcard_version::v3_0);
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find("\r\n", at);
    CHECK(end - at <= 75);
    at = end + 2;
  }
  CHECK(text.starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n"));
  CHECK(text.find("\r\nN:Holm;Anna;;;\r\n") != text.npos);
  CHECK(text.find("\r\nORG:Holm\\; Søn\\, & Co;Tag\r\n") != text.npos);
  CHECK(text.find("\r\nTEL;TYPE=CELL,PREF:12\r\nTEL;TYPE=MAIN:34\r\n") != text.npos);
  CHECK(text.find("\r\nADR;TYPE=WORK:;;Gade 1\\n8000 Aarhus;;;;\r\n") != text.npos);
  CHECK(text.find("\r\nCATEGORIES:a\\,b,c\r\n") != text.npos);
  const auto newer = write_vcards({x}, vcard_version::v4_0);
  CHECK(newer.find("\r\nTEL;TYPE=cell;PREF=1:12\r\nTEL;TYPE=main-number:34\r\n") != newer.npos);
}

#include "protocol/codec.hpp"
#include "services/contacts/contact_checks.hpp"
#include "services/contacts/contact_csv.hpp"
#include "services/contacts/contact_file.hpp"
#include "services/contacts/vcard.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>
#include <rapidcheck/catch.h>

using namespace omstilling;

/// What is written out comes in again as it was.
namespace {

std::string text_of(const std::vector<std::string>& alphabet, bool may_be_empty) {
  const auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(alphabet));
  std::string result;
  for (const auto& x : parts)
    result += x;
  put_contact tidy{.name = {}, .numbers = {}, .keywords = {}, .note = result};
  result = *tidied(std::move(tidy)).note;
  return result.empty() && !may_be_empty ? "Æ" : result;
}

const std::vector<std::string> one_line{
  "a", "Æ",           "ø", " ",  "\"",
  ",", ";",           ":", "\\", "\\n",
  "=", "BEGIN:VCARD", "^", "'",  "😀",
  "·", "\\;",         "-", "+",  "en ret lang strimmel tekst, der må foldes"};
std::vector<std::string> many_lines() {
  auto result = one_line;
  result.insert(result.end(), {"\n", "\n ", "\t", "\n\n", "\nEND:VCARD\n"});
  return result;
}

std::string line(bool may_be_empty = true) { return text_of(one_line, may_be_empty); }

contact_view any_contact() {
  contact_view x{.shared = true,
                 .name = line(false),
                 .company = line(),
                 .title = line(),
                 .department = line(),
                 .address = text_of(many_lines(), true),
                 .note = text_of(many_lines(), true)};
  x.email = *rc::gen::element<std::string>("", "a.b+c@d.example", "o'brien@e-f.example");
  const auto types = *rc::gen::container<std::vector<number_type>>(
    rc::gen::element(number_type::work, number_type::mobile, number_type::home, number_type::fax,
                     number_type::main, number_type::other));
  for (std::size_t i = 0; i < types.size() && i < most_numbers_of_contact; ++i)
    x.numbers.push_back({types[i], *rc::gen::element<std::string>("+45 12 34 56 78", "117", "*21#",
                                                                  "(012) 3-4.5", "[1]")});
  const auto count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i)
    x.keywords.push_back(line(false));
  return x;
}

/// What it would be put as.
put_contact wish(const contact_view& x) {
  const auto given = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional{text};
  };
  return {.name = x.name,
          .company = given(x.company),
          .title = given(x.title),
          .department = given(x.department),
          .address = given(x.address),
          .email = given(x.email),
          .numbers = x.numbers,
          .keywords = x.keywords,
          .note = given(x.note)};
}

void comes_back(const std::vector<contact_view>& contacts, const std::string& text) {
  RC_LOG() << text;
  const auto read = read_contact_file(text);
  RC_ASSERT(!read.unusable);
  RC_ASSERT(read.refused.empty());
  RC_ASSERT(read.unused.empty());
  RC_ASSERT(read.contacts.size() == contacts.size());
  for (std::size_t i = 0; i < contacts.size(); ++i)
    RC_ASSERT(encode_text(read.contacts[i].contact) == encode_text(wish(contacts[i])));
}

std::vector<contact_view> any_contacts() {
  std::vector<contact_view> result;
  const auto count = *rc::gen::inRange(1, 4);
  for (int i = 0; i < count; ++i) {
    auto x = any_contact();
    if (!wrong_contact(wish(x)))
      result.push_back(std::move(x));
  }
  RC_PRE(!result.empty());
  return result;
}

} // namespace

TEST_CASE("what is written as CSV is read without loss", "[B2.8]") {
  rc::prop("csv", [] {
    const auto contacts = any_contacts();
    comes_back(contacts, write_contact_csv(contacts));
  });
}

TEST_CASE("what is written as vCard 3.0 is read without loss", "[B2.8]") {
  rc::prop("3.0", [] {
    const auto contacts = any_contacts();
    comes_back(contacts, write_vcards(contacts, vcard_version::v3_0));
  });
}

TEST_CASE("what is written as vCard 4.0 is read without loss", "[B2.8]") {
  rc::prop("4.0", [] {
    const auto contacts = any_contacts();
    comes_back(contacts, write_vcards(contacts, vcard_version::v4_0));
  });
}

TEST_CASE("any bytes are read without harm, and what comes out may stand in a book", "[B2.8]") {
  rc::prop("bytes", [] {
    const auto parts = *rc::gen::container<std::vector<std::string>>(
      rc::gen::elementOf(std::vector<std::string>{"BEGIN:VCARD\n",
                                                  "END:VCARD\n",
                                                  "VERSION:3.0\n",
                                                  "FN:",
                                                  "TEL;TYPE=",
                                                  "\"",
                                                  "ENCODING=QUOTED-PRINTABLE",
                                                  ":",
                                                  ";",
                                                  ",",
                                                  "=",
                                                  "\n",
                                                  "\r\n ",
                                                  "12",
                                                  "Bo",
                                                  "\xff",
                                                  "\xc3",
                                                  std::string(1, '\0'),
                                                  "\\",
                                                  "name,",
                                                  "number 1,",
                                                  "Fornavn;Efternavn\n",
                                                  "CHARSET=utf-7",
                                                  "item1.TEL:"}));
    std::string text;
    for (const auto& x : parts)
      text += x;
    for (const auto& bytes : {text, "BEGIN:VCARD\nVERSION:4.0\n" + text, "name,number\n" + text})
      for (const auto& x : read_contact_file(bytes).contacts)
        RC_ASSERT(!wrong_contact(x.contact));
  });
}

#include "services/files/csv.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>
#include <rapidcheck/catch.h>

using namespace omstilling;

namespace {

using fields = std::vector<std::string>;

/// A field as RFC 4180 writes it.
std::string quoted(const std::string& x) {
  std::string result = "\"";
  for (const char c : x)
    result += c == '"' ? "\"\"" : std::string(1, c);
  return result + '"';
}

} // namespace

TEST_CASE("CSV is read as RFC 4180 has it", "[csv]") {
  const auto records = read_csv("\xef\xbb\xbfid,name\r\n"
                                "1,\"Holm, Anna\"\r\n"
                                "\r\n"
                                "2,\"says \"\"hi\"\"\"\n"
                                "3,\"two\r\nlines\"\n"
                                "4,\n"
                                "5,\"\"");
  REQUIRE(records.size() == 6);
  CHECK(records[0].fields == fields{"id", "name"});
  CHECK(records[1].fields == fields{"1", "Holm, Anna"});
  CHECK(records[2].fields == fields{"2", "says \"hi\""});
  CHECK(records[2].line == 4);
  CHECK(records[3].fields == fields{"3", "two\r\nlines"});
  CHECK(records[4].fields == fields{"4", ""});
  CHECK(records[4].line == 7);
  CHECK(records[5].fields == fields{"5", ""});
}

TEST_CASE("nothing has no records", "[csv]") {
  for (const auto* text : {"", "\n", "\r\n\r\n", "\xef\xbb\xbf"})
    CHECK(read_csv(text).empty());
}

TEST_CASE("a bad record says what was expected and spoils no other", "[csv]") {
  struct row {
    std::string bad;
    csv_fault wrong;
  };
  const row table[] = {
    {"1,\"half", csv_fault::unclosed_quote},
    {"1,\"a\"b", csv_fault::text_after_quote},
    {"1,a\"b", csv_fault::quote_inside},
    {"1,\xff", csv_fault::not_text},
    {"1,\xc0\xaf", csv_fault::not_text},
    {"1,\xed\xa0\x80", csv_fault::not_text},
    {"1,\xf5\x80\x80\x80", csv_fault::not_text},
    {"1,\xc3", csv_fault::not_text},
    {std::string("1,a\0b", 5), csv_fault::not_text},
    {"1," + std::string(2 << 20, 'x'), csv_fault::too_large},
  };
  for (const auto& x : table) {
    INFO(x.bad.substr(0, 40));
    const auto records = read_csv("id,name\n" + x.bad + "\n2,Bo\n");
    REQUIRE(records.size() == 3);
    CHECK(records[1].wrong == x.wrong);
    CHECK(records[1].line == 2);
    CHECK(records[2].fields == fields{"2", "Bo"});
    CHECK(records[2].line == 3);
  }
}

TEST_CASE("whatever is written quoted is read the same", "[csv]") {
  rc::prop("quoted fields survive", [] {
    const auto text =
      rc::gen::container<std::string>(rc::gen::elementOf(std::string{"ab,\"\r\n;' "}));
    const auto first = *text;
    const auto second = *text;
    const auto records = read_csv(quoted(first) + ',' + quoted(second) + "\r\nnext,line");
    RC_ASSERT(records.size() == 2u);
    RC_ASSERT(records[0].fields == (fields{first, second}));
    RC_ASSERT(records[1].fields == (fields{"next", "line"}));
  });
}

TEST_CASE("any bytes are read without harm", "[csv]") {
  rc::prop("bytes", [] {
    const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"a,\"\r\n\xff\xc3\xa6", 8}));
    for (const auto& x : read_csv(text))
      RC_ASSERT(!x.fields.empty());
  });
}

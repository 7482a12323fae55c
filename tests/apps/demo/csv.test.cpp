#include "apps/omstillingd/demo/csv.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

const std::vector<std::string> columns{"number", "name"};

} // namespace

TEST_CASE("cells may be quoted, span lines, and end in any line end", "[csv]") {
  const auto rows =
    parse_csv("\xEF\xBB\xBFnumber,name\r\n1,\"Holm, Ida\"\r\n\n2,\"say \"\"hej\"\"\n"
              "twice\"\n3,Åse",
              "x.csv", columns);
  REQUIRE(rows);
  REQUIRE(rows->size() == 3);
  CHECK((*rows)[0].cells == std::vector<std::string>{"1", "Holm, Ida"});
  CHECK((*rows)[1].cells == std::vector<std::string>{"2", "say \"hej\"\ntwice"});
  CHECK((*rows)[1].line == 4);
  CHECK((*rows)[2].cells == std::vector<std::string>{"3", "Åse"});
  CHECK((*rows)[2].line == 6);
}

TEST_CASE("a bad CSV file is refused with its line and what was expected", "[csv]") {
  using namespace std::string_literals;
  const auto [text, where, expected, got] =
    GENERATE(table<std::string, std::string, std::string, std::string>({
      {"", "x.csv:1", "number,name", "an empty file"},
      {"name,number\n", "x.csv:1", "number,name", "name,number"},
      {"number\n", "x.csv:1", "number,name", "number"},
      {"number,name\n1\n", "x.csv:2", "2 cells", "1"},
      {"number,name\n1,a\n1,a,b\n", "x.csv:3", "2 cells", "3"},
      {"number,name\n1,\"a\n\n", "x.csv:2", "a closing quote", "the end of the file"},
      {"number,name\n1,\"a\"b\n", "x.csv:2", "a comma or the end of the line",
       "more text after a quote"},
      {"number,name\n1,a\"b\"\n", "x.csv:2", "quotes around the whole cell", "a quote inside"},
      {"number,name\n1,\xff\n", "x.csv:2", "UTF-8 text", "other bytes"},
      {"number,name\n1,\xc3\n", "x.csv:2", "UTF-8 text", "other bytes"},
      {"number,name\n1,\xc0\x80\n", "x.csv:2", "UTF-8 text", "other bytes"},
      {"number,name\n1,\xed\xa0\x80\n", "x.csv:2", "UTF-8 text", "other bytes"},
      {"number,name\n1,a\0b\n"s, "x.csv:2", "UTF-8 text", "other bytes"},
    }));
  const auto rows = parse_csv(text, "x.csv", columns);
  REQUIRE_FALSE(rows);
  CHECK(rows.error().path == where);
  CHECK(rows.error().expected == expected);
  CHECK(rows.error().got == got);
}

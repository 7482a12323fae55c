#include "services/files/charset.hpp"

#include "services/files/csv.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::string_literals;

TEST_CASE("the bytes of a file become UTF-8, whatever wrote them", "[B2.8]") {
  struct row {
    const char* what;
    std::string bytes;
    std::optional<std::string> text;
  };
  const row table[] = {
    {"nothing", "", ""},
    {"ASCII", "Bo", "Bo"},
    {"UTF-8", "Søren", "Søren"},
    {"UTF-8 with a mark", "\xEF\xBB\xBFS\xC3\xB8ren", "Søren"},
    {"UTF-16, little end first", "\xFF\xFES\0\xF8\0"s, "Sø"},
    {"UTF-16, big end first", "\xFE\xFF\0S\0\xF8"s, "Sø"},
    {"UTF-16 beyond its first plane", "\xFF\xFE\x3D\xD8\x00\xDE"s, "😀"},
    {"half a UTF-16 character", "\xFF\xFES"s, std::nullopt},
    {"a lone surrogate", "\xFF\xFE\x3D\xD8"s, std::nullopt},
    {"Windows-1252",
     "S\xF8ren \x80 \x96 \xC6"
     "ble",
     "Søren € – Æble"},
    {"Windows-1252 that UTF-8 would not be", "\xC3\xE5", "Ãå"},
  };
  for (const auto& x : table) {
    INFO(x.what);
    CHECK(text_of_file(x.bytes) == x.text);
  }
  CHECK(text_in_charset("\xF8", "ISO-8859-1") == "ø");
  CHECK_FALSE(text_in_charset("x", "no-such-charset"));
  CHECK_FALSE(text_in_charset("x", ""));
}

TEST_CASE("the separator is the one that stands in the first line", "[B2.8]") {
  CHECK(separator_of("a,b;c,d\n;;;;") == ',');
  CHECK(separator_of("a;b;\"x,y,z,u\"\n,,,,") == ';');
  CHECK(separator_of("a\tb\tc") == '\t');
  CHECK(separator_of("\"two\nlines;\";a") == ';');
  CHECK(separator_of("one") == ',');
}

TEST_CASE("a field is quoted where it must be", "[B2.8]") {
  CHECK(csv_field("plain") == "plain");
  CHECK(csv_field("a;b") == "a;b");
  CHECK(csv_field("a;b", ';') == "\"a;b\"");
  CHECK(csv_field("a,b") == "\"a,b\"");
  CHECK(csv_field("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(csv_field("two\nlines") == "\"two\nlines\"");
  CHECK(csv_field(" x") == "\" x\"");
}

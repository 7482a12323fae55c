#include "protocol/ids.hpp"

#include <catch2/catch.hpp>

#include <type_traits>
#include <unordered_set>

using namespace omstilling;

TEST_CASE("an id is 1-64 characters from letters, digits and ._:@+-", "[ids]") {
  for (const std::string text :
       {"a", "0", "anna.holm@example.dk", "+4512345678", "pbx:aarhus", "a_b-c"})
    CHECK(valid_id(text));
  CHECK(valid_id(std::string(64, 'x')));
  CHECK_FALSE(valid_id(std::string(65, 'x')));
  for (const std::string text :
       {"", " ", "a b", "a/b", "æ", "a\n", "a\"", "a'", "<a>", "a,b", "a;b", "*"}) {
    INFO(text);
    CHECK_FALSE(valid_id(text));
  }
  CHECK_FALSE(valid_id(std::string_view{"a\0b", 3}));
}

TEST_CASE("every byte but the allowed ones makes an id invalid", "[ids]") {
  int allowed = 0;
  for (int byte = 0; byte < 256; ++byte)
    allowed += valid_id(std::string{static_cast<char>(byte)}) ? 1 : 0;
  CHECK(allowed == 26 + 26 + 10 + 6);
}

TEST_CASE("ids of different things do not mix", "[ids]") {
  STATIC_REQUIRE_FALSE(std::is_convertible_v<call_id, queue_id>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::string, call_id>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<call_id, queue_id>);
}

TEST_CASE("ids compare, order and hash by their text", "[ids]") {
  CHECK(call_id{"a"} == call_id{"a"});
  CHECK(call_id{"a"} < call_id{"b"});
  CHECK(std::unordered_set<call_id>{call_id{"a"}, call_id{"a"}, call_id{"b"}}.size() == 2);
  CHECK(call_id{}.empty());
}

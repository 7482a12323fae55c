#include "gateways/http/text_template.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

TEST_CASE("a template takes each value as its place needs it, and leaves other braces", "[http]") {
  const std::map<std::string, std::string> values{{"text", "a\"b\\\næ{id}&"}, {"id", "m-1"}};
  CHECK(fill(R"({"t":"{text}","i":{"x":"{id}"}})", values, escaping::json) ==
        "{\"t\":\"a\\\"b\\\\\\næ{id}&\",\"i\":{\"x\":\"m-1\"}}");
  CHECK(fill("t={text}&i={id}", values, escaping::form) == "t=a%22b%5C%0A%C3%A6%7Bid%7D%26&i=m-1");
  CHECK(fill("{id} {none} {", values, escaping::none) == "m-1 {none} {");
  CHECK(fill("", values, escaping::none).empty());
}

TEST_CASE("a pointer finds a plain value, and nothing else", "[http]") {
  const std::string body = R"({"ids":[421,"x"],"a":{"b/c":true},"n":null})";
  CHECK(value_at(body, "/ids/0") == "421");
  CHECK(value_at(body, "/ids/1") == "x");
  CHECK(value_at(body, "/a/b~1c") == "true");
  CHECK(value_at(body, "/ids/2").empty());
  CHECK(value_at(body, "/ids").empty());
  CHECK(value_at(body, "/n").empty());
  CHECK(value_at(body, "ids").empty());
  CHECK(value_at(body, "").empty());
  CHECK(value_at("{", "/ids").empty());
}

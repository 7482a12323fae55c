#include "protocol/codec.hpp"

#include "protocol/commands.hpp"
#include "protocol/events.hpp"
#include "tests/protocol/generators.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

using namespace omstilling;
namespace json = boost::json;

namespace {

/// One of each kind of member.
struct all_kinds {
  std::string text;
  std::int64_t whole = 0;
  double number = 0;
  bool flag = false;
  time_point when;
  call_id call;
  lamp light = lamp::unknown;
  party inner;
  std::optional<std::string> maybe{};
  std::vector<forwarding_rule> rules;
};
BOOST_DESCRIBE_STRUCT(all_kinds, (),
                      (text, whole, number, flag, when, call, light, inner, maybe, rules))

constexpr auto valid = R"({"text":"t","whole":1,"number":0.5,"flag":true,
  "when":"2026-11-22T10:42:00Z","call":"c1","light":"busy","inner":{"number":"1","name":"n"},
  "maybe":"m","rules":[{"type":"busy","to":"200"}]})";

/// `valid` with one member replaced by `value`, or taken out when that is empty.
json::value with(std::string_view member, std::string_view value) {
  auto result = parse_json(valid, 1 << 20).value();
  if (value.empty())
    result.as_object().erase(member);
  else
    result.as_object()[member] = parse_json(value, 1 << 20).value();
  return result;
}

std::string error_of(const json::value& x, reading mode = reading::strict) {
  const auto read = decode<all_kinds>(x, "params", mode);
  return read ? "none" : message(read.error());
}

std::string parse_error(std::string_view text, std::size_t max_bytes = 1 << 20) {
  const auto parsed = parse_json(text, max_bytes);
  return parsed ? "none" : word(parsed.error().reason) + ' ' + message(parsed.error());
}

} // namespace

TEST_CASE("an error names the path, what was expected and what stood there", "[codec]") {
  struct row {
    std::string_view member, value, error;
  };
  const row table[] = {
    {"text", "1", "params.text: text expected, got 1"},
    {"text", "null", "params.text: text expected, got null"},
    {"text", "", "params.text: a value expected, got nothing"},
    {"text", R"("a\u0000b")", R"(params.text: text without NUL expected, got "a\u0000b")"},
    {"whole", "1.5", "params.whole: whole number expected, got 1.5E0"},
    {"whole", "9223372036854775808",
     "params.whole: whole number expected, got 9223372036854775808"},
    {"whole", R"("1")", R"(params.whole: whole number expected, got "1")"},
    {"number", R"("x")", R"(params.number: number expected, got "x")"},
    {"number", "1e999", "params.number: finite number expected, got Infinity"},
    {"flag", "1", "params.flag: true or false expected, got 1"},
    {"when", R"("tomorrow")", R"(params.when: RFC 3339 time expected, got "tomorrow")"},
    {"when", "1763807520", "params.when: RFC 3339 time expected, got 1763807520"},
    {"call", R"("a b")",
     R"(params.call: id of 1-64 characters from letters, digits and ._:@+- expected, got "a b")"},
    {"call", R"("")",
     R"(params.call: id of 1-64 characters from letters, digits and ._:@+- expected, got "")"},
    {"light", R"("purple")",
     "params.light: one of idle, busy, alerting, initiated, do_not_disturb, paused, forwarded, "
     R"(offline, unmonitored expected, got "purple")"},
    {"light", R"("unknown")",
     "params.light: one of idle, busy, alerting, initiated, do_not_disturb, paused, forwarded, "
     R"(offline, unmonitored expected, got "unknown")"},
    {"inner", "[]", "params.inner: object expected, got a list"},
    {"inner", R"({"number":"1"})", "params.inner.name: a value expected, got nothing"},
    {"maybe", "{}", "params.maybe: text expected, got an object"},
    {"rules", "{}", "params.rules: list expected, got an object"},
    {"rules", R"([{"type":"busy","to":"1"},{"type":"busy","to":7}])",
     "params.rules[1].to: text expected, got 7"},
    {"rules", "[null]", "params.rules[0]: object expected, got null"},
  };
  for (const auto& x : table) {
    INFO(x.member << " = " << x.value);
    CHECK(error_of(with(x.member, x.value)) == x.error);
  }
}

TEST_CASE("of the words that mean whatever it is elsewhere, unknown may be said", "[codec]") {
  const auto params = parse_json(R"({"words":"unknown"})", 1000);
  const auto read = decode<set_settings>(*params, "params");
  REQUIRE(read);
  CHECK(read->words == language::unknown);
  CHECK_FALSE(decode<set_settings>(*parse_json(R"({"theme":"unknown"})", 1000)));
  CHECK_FALSE(decode<set_settings>(*parse_json(R"({"words":"latin"})", 1000)));
}

TEST_CASE("a wrong time in a command reads as the documents say", "[codec]") {
  const auto params = parse_json(R"({"employee":"e1","type":"meeting","until":"tomorrow"})", 1000);
  const auto read = decode<set_status>(*params, "params");
  REQUIRE_FALSE(read);
  CHECK(message(read.error()) == R"(params.until: RFC 3339 time expected, got "tomorrow")");
  CHECK(read.error().reason == error_reason::invalid_params);
}

TEST_CASE("without a root the path begins at the member", "[codec]") {
  const auto read = decode<all_kinds>(with("inner", R"({"number":1})"));
  REQUIRE_FALSE(read);
  CHECK(read.error().path == "inner.number");
}

TEST_CASE("unknown members are ignored, however odd", "[codec]") {
  CHECK(error_of(with("from_next_year", R"({"a":[1,{"b":null}]})")) == "none");
  CHECK(error_of(with("Text", "1")) == "none");
}

TEST_CASE("optional, list and bool members may be missing or null", "[codec]") {
  for (const auto* member : {"flag", "maybe", "rules"})
    for (const auto* value : {"", "null"}) {
      INFO(member << " = " << value);
      CHECK(error_of(with(member, value)) == "none");
    }
  const auto read = decode<all_kinds>(with("maybe", "null"));
  CHECK_FALSE(read->maybe);
}

TEST_CASE("what was kept by an older version loads with defaults", "[codec]") {
  const auto read = decode<all_kinds>(json::object{}, {}, reading::lenient);
  REQUIRE(read);
  CHECK(any::same(*read, all_kinds{}));
  const auto kept =
    decode_text<phone>(R"({"id":"p 1","kind":"hologram","reach":null,"since":null})");
  REQUIRE(kept);
  CHECK(kept->id == phone_id{"p 1"});
  CHECK(kept->kind == phone_kind::unknown);
  CHECK(kept->reach == phone_reach::unknown);
}

TEST_CASE("a call that was kept before it could be parked loads as it was", "[codec]") {
  const auto kept = decode_text<call_view>(
    R"({"id":"c","site":"s","state":"talking","holder":"mette","transferred":false})");
  REQUIRE(kept);
  CHECK(kept->holder == user_id{"mette"});
  CHECK((kept->offered_to.empty() && kept->notes.empty() && !kept->conference));
  CHECK_FALSE((kept->sender || kept->slot || kept->camped || kept->until));
  const auto sent_on = decode_text<transferred>(R"({"by":"mette","to":{"number":"117"}})");
  REQUIRE(sent_on);
  CHECK(sent_on->by == user_id{"mette"});
  CHECK(sent_on->from == party{});
}

TEST_CASE("what was kept and has the wrong type is still an error", "[codec]") {
  CHECK(error_of(with("text", "1"), reading::lenient) == "params.text: text expected, got 1");
  CHECK(error_of(with("when", R"("x")"), reading::lenient) ==
        R"(params.when: RFC 3339 time expected, got "x")");
  CHECK_FALSE(decode_text<phone>("{"));
}

TEST_CASE("a client's text is at most 4096 bytes, a kept one may be longer", "[codec]") {
  const auto long_text = '"' + std::string(4097, 'x') + '"';
  CHECK(error_of(with("text", '"' + std::string(4096, 'x') + '"')) == "none");
  CHECK(error_of(with("text", long_text)) ==
        "params.text: text of at most 4096 bytes expected, got \"" + std::string(54, 'x') + "…\"");
  CHECK(error_of(with("text", long_text), reading::lenient) == "none");
}

TEST_CASE("what stood there is cut to 60 bytes and stays UTF-8", "[codec]") {
  rc::prop("got is short and valid", [] {
    const auto read = decode<std::int64_t>(json::value(any::text() + any::text()));
    RC_ASSERT(!read);
    RC_ASSERT(read.error().got.size() <= 60u);
    RC_ASSERT(parse_json(read.error().got, 1000).has_value());
  });
}

TEST_CASE("an enumerator loses its trailing underscore in JSON", "[codec]") {
  CHECK(word(audience::public_) == "public");
  CHECK(encode_text(audience::public_) == R"("public")");
  CHECK(decode<audience>(json::value("public")) == audience::public_);
  CHECK_FALSE(decode<audience>(json::value("public_")));
  CHECK(decode<audience>(json::value("public_"), {}, reading::lenient) == audience::unknown);
  CHECK(encode_text(static_cast<audience>(99)) == R"("unknown")");
}

TEST_CASE("members without a value are left out, lists and bools never", "[codec]") {
  CHECK(encode_text(party{"100", "Anna \"Å\"", {}}) == R"({"number":"100","name":"Anna \"Å\""})");
  CHECK(encode_text(add_watch{}) ==
        R"({"employees":[],"condition":{"kind":"any_change"},"once":false})");
}

TEST_CASE("a text that is not JSON is refused as malformed", "[codec]") {
  for (const std::string text : {"",
                                 " ",
                                 "{",
                                 "{\"a\":",
                                 "[1,",
                                 "nul",
                                 "{'a':1}",
                                 "{\"a\":1,}",
                                 "1 2",
                                 "{} x",
                                 "\"a",
                                 "\"\\ud800\"",
                                 "\"\xff\"",
                                 "\"\xc0\x80\"",
                                 "\"\xed\xa0\x80\"",
                                 "01",
                                 "+1",
                                 ".5",
                                 "\"\n\"",
                                 "// c\n1",
                                 "NaN",
                                 "Infinity",
                                 "\xef\xbb\xbf{}"}) {
    INFO(text);
    CHECK(parse_error(text).starts_with("malformed JSON expected, got "));
  }
  CHECK(parse_error(std::string{"{}\0", 3}).starts_with("malformed "));
}

TEST_CASE("a text that is too large or too deep is refused", "[codec]") {
  CHECK(parse_error(std::string(101, ' '), 100) == "too_large at most 100 bytes expected, got 101");
  CHECK(parse_error(std::string(32, '[') + std::string(32, ']')) == "none");
  CHECK(parse_error(std::string(33, '[') + std::string(33, ']')).starts_with("malformed JSON"));
  CHECK(parse_error(std::string(1 << 20, '[')).starts_with("malformed JSON"));
}

TEST_CASE("the same name twice in an object is refused", "[codec]") {
  constexpr auto error = "malformed JSON with each member once expected, got the same name twice";
  CHECK(parse_error(R"({"a":1,"a":1})") == error);
  CHECK(parse_error(R"([{"b":{"a":1,"\u0061":2}}])") == error);
  CHECK(parse_error(R"({"a":1,"b":{"a":":\\\":{","c:":["a:","\\"]}})") == "none");
}

TEST_CASE("problems of every form become one line for people", "[errors]") {
  CHECK(message(problem{.reason = error_reason::forbidden}) == "forbidden");
  CHECK(message(problem{.reason = error_reason::unknown_call, .path = "params.call"}) ==
        "params.call: unknown_call");
  CHECK(message(problem{.reason = error_reason::already_taken, .who = "mette"}) ==
        "already_taken (mette)");
  CHECK(message(problem{.reason = error_reason::invalid_params, .path = "p", .expected = "text"}) ==
        "p: text expected, got nothing");
  CHECK(message(problem{.reason = error_reason::wrong_state, .detail = "The call is held."}) ==
        "wrong_state: The call is held.");
}

TEST_CASE("reasons become the codes of JSON-RPC 2.0", "[errors]") {
  CHECK(rpc_code(error_reason::malformed) == -32700);
  CHECK(rpc_code(error_reason::invalid_request) == -32600);
  CHECK(rpc_code(error_reason::unknown_method) == -32601);
  CHECK(rpc_code(error_reason::invalid_params) == -32602);
  CHECK(rpc_code(error_reason::internal) == -32603);
  CHECK(rpc_code(error_reason::forbidden) == -32000);
}

TEMPLATE_TEST_CASE("an entity survives encoding and decoding", "[codec]", person, call_view,
                   queue_view, desk_view, watch_view, popup_view, health_view, command_result,
                   authenticate_result, subscribe_result, hello_result, problem, all_kinds) {
  rc::prop("decode(parse(encode(x))) is x, strict and lenient", [] {
    const auto x = any::value<TestType>();
    const auto parsed = parse_json(encode_text(x), 1 << 20);
    RC_ASSERT(parsed.has_value());
    const auto strict = decode<TestType>(*parsed);
    RC_ASSERT(strict.has_value());
    RC_ASSERT(any::same(*strict, x));
    RC_ASSERT(any::same(*decode_text<TestType>(encode_text(x)), x));
  });
}

TEST_CASE("every event survives the journal", "[codec]") {
  rc::prop("decode_text(encode_text(x)) is x", [] {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, event_body>>(
      [](auto identity) {
        using body = typename decltype(identity)::type;
        const auto x = any::value<body>();
        const auto read = decode_text<body>(encode_text(x));
        RC_ASSERT(read.has_value());
        RC_ASSERT(any::same(*read, x));
        RC_ASSERT(name_of(event{x}) == body::name);
      });
  });
}

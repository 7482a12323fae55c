#include "protocol/wire.hpp"

#include "tests/protocol/generators.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include <set>

using namespace omstilling;

namespace {

struct row {
  std::string text, id, reason, error;
};

std::string deep(int levels) {
  std::string text = R"({"jsonrpc":"2.0","id":1,"method":"hello","params":{"x":)";
  for (int i = 0; i < levels; ++i)
    text += '[';
  for (int i = 0; i < levels; ++i)
    text += ']';
  return text + "}}";
}

std::string request(std::string_view rest) {
  return R"({"jsonrpc":"2.0","id":7,)" + std::string{rest} + "}";
}

const std::vector<row>& bad_envelopes() {
  static const std::vector<row> table = {
    {"", "null", "malformed", "JSON expected, got incomplete JSON"},
    {R"({"jsonrpc":"2.0","id":1,"met)", "null", "malformed", "JSON expected, got incomplete JSON"},
    {"GET / HTTP/1.1", "null", "malformed", "JSON expected, got syntax error"},
    {"\"\xc3\"", "null", "malformed", "JSON expected, got syntax error"},
    {deep(40), "null", "malformed", "JSON expected, got too deep"},
    {std::string(70'000, ' '), "null", "too_large", "at most 65536 bytes expected, got 70000"},
    {"null", "null", "invalid_request", "one JSON-RPC request object expected, got null"},
    {"7", "null", "invalid_request", "one JSON-RPC request object expected, got 7"},
    {"[]", "null", "invalid_request", "one JSON-RPC request object expected, got a list"},
    {"[" + request(R"("method":"hello")") + "]", "null", "invalid_request",
     "one JSON-RPC request object expected, got a list"},
    {R"({"jsonrpc":"2.0","method":"hello"})", "null", "invalid_request",
     "id: whole number or text of at most 128 bytes expected, got nothing"},
    {R"({"jsonrpc":"2.0","id":null,"method":"hello"})", "null", "invalid_request",
     "id: whole number or text of at most 128 bytes expected, got null"},
    {R"({"jsonrpc":"2.0","id":1.5,"method":"hello"})", "null", "invalid_request",
     "id: whole number or text of at most 128 bytes expected, got 1.5E0"},
    {R"({"jsonrpc":"2.0","id":[1],"method":"hello"})", "null", "invalid_request",
     "id: whole number or text of at most 128 bytes expected, got a list"},
    {R"({"jsonrpc":"2.0","id":")" + std::string(129, 'x') + R"(","method":"hello"})", "null",
     "invalid_request",
     "id: whole number or text of at most 128 bytes expected, got \"" + std::string(54, 'x') +
       "…\""},
    {R"({"id":7,"method":"hello"})", "7", "invalid_request",
     R"(jsonrpc: "2.0" expected, got nothing)"},
    {R"({"jsonrpc":"1.0","id":7,"method":"hello"})", "7", "invalid_request",
     R"(jsonrpc: "2.0" expected, got "1.0")"},
    {R"({"jsonrpc":2.0,"id":7,"method":"hello"})", "7", "invalid_request",
     R"(jsonrpc: "2.0" expected, got 2E0)"},
    {request(R"("params":{})"), "7", "invalid_request", "method: text expected, got nothing"},
    {request(R"("method":{})"), "7", "invalid_request", "method: text expected, got an object"},
    {request(R"("method":"fly")"), "7", "unknown_method",
     R"(method: known method expected, got "fly")"},
    {request(R"("method":"")"), "7", "unknown_method", R"(method: known method expected, got "")"},
    {request(R"("method":"hello","params":["x"])"), "7", "invalid_params",
     "params: object expected, got a list"},
    {request(R"("method":"hello","params":null)"), "7", "invalid_params",
     "params: object expected, got null"},
  };
  return table;
}

const std::vector<row>& bad_params() {
  static const std::vector<row> table = {
    {request(R"("method":"clear_status")"), "7", "invalid_params",
     "params.employee: a value expected, got nothing"},
    {request(R"("method":"clear_status","params":{"employee":{"id":1}})"), "7", "invalid_params",
     "params.employee: id of 1-64 characters from letters, digits and ._:@+- expected, got an "
     "object"},
    {request(R"("method":"set_status","params":{"employee":"e","type":"x","until":"tomorrow"})"),
     "7", "invalid_params", R"(params.until: RFC 3339 time expected, got "tomorrow")"},
    {request(R"("method":"set_agent_state","params":{"state":"unknown"})"), "7", "invalid_params",
     "params.state: one of logged_off, not_ready, ready, busy, working_after_call expected, got "
     R"("unknown")"},
    {request(R"("method":"note_call","params":{"call":"c"})"), "7", "invalid_params",
     "params.text: a value expected, got nothing"},
    {request(R"("method":"camp_on_call","params":{"employees":["e"],"kind":"ccnl"})"), "7",
     "invalid_params", R"(params.kind: one of ccbs, ccnr expected, got "ccnl")"},
    {request(R"("method":"camp_on_call","params":{"employees":"e"})"), "7", "invalid_params",
     R"(params.employees: list expected, got "e")"},
    {request(R"("method":"transfer_call","params":{"voicemail":"yes"})"), "7", "invalid_params",
     R"(params.voicemail: true or false expected, got "yes")"},
    {request(R"("method":"subscribe","params":{"topics":["people/x"]})"), "7", "invalid_params",
     R"(params.topics[0]: object expected, got "people/x")"},
    {request(R"("method":"search","params":{"text":["a"]})"), "7", "invalid_params",
     "params.text: text expected, got a list"},
    {request(R"("method":"read_call_log","params":{"only":"lost"})"), "7", "invalid_params",
     R"(params.only: one of missed, outgoing, incoming expected, got "lost")"},
    {request(R"("method":"read_caller_history","params":{"number":"1","limit":"all"})"), "7",
     "invalid_params", R"(params.limit: whole number expected, got "all")"},
    {request(R"("method":"send_message","params":{"channel":"fax","text":"x"})"), "7",
     "invalid_params", R"(params.channel: one of email, sms expected, got "fax")"},
    {request(R"("method":"put_contact","params":{"name":"x","numbers":[{"type":"work"}]})"), "7",
     "invalid_params", "params.numbers[0].number: a value expected, got nothing"},
    {request(R"("method":"end_call","params":{"idempotency_key":7})"), "7", "invalid_params",
     "params.idempotency_key: id of 1-64 characters from letters, digits and ._:@+- expected, got "
     "7"},
    {request(R"("method":"end_call","params":{"call":"a","call":"b"})"), "null", "malformed",
     "JSON with each member once expected, got the same name twice"},
  };
  return table;
}

void check(const std::vector<row>& table) {
  for (const auto& x : table) {
    INFO(x.text.substr(0, 200));
    const auto read = read_request(x.text);
    REQUIRE_FALSE(read);
    CHECK(read.error().id == x.id);
    CHECK(word(read.error().why.reason) == x.reason);
    CHECK(message(read.error().why) == x.error);
  }
}

/// Each type of the three variants, by a default value of it.
template <class F>
void each_request(F&& f) {
  const auto call = [&](auto identity) { f(typename decltype(identity)::type{}); };
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, command_body>>(call);
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, query>>(call);
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, session_request>>(
    call);
}

template <class Body>
const Body* body_in(const rpc_request& x) {
  if (const auto* asked = std::get_if<command>(&x.body)) {
    if constexpr (boost::mp11::mp_contains<command_body, Body>::value)
      return std::get_if<Body>(asked);
  } else if (const auto* question = std::get_if<query>(&x.body)) {
    if constexpr (boost::mp11::mp_contains<query, Body>::value)
      return std::get_if<Body>(question);
  } else if constexpr (boost::mp11::mp_contains<session_request, Body>::value) {
    return std::get_if<Body>(&std::get<session_request>(x.body));
  }
  return nullptr;
}

} // namespace

TEST_CASE("a bad envelope is refused with what was expected", "[wire]") { check(bad_envelopes()); }

TEST_CASE("bad params are refused with the field's path", "[wire]") { check(bad_params()); }

TEST_CASE("the id comes back as it was written", "[wire]") {
  for (const std::string id : {"0", "-1", "9223372036854775807", "18446744073709551615", R"("")",
                               R"("a\"b")", R"("æ😀")"}) {
    const auto read = read_request(R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"hello"})");
    REQUIRE(read);
    CHECK(read->id == id);
    CHECK(write_result(read->id, boost::json::object{}) ==
          R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":{}})");
  }
}

TEST_CASE("params may be missing where every member may", "[wire]") {
  CHECK(read_request(request(R"("method":"answer_call")")));
  CHECK(read_request(request(R"("method":"answer_call","params":{"call":null,"later":1})")));
}

TEST_CASE("an unknown method is shown cut, never half a character", "[wire]") {
  std::string method;
  for (int i = 0; i < 60; ++i)
    method += "å";
  const auto read = read_request(request(R"("method":"x)" + method + '"'));
  REQUIRE_FALSE(read);
  CHECK(parse_json(write_error("7", read.error().why), 10'000));
}

TEST_CASE("an error frame has the code, a line for people and the data", "[wire]") {
  CHECK(write_error("7", problem{.reason = error_reason::invalid_params,
                                 .path = "params.until",
                                 .expected = "RFC 3339 time",
                                 .got = "\"tomorrow\""}) ==
        R"({"jsonrpc":"2.0","id":7,"error":{"code":-32602,)"
        R"("message":"params.until: RFC 3339 time expected, got \"tomorrow\"",)"
        R"("data":{"reason":"invalid_params","path":"params.until","expected":"RFC 3339 time",)"
        R"("got":"\"tomorrow\"","who":"","detail":""}}})");
}

TEST_CASE("an item has its kind in front", "[wire]") {
  CHECK(write_item("x", boost::json::object{}) == R"({"kind":"x"})");
  CHECK(write_item(health_view{
          .id = "store", .name = "Store", .ok = true, .problem = {}, .since = {}, .can = {}}) ==
        R"({"kind":"health","id":"store","name":"Store","ok":true,"problem":"",)"
        R"("since":"1970-01-01T00:00:00.000Z","can":[]})");
}

TEST_CASE("every method is known once", "[wire]") {
  const auto methods = known_methods();
  CHECK(methods.size() == std::variant_size_v<command_body> + std::variant_size_v<query> +
                            std::variant_size_v<session_request>);
  CHECK(std::set<std::string_view>(methods.begin(), methods.end()).size() == methods.size());
}

TEST_CASE("every request survives writing and reading", "[wire]") {
  each_request([](auto sample) {
    using body = decltype(sample);
    rc::prop(std::string{body::method}, [] {
      const auto x = any::value<body>();
      const auto number = *rc::gen::arbitrary<std::int64_t>();
      std::optional<idempotency_key> key;
      if (*rc::gen::arbitrary<bool>())
        key = idempotency_key{any::id_text()};
      const auto read = read_request(write_request(number, body::method, encode(x), key), 1 << 20);
      RC_ASSERT(read.has_value());
      RC_ASSERT(read->id == std::to_string(number));
      RC_ASSERT(read->key == key);
      const auto* got = body_in<body>(*read);
      RC_ASSERT(got != nullptr);
      RC_ASSERT(any::same(*got, x));
    });
  });
}

#include "tests/gateways/websocket/serving.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace omstilling;

namespace {

/// How the server takes a message of a client.
struct refused {
  int close_code = 0; // 0: the session goes on
  std::string reason; // of the error answer, or of the close frame
  std::string path{}; // of the wrong field
};

std::string deep(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

std::string request(std::string_view method, std::string_view params) {
  return R"({"jsonrpc":"2.0","id":"q","method":")" + std::string{method} + R"(","params":)" +
         std::string{params} + '}';
}

std::string text_of(const boost::json::value& x) { return std::string{x.as_string()}; }

void check_alive(serving& office) {
  auto other = office.user();
  CHECK(other.call("subscribe", R"({"topics":[{"topic":"people/a"}]})").contains("result"));
  observed_picture seen;
  while (!seen.whole())
    seen.apply(other.next());
  CHECK(seen.values() == fake_front_door::picture{{"e1", "idle"}}); // nothing changed
}

} // namespace

TEST_CASE("a bad message is answered with what was wrong, and the session goes on",
          "[websocket][B4.1][B4.2]") {
  struct row {
    std::string what;
    std::string text;
    refused expected;
  };
  const auto x = GENERATE_COPY(values<row>({
    {"empty", "", {0, "malformed"}},
    {"half", R"({"jsonrpc":"2.0","id":1,"meth)", {0, "malformed"}},
    {"two", "{}{}", {0, "malformed"}},
    {"deep", deep(5000), {0, "malformed"}},
    {"a list", "[]", {0, "invalid_request"}},
    {"a number", "17", {0, "invalid_request"}},
    {"no id", R"({"jsonrpc":"2.0","method":"hello"})", {0, "invalid_request", "id"}},
    {"an object as id",
     R"({"jsonrpc":"2.0","id":{},"method":"hello"})",
     {0, "invalid_request", "id"}},
    {"no version", R"({"id":1,"method":"hello"})", {0, "invalid_request", "jsonrpc"}},
    {"a number as method",
     R"({"jsonrpc":"2.0","id":1,"method":5})",
     {0, "invalid_request", "method"}},
    {"an unknown method", request("fly", "{}"), {0, "unknown_method", "method"}},
    {"a list as params", request("hello", "[]"), {0, "invalid_params", "params"}},
    {"a missing member",
     request("set_status", R"({"employee":"e1"})"),
     {0, "invalid_params", "params.type"}},
    {"a wrong type",
     request("set_status", R"({"employee":7,"type":"away"})"),
     {0, "invalid_params", "params.employee"}},
    {"no topics", request("subscribe", R"({"topics":[]})"), {0, "invalid_params", "params.topics"}},
    {"a topic twice",
     request("subscribe", R"({"topics":[{"topic":"people/a"},{"topic":"people/a"}]})"),
     {0, "invalid_params", "params.topics[1].topic"}},
    {"an unknown topic",
     request("subscribe", R"({"topics":[{"topic":"people/nowhere"}]})"),
     {0, "unknown_topic", "params.topics[0]"}},
    {"another's desk",
     request("subscribe", R"({"topics":[{"topic":"desk/bo"}]})"),
     {0, "forbidden", "params.topics[0]"}},
    {"a bad position",
     request("subscribe", R"({"topics":[{"topic":"people/a","from":{"epoch":"e1"}}]})"),
     {0, "invalid_params", "params.topics[0].from.revision"}},
  }));
  INFO(x.what);
  serving office;
  office.door.change("people/a", "e1", "idle");
  auto client = office.user();
  client.send_text(x.text);
  const auto answer = client.next();
  const auto& data = answer.at("error").at("data").as_object();
  CHECK(text_of(data.at("reason")) == x.expected.reason);
  CHECK(text_of(data.at("path")) == x.expected.path);
  CHECK(client.call("hello").contains("result"));
  check_alive(office);
}

TEST_CASE("a wallboard's token may not command", "[websocket][B4.1]") {
  serving office;
  office.door.change("people/a", "e1", "idle");
  auto client = office.session();
  client.call("authenticate", R"({"token":"wall"})");
  const auto x = client.call("clear_status", R"({"employee":"e1"})");
  CHECK(text_of(x.at("error").at("data").at("reason")) == "forbidden");
  check_alive(office);
}

TEST_CASE("a bad frame closes the session with the code for it", "[websocket][B4.2]") {
  struct row {
    std::string what;
    std::function<void(strict_client&)> send;
    int code;
    std::string reason{};
  };
  const auto x = GENERATE_COPY(values<row>({
    {"binary", [](auto& c) { c.send_frame(2, "{}"); }, 1003, "text frames only"},
    {"65 KiB", [](auto& c) { c.send_text(std::string(65 << 10, 'x')); }, 1009},
    {"65 KiB in parts",
     [](auto& c) {
       c.send_frame(1, std::string(40 << 10, 'x'), false);
       c.send_frame(0, std::string(40 << 10, 'x'));
     },
     1009},
    {"a length of years",
     [](auto& c) {
       c.send(std::string_view{"\x81\xFF\x0F\0\0\0\0\0\0\0mask", 14});
     },
     1009},
    {"bad UTF-8", [](auto& c) { c.send_text("\"\xC3\x28\""); }, 1007},
    {"half a character", [](auto& c) { c.send_text("\"\xE2\x82"); }, 1007},
    {"unmasked", [](auto& c) { c.send_frame(1, "{}", true, false); }, 1002},
    {"reserved bits", [](auto& c) { c.send_frame(0x40 | 1, "{}"); }, 1002},
    {"an unknown opcode", [](auto& c) { c.send_frame(3, "{}"); }, 1002},
    {"a part without a beginning", [](auto& c) { c.send_frame(0, "{}"); }, 1002},
    {"a ping in parts", [](auto& c) { c.send_frame(9, "x", false); }, 1002},
    {"a long ping", [](auto& c) { c.send_frame(9, std::string(126, 'x')); }, 1002},
    {"a close of one byte", [](auto& c) { c.send_frame(8, "x"); }, 1002},
    {"a close with a forbidden code", [](auto& c) { c.send_frame(8, "\x03\xEE"); }, 1002},
  }));
  INFO(x.what);
  serving office;
  office.door.change("people/a", "e1", "idle");
  auto client = office.user();
  x.send(client);
  const auto end = client.read_farewell();
  CHECK(end.code == x.code);
  CHECK(end.reason == x.reason);
  check_alive(office);
}

TEST_CASE("a message may come in parts, with pings between", "[websocket][B4.2]") {
  serving office;
  auto client = office.user();
  const auto text = request("hello", R"({"client":"æøå"})");
  for (std::size_t i = 0; i < text.size(); ++i) {
    client.send_frame(i == 0 ? 1 : 0, text.substr(i, 1), i + 1 == text.size());
    if (i % 10 == 0)
      client.send_frame(9, "are you there");
  }
  int pongs = 0;
  auto x = client.read_frame();
  for (; x && x->opcode == 10; x = client.read_frame())
    pongs += x->payload == "are you there" ? 1 : 0;
  CHECK(pongs == static_cast<int>((text.size() + 9) / 10));
  CHECK(x->payload.find("\"result\"") != std::string::npos);
}

TEST_CASE("a close is answered with the same code", "[websocket]") {
  serving office;
  auto client = office.user();
  client.send_frame(8, "\x0F\xA0 bye");
  const auto x = client.read_frame();
  REQUIRE(x);
  CHECK(x->opcode == 8);
  CHECK(x->payload.substr(0, 2) == "\x0F\xA0");
  CHECK(client.ended());
}

TEST_CASE("a peer that answers no ping is dead", "[websocket]") {
  websocket_options options;
  options.idle = std::chrono::milliseconds{200};
  options.heartbeat = std::chrono::milliseconds{50};
  serving office{options};
  auto dead = office.user();
  auto alive = office.user();
  for (int beats = 0; beats < 12; ++beats) // three times as long; pings are answered on the way
    alive.until_method("heartbeat");
  CHECK(alive.call("hello").contains("result"));
  CHECK(dead.drained());
}

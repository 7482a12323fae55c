#include "apps/omstillingctl/address.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

TEST_CASE("the server's address is read in its ws and http forms", "[address]") {
  struct row {
    std::string text, host, socket, ready;
  };
  const row table[] = {
    {"ws://127.0.0.1:8080/ws", "127.0.0.1:8080", "/ws", "/readyz"},
    {"ws://127.0.0.1:8080", "127.0.0.1:8080", "/ws", "/readyz"},
    {"http://127.0.0.1:8080/", "127.0.0.1:8080", "/ws", "/readyz"},
    {"http://desk.example.dk", "desk.example.dk:80", "/ws", "/readyz"},
    {"ws://[::1]:81/ws/", "[::1]:81", "/ws", "/readyz"},
    {"ws://desk/reception/ws", "desk:80", "/reception/ws", "/reception/readyz"},
  };
  for (const auto& x : table) {
    INFO(x.text);
    const auto read = read_address(x.text);
    REQUIRE(read);
    CHECK(read->host_header() == x.host);
    CHECK(read->socket_path() == x.socket);
    CHECK(read->ready_path() == x.ready);
  }
}

TEST_CASE("an address that cannot be is refused with what was expected", "[address]") {
  for (const std::string text : {"", "localhost", "localhost:8080", "ftp://a", "ws://", "ws://:80",
                                 "ws://a:", "ws://a:0", "ws://a:65536", "ws://a:http", "ws://a:80x",
                                 "ws://[::1", "ws://[::1]x", "ws:///ws", "ws://a b", "ws://a\nb"}) {
    INFO(text);
    const auto read = read_address(text);
    REQUIRE_FALSE(read);
    CHECK(read.error() == "--server: ws://HOST[:PORT]/ws expected, got \"" + text + '"');
  }
  CHECK(read_address("wss://a/ws").error().find("TLS") != std::string::npos);
}

TEST_CASE("several addresses stand with commas between", "[address]") {
  const auto read = read_addresses("ws://a:81/ws, http://b ,ws://c/ws");
  REQUIRE(read);
  REQUIRE(read->size() == 3);
  CHECK(read->at(0).host_header() == "a:81");
  CHECK(read->at(1).host_header() == "b:80");
  CHECK(read->at(2).host_header() == "c:80");
  CHECK(read_addresses("ws://a")->size() == 1);
  for (const std::string text : {"", "ws://a,", ",ws://a", "ws://a,,ws://b", "ws://a,b"}) {
    INFO(text);
    CHECK_FALSE(read_addresses(text));
  }
}

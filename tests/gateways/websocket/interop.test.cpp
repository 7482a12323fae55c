#include "tests/gateways/websocket/serving.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <catch2/catch.hpp>

using namespace omstilling;
namespace asio = boost::asio;
namespace beast = boost::beast;

TEST_CASE("a client of a well-known library is served", "[websocket][B4.2]") {
  serving office;
  asio::io_context io;
  beast::websocket::stream<asio::ip::tcp::socket> client{io};
  client.next_layer().connect({asio::ip::address_v4::loopback(), office.server->port()});
  client.set_option(beast::websocket::stream_base::decorator([](beast::websocket::request_type& x) {
    x.set(beast::http::field::sec_websocket_protocol, "omstilling.v1");
  }));
  client.handshake("localhost", "/ws");
  client.write_buffer_bytes(16);
  client.auto_fragment(true); // in many parts
  client.write(asio::buffer(std::string{
    R"({"jsonrpc":"2.0","id":"h","method":"hello","params":{"client":"somebody else's"}})"}));
  beast::flat_buffer answer;
  client.read(answer);
  CHECK(client.got_text());
  CHECK(beast::buffers_to_string(answer.data()).find("omstilling/test") != std::string::npos);
  client.close({beast::websocket::close_code::normal, "enough"});
  CHECK(client.reason().code == beast::websocket::close_code::normal);
}

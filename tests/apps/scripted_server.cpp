#include "tests/apps/scripted_server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

namespace omstilling {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using beast::error_code;

const tcp::endpoint any_port{asio::ip::address_v4::loopback(), 0};

void answer_http(tcp::socket& socket, unsigned status, const std::string& body) {
  http::response<http::string_body> response{static_cast<http::status>(status), 11, body};
  response.prepare_payload();
  error_code failure;
  http::write(socket, response, failure);
}

} // namespace

struct scripted_server::wire {
  asio::io_context io;
  tcp::acceptor acceptor{io, any_port};
};

scripted_server::scripted_server(script x)
  : script_(std::move(x)), wire_(std::make_unique<wire>()), thread_([this] { serve(); }) {}

scripted_server::~scripted_server() {
  stopping_ = true;
  tcp::socket waker{wire_->io};
  error_code failure;
  waker.connect(wire_->acceptor.local_endpoint(), failure);
  thread_.join();
}

std::uint16_t scripted_server::port() const { return wire_->acceptor.local_endpoint().port(); }

std::vector<std::string> scripted_server::frames() const {
  const std::lock_guard lock{mutex_};
  return frames_;
}

void scripted_server::serve() {
  while (!stopping_)
    serve_one();
}

void scripted_server::serve_one() {
  error_code failure;
  tcp::socket socket{wire_->io};
  wire_->acceptor.accept(socket, failure);
  if (failure || stopping_)
    return;
  beast::flat_buffer buffer;
  http::request<http::string_body> request;
  http::read(socket, buffer, request, failure);
  if (failure)
    return;
  if (!websocket::is_upgrade(request) || !script_.upgrades)
    return answer_http(socket, websocket::is_upgrade(request) ? 403 : script_.ready_status,
                       script_.ready_body);
  websocket::stream<tcp::socket> session{std::move(socket)};
  session.set_option(websocket::stream_base::decorator([this](websocket::response_type& x) {
    if (!script_.subprotocol.empty())
      x.set(http::field::sec_websocket_protocol, script_.subprotocol);
  }));
  session.accept(request, failure);
  while (!failure) {
    buffer.clear();
    session.read(buffer, failure);
    if (failure)
      return;
    const auto text = beast::buffers_to_string(buffer.cdata());
    {
      const std::lock_guard lock{mutex_};
      frames_.push_back(text);
    }
    const auto answer = script_.on_frame(text);
    for (const auto& frame : answer.frames)
      session.write(asio::buffer(frame), failure);
    if (answer.then == scripted_answer::after::close)
      session.close({websocket::close_code::policy_error, "too slow"}, failure);
    if (answer.then != scripted_answer::after::go_on)
      return;
  }
}

} // namespace omstilling

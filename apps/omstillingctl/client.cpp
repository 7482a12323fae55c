#include "apps/omstillingctl/client.hpp"

#include "apps/words/words.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <fmt/format.h>

namespace omstilling {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using beast::error_code;

constexpr std::size_t largest_message = 64 << 20;

/// Runs one asynchronous operation to its end: Beast's timeouts exist for those only. At the
/// deadline `give_up` is called, which makes it end.
template <class Start, class GiveUp>
error_code finish(asio::io_context& io, Start start, std::optional<client::deadline> until,
                  GiveUp give_up) {
  error_code result;
  bool done = false;
  start([&](error_code failure, auto&&...) {
    result = failure;
    done = true;
  });
  io.restart();
  while (!done) {
    const auto ran = until ? io.run_one_until(*until) : io.run_one();
    if (ran > 0 || done)
      continue;
    if (!until)
      break;
    until.reset();
    give_up();
    io.restart();
  }
  return result;
}

template <class Start>
error_code finish(asio::io_context& io, Start start) {
  return finish(io, std::move(start), std::nullopt, [] {});
}

client_error unreachable(const server_address& to, const std::string& why) {
  return {client_error::kind::unreachable,
          fmt::format(fmt::runtime(_("{} cannot be reached: {}")), to.host_header(), why)};
}

client_error lost(const error_code& why) {
  return {client_error::kind::lost,
          fmt::format(fmt::runtime(_("the connection was lost: {}")), why.message())};
}

error_code open(asio::io_context& io, beast::tcp_stream& stream, const server_address& to,
                std::chrono::milliseconds within) {
  tcp::resolver resolver{io};
  error_code failure;
  const auto found = resolver.resolve(to.host, to.port, failure);
  if (failure)
    return failure;
  stream.expires_after(within);
  if (auto wrong = finish(io, [&](auto then) { stream.async_connect(found, then); }))
    return wrong;
  // Many small commands in flight must not wait for each other's acknowledgement.
  boost::system::error_code ignored;
  stream.socket().set_option(tcp::no_delay(true), ignored);
  return {};
}

client_error nonsense(std::string_view text) {
  return {client_error::kind::lost,
          fmt::format(fmt::runtime(_("not an answer of the service: {}")), text.substr(0, 200))};
}

/// What a frame of the service says.
tl::expected<std::variant<client_reply, client_notification>, client_error>
read_frame(std::string_view text) {
  auto parsed = parse_json(text, largest_message);
  auto* object = parsed ? parsed->if_object() : nullptr;
  if (!object)
    return tl::unexpected(nonsense(text));
  if (const auto* method = object->if_contains("method"); method && method->is_string()) {
    auto* params = object->if_contains("params");
    return client_notification{method->get_string().c_str(),
                               params ? std::move(*params) : boost::json::value{}};
  }
  const auto* id = object->if_contains("id");
  client_reply reply{.id = id && id->is_int64() ? id->get_int64() : 0, .result = {}};
  if (auto* result = object->if_contains("result")) {
    reply.result = std::move(*result);
  } else if (const auto* error = object->if_contains("error"); error && error->is_object()) {
    const auto* why = error->get_object().if_contains("data");
    auto read = decode<problem>(why ? *why : boost::json::value{}, "error.data", reading::lenient);
    reply.result = tl::unexpected(read ? std::move(*read) : std::move(read.error()));
  } else {
    return tl::unexpected(nonsense(text));
  }
  return reply;
}

} // namespace

struct client::wire {
  asio::io_context io;
  websocket::stream<beast::tcp_stream> socket{io};
  beast::flat_buffer buffer;
  client_timeouts timeouts;
  std::int64_t last_id = 0;

  std::optional<client_error> read(std::optional<deadline> until);
};

std::optional<client_error> client::wire::read(std::optional<deadline> until) {
  buffer.clear();
  bool late = false;
  const auto failure = finish(
    io, [&](auto then) { socket.async_read(buffer, then); }, until,
    [&] {
      late = true;
      beast::get_lowest_layer(socket).close();
    });
  if (late)
    return client_error{client_error::kind::lost, _("the service does not answer")};
  if (failure == websocket::error::closed && !socket.reason().reason.empty())
    return client_error{client_error::kind::lost,
                        fmt::format(fmt::runtime(_("the service ended the session: {}")),
                                    std::string_view{socket.reason().reason.c_str()})};
  return failure ? std::optional{lost(failure)} : std::nullopt;
}

client::client(std::unique_ptr<wire> x) : wire_(std::move(x)) {}
client::client(client&&) noexcept = default;
client& client::operator=(client&&) noexcept = default;
client::~client() = default;

tl::expected<client, client_error> client::connect(const server_address& to,
                                                   const client_timeouts& timeouts) {
  auto made = std::make_unique<wire>();
  auto& socket = made->socket;
  made->timeouts = timeouts;
  if (const auto failure = open(made->io, beast::get_lowest_layer(socket), to, timeouts.connect))
    return tl::unexpected(unreachable(to, failure.message()));
  beast::get_lowest_layer(socket).expires_never();
  websocket::stream_base::timeout limits{timeouts.connect, timeouts.silence, true};
  socket.set_option(limits);
  socket.read_message_max(largest_message);
  socket.set_option(websocket::stream_base::decorator([](websocket::request_type& x) {
    x.set(http::field::sec_websocket_protocol, subprotocol);
    x.set(http::field::user_agent, "omstillingctl");
  }));
  websocket::response_type response;
  const auto failure = finish(made->io, [&](auto then) {
    socket.async_handshake(response, to.host_header(), to.socket_path(), then);
  });
  if (failure == websocket::error::upgrade_declined)
    return tl::unexpected(unreachable(to, fmt::format("HTTP {}", response.result_int())));
  if (failure)
    return tl::unexpected(unreachable(to, failure.message()));
  if (response[http::field::sec_websocket_protocol] != subprotocol)
    return tl::unexpected(
      unreachable(to, fmt::format(fmt::runtime(_("it does not speak {}")), subprotocol)));
  return client{std::move(made)};
}

tl::expected<std::int64_t, client_error> client::send(std::string_view method,
                                                      const boost::json::value& params) {
  const auto id = ++wire_->last_id;
  const auto text = write_request(id, method, params);
  const auto failure =
    finish(wire_->io, [&](auto then) { wire_->socket.async_write(asio::buffer(text), then); });
  if (failure)
    return tl::unexpected(lost(failure));
  return id;
}

client::deadline client::reply_deadline() const {
  return std::chrono::steady_clock::now() + wire_->timeouts.reply;
}

tl::expected<std::variant<client_reply, client_notification>, client_error>
client::receive(std::optional<deadline> until) {
  if (const auto wrong = wire_->read(until))
    return tl::unexpected(*wrong);
  const auto data = wire_->buffer.cdata();
  const std::string_view text{static_cast<const char*>(data.data()), data.size()};
  return read_frame(text);
}

tl::expected<boost::json::value, client_error> client::call(std::string_view method,
                                                            const boost::json::value& params) {
  const auto until = reply_deadline();
  const auto id = send(method, params);
  if (!id)
    return tl::unexpected(id.error());
  for (;;) {
    auto next = receive(until);
    if (!next)
      return tl::unexpected(std::move(next.error()));
    auto* reply = std::get_if<client_reply>(&*next);
    // An error that names no request is about the last thing sent.
    if (!reply || (reply->id != *id && (reply->id != 0 || reply->result)))
      continue;
    if (reply->result)
      return std::move(*reply->result);
    auto& why = reply->result.error();
    return tl::unexpected(client_error{client_error::kind::refused, message(why), why});
  }
}

void client::close() {
  // Whether the other side says goodbye too makes no difference any more.
  finish(wire_->io,
         [&](auto then) { wire_->socket.async_close(websocket::close_code::normal, then); });
}

tl::expected<http_answer, client_error>
http_get(const server_address& from, const std::string& path, const client_timeouts& timeouts) {
  asio::io_context io;
  beast::tcp_stream stream{io};
  if (const auto failure = open(io, stream, from, timeouts.connect))
    return tl::unexpected(unreachable(from, failure.message()));
  stream.expires_after(timeouts.reply);
  http::request<http::empty_body> request{http::verb::get, path, 11};
  request.set(http::field::host, from.host_header());
  request.set(http::field::connection, "close");
  auto failure = finish(io, [&](auto then) { http::async_write(stream, request, then); });
  beast::flat_buffer buffer;
  http::response<http::string_body> response;
  if (!failure)
    failure = finish(io, [&](auto then) { http::async_read(stream, buffer, response, then); });
  if (failure)
    return tl::unexpected(unreachable(from, failure.message()));
  return http_answer{response.result_int(), std::move(response.body())};
}

} // namespace omstilling

#pragma once

#include "gateways/websocket/outbox.hpp"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include <functional>
#include <string>

namespace omstilling {

/// The stream below Beast's WebSocket: reads go through; what Beast writes (the handshake's answer,
/// pongs, close frames) takes its turn in the session's outbox, so that it goes out between whole
/// frames. Nothing follows a close frame.
class mux_stream {
public:
  using executor_type = boost::asio::io_context::executor_type;
  using socket_type = boost::asio::basic_stream_socket<boost::asio::ip::tcp, executor_type>;
  using next_layer_type = socket_type;
  using error_code = boost::system::error_code;

  mux_stream(socket_type socket, outbox& box) : socket_(std::move(socket)), box_(box) {}

  executor_type get_executor() { return socket_.get_executor(); }
  socket_type& next_layer() { return socket_; }
  const socket_type& next_layer() const { return socket_; }

  /// Called after something was queued.
  std::function<void()> on_queued;

  template <class Buffers, class Handler>
  auto async_read_some(const Buffers& buffers, Handler&& handler) {
    return socket_.async_read_some(buffers, std::forward<Handler>(handler));
  }

  template <class Buffers, class Handler>
  auto async_write_some(const Buffers& buffers, Handler&& handler) {
    return boost::asio::async_initiate<Handler, void(error_code, std::size_t)>(
      [this](auto done, std::string bytes) {
        const auto size = bytes.size();
        const error_code failure = queue(std::move(bytes));
        boost::asio::post(socket_.get_executor(),
                          boost::beast::bind_handler(std::move(done), failure, size));
      },
      handler, boost::beast::buffers_to_string(buffers));
  }

private:
  // Beast hands over each frame whole, in one call.
  error_code queue(std::string bytes) {
    if (close_queued_)
      return boost::asio::error::operation_aborted;
    constexpr char close_frame = '\x88';
    close_queued_ = bytes.starts_with(close_frame);
    close_queued_ ? box_.push_last(std::move(bytes)) : box_.push_framed(std::move(bytes));
    on_queued();
    return {};
  }

  socket_type socket_;
  outbox& box_;
  bool close_queued_ = false;
};

inline void teardown(boost::beast::role_type role, mux_stream& x, mux_stream::error_code& failure) {
  boost::beast::websocket::teardown(role, x.next_layer(), failure);
}

template <class Handler>
void async_teardown(boost::beast::role_type role, mux_stream& x, Handler&& handler) {
  boost::beast::websocket::async_teardown(role, x.next_layer(), std::forward<Handler>(handler));
}

} // namespace omstilling

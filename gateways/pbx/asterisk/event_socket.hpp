#pragma once

#include "gateways/pbx/asterisk/ari_address.hpp"
#include "gateways/pbx/asterisk/asterisk_settings.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace omstilling::ari {

/// The WebSocket that brings events. Pings by itself, because a dead one is silent. Lives on one
/// thread.
class event_socket : public std::enable_shared_from_this<event_socket> {
public:
  event_socket(boost::asio::io_context& io, const asterisk_settings& settings);

  std::function<void()> on_open;
  std::function<void(std::string_view text)> on_text;
  std::function<void(std::string why)> on_lost;

  void open(const address& to);
  /// Whether it was heard of since the last ping but one.
  bool is_alive() const;
  /// Nothing is heard of it any more.
  void close();

private:
  void handshake(const address& to);
  void opened();
  void read();
  void ping();
  void lose(std::string why);

  asterisk_settings settings_;
  boost::beast::websocket::stream<boost::beast::tcp_stream> stream_;
  boost::asio::ip::tcp::resolver resolver_;
  boost::asio::steady_timer timer_;
  boost::beast::websocket::response_type answer_;
  boost::beast::flat_buffer buffer_;
  std::chrono::steady_clock::time_point last_heard_;
  bool pinging_ = false;
  bool closed_ = false;
};

} // namespace omstilling::ari

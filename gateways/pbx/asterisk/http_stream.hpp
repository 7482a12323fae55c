#pragma once

#include "gateways/pbx/asterisk/ari_address.hpp"
#include "gateways/pbx/asterisk/ari_requests.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace omstilling::ari {

/// What came back; a status of 0 when nothing did, and then why.
struct reply {
  int status = 0;
  std::string body{};
  std::string problem{};
};

/// In words for people: `connection refused`, `no answer for 3 s`.
std::string in_words(const boost::system::error_code& failure, duration limit);

/// One ordered stream of requests: each goes out when the one before is answered, over a connection
/// that is kept and opened again as needed. Lives on one thread.
class http_stream : public std::enable_shared_from_this<http_stream> {
public:
  using handler = std::function<void(const reply&)>;

  http_stream(boost::asio::io_context& io, address to, std::string authorization, duration timeout);

  void send(request what, handler then);
  /// No handler is called any more.
  void close();
  /// The service does not answer at all; what waits is lost with it.
  std::function<void(std::string why)> on_lost;
  /// Whether the service is known to live by other means: then one slow request is only that.
  std::function<bool()> is_alive;

private:
  struct item {
    request what;
    handler then;
    bool again = false;
  };

  void next();
  void connect();
  void connected();
  void write();
  void read();
  void answered();
  void failed(const boost::system::error_code& failure, bool nothing_came);
  void lose(const boost::system::error_code& failure);
  void finish(const reply& x);

  boost::beast::tcp_stream stream_;
  boost::asio::ip::tcp::resolver resolver_;
  address to_;
  std::string authorization_;
  std::string cookie_;
  duration timeout_;
  std::deque<item> waiting_;
  bool busy_ = false;
  bool open_ = false;
  bool used_ = false; // this connection has answered before
  bool closed_ = false;
  std::chrono::steady_clock::time_point last_used_;
  boost::beast::flat_buffer buffer_;
  boost::beast::http::request<boost::beast::http::string_body> out_;
  std::optional<boost::beast::http::response_parser<boost::beast::http::string_body>> in_;
};

} // namespace omstilling::ari

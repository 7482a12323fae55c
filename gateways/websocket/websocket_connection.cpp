#include "gateways/websocket/websocket_connection.hpp"

#include "gateways/websocket/pace.hpp"
#include "gateways/websocket/session.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <spdlog/spdlog.h>

#include <array>
#include <sys/socket.h>
#include <sys/uio.h>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ws = beast::websocket;

namespace omstilling {

namespace {

using boost::system::error_code;
using steady = std::chrono::steady_clock;

/// One session sends so much at a time; then the others have their turn.
constexpr std::size_t turn_bytes = 256 << 10;
/// With so many answers unread a client's next request is not read either.
constexpr std::size_t unread_answers = 64 << 10;
constexpr std::size_t kept_buffer = 4 << 10;
constexpr double requests_per_second = 100;
constexpr double request_burst = 300;

/// Carries a session's bytes.
class websocket_connection final : public session {
public:
  websocket_connection(hub& home, mux_stream::socket_type socket, std::string peer)
    : session(home, std::move(peer)),
      stream_(std::move(socket), box_),
      pause_(stream_.get_executor()),
      pace_(requests_per_second, request_burst, steady::now()) {}

  void open(const http_request& upgrade);
  void cut() override;

protected:
  void send_now() override;
  void start_close(std::uint16_t code, std::string_view reason) override;

private:
  std::shared_ptr<websocket_connection> me() {
    return std::static_pointer_cast<websocket_connection>(shared_from_this());
  }
  mux_stream::socket_type& socket() { return stream_.next_layer().next_layer(); }
  void set_options();
  void read();
  void received();
  void read_next(std::chrono::milliseconds wait);
  void ended();
  bool send_some();
  void wait_writable();
  void take_turn();

  ws::stream<mux_stream> stream_;
  beast::flat_buffer buffer_;
  asio::basic_waitable_timer<steady> pause_;
  pace pace_;
  bool accepted_ = false;
  bool reading_ = false;
  bool reading_held_ = false; // until answers were read
  bool waiting_ = false;      // for the socket, or for a turn
  bool over_ = false;
};

void websocket_connection::set_options() {
  stream_.next_layer().on_queued = [this] { send_now(); };
  stream_.auto_fragment(false);
  stream_.read_message_max(home_.options().max_message);
  stream_.set_option(
    ws::stream_base::timeout{home_.options().close_within, home_.options().idle, true});
  stream_.set_option(
    ws::stream_base::decorator([name = home_.door().server_name()](ws::response_type& x) {
      x.set(beast::http::field::server, name);
      x.set(beast::http::field::sec_websocket_protocol, std::string{subprotocol});
    }));
}

void websocket_connection::open(const http_request& upgrade) {
  set_options();
  home_.enter(me());
  reading_ = true;
  stream_.async_accept(upgrade, [self = me()](error_code failure) {
    self->reading_ = false;
    if (failure || self->over_)
      return self->ended();
    self->accepted_ = true;
    self->read();
  });
}

void websocket_connection::read() {
  if (over_ || reading_)
    return;
  reading_ = true;
  stream_.async_read(buffer_, [self = me()](error_code failure, std::size_t) {
    self->reading_ = false;
    failure ? self->ended() : self->received();
  });
}

void websocket_connection::received() {
  const auto size = buffer_.size();
  if (!stream_.got_text())
    close(close_reason::text_only, "text frames only");
  else
    receive({static_cast<const char*>(buffer_.cdata().data()), size});
  buffer_.clear();
  if (buffer_.capacity() > kept_buffer)
    buffer_.shrink_to_fit();
  // A long message costs as much as many short ones. Who administers may bring in whole offices:
  // there the number of commands in flight is limit enough.
  const auto wait = pace_.take(1 + static_cast<double>(size) / 1024, steady::now());
  read_next(administers() ? std::chrono::milliseconds{} : wait);
}

void websocket_connection::read_next(std::chrono::milliseconds wait) {
  if (over_)
    return ended();
  if (!is_closing() && box_.answer_bytes() > unread_answers) {
    reading_held_ = true; // send_now() goes on
    return;
  }
  if (is_closing() || wait.count() == 0)
    return read();
  pause_.expires_after(wait);
  pause_.async_wait([self = me()](error_code) { self->over_ ? self->ended() : self->read(); });
}

void websocket_connection::ended() {
  over_ = true;
  error_code ignored;
  socket().close(ignored);
  left();
}

void websocket_connection::cut() {
  if (over_)
    return;
  over_ = true;
  error_code ignored;
  socket().close(ignored);
  pause_.cancel();
  // Whoever is in the middle of the sessions is not to lose one there.
  if (!reading_)
    asio::post(stream_.get_executor(), [self = me()] { self->ended(); });
}

void websocket_connection::start_close(std::uint16_t code, std::string_view reason) {
  if (!accepted_)
    return cut();
  constexpr std::size_t longest = 123; // RFC 6455, 5.5.1
  const ws::close_reason why{static_cast<ws::close_code>(code),
                             beast::string_view{reason.data(), std::min(reason.size(), longest)}};
  stream_.async_close(why, [self = me()](error_code) {
    if (!self->reading_)
      self->ended();
  });
  if (std::exchange(reading_held_, false))
    read();
}

void websocket_connection::send_now() {
  if (waiting_ || over_)
    return;
  std::size_t turn = box_.totals().bytes + turn_bytes;
  while (send_some())
    if (box_.totals().bytes >= turn)
      return take_turn();
  if (reading_held_ && box_.answer_bytes() <= unread_answers) {
    reading_held_ = false;
    asio::post(stream_.get_executor(), [self = me()] { self->read(); });
  }
}

/// Sends once; false when there is nothing left, or nothing can be sent now.
bool websocket_connection::send_some() {
  std::array<std::string_view, 64> pieces;
  const auto count = box_.gather(pieces);
  if (count == 0)
    return false;
  std::array<iovec, 64> vectors;
  std::size_t wanted = 0;
  for (std::size_t i = 0; i < count; ++i) {
    vectors[i] = {const_cast<char*>(pieces[i].data()), pieces[i].size()};
    wanted += pieces[i].size();
  }
  msghdr message{};
  message.msg_iov = vectors.data();
  message.msg_iovlen = count;
  const auto result = ::sendmsg(socket().native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (result < 0) {
    errno == EAGAIN || errno == EINTR ? wait_writable() : cut();
    return false;
  }
  const auto done = static_cast<std::size_t>(result);
  box_.sent(done);
  if (done == wanted)
    return true;
  wait_writable();
  return false;
}

void websocket_connection::wait_writable() {
  waiting_ = true;
  socket().async_wait(mux_stream::socket_type::wait_write, [self = me()](error_code failure) {
    self->waiting_ = false;
    if (!failure && !self->over_)
      self->flush();
  });
}

void websocket_connection::take_turn() {
  waiting_ = true;
  asio::post(stream_.get_executor(), [self = me()] {
    self->waiting_ = false;
    if (!self->over_)
      self->flush();
  });
}

} // namespace

void open_session(hub& home, mux_stream::socket_type socket, const http_request& upgrade,
                  std::string peer) {
  std::make_shared<websocket_connection>(home, std::move(socket), std::move(peer))->open(upgrade);
}

} // namespace omstilling

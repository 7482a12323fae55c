#include "gateways/pbx/asterisk/event_socket.hpp"

#include "gateways/pbx/asterisk/ari_requests.hpp"
#include "gateways/pbx/asterisk/http_stream.hpp"

#include <algorithm>
#include <utility>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ws = beast::websocket;

namespace omstilling::ari {

namespace {

using boost::system::error_code;
using steady = std::chrono::steady_clock;

constexpr std::size_t longest_event = 4 << 20;

} // namespace

event_socket::event_socket(asio::io_context& io, const asterisk_settings& settings)
  : settings_(settings), stream_(io), resolver_(io), timer_(io) {}

void event_socket::open(const address& to) {
  resolver_.async_resolve(
    to.host, to.port, [self = shared_from_this(), to](error_code failure, const auto& found) {
      if (self->closed_)
        return;
      if (failure)
        return self->lose(in_words(failure, self->settings_.request_timeout));
      auto& layer = beast::get_lowest_layer(self->stream_);
      layer.expires_after(self->settings_.request_timeout);
      layer.async_connect(found, [self, to](error_code bad, const auto&) {
        if (self->closed_)
          return;
        bad ? self->lose(in_words(bad, self->settings_.request_timeout)) : self->handshake(to);
      });
    });
}

void event_socket::handshake(const address& to) {
  stream_.set_option(ws::stream_base::decorator([this](ws::request_type& x) {
    x.set(beast::http::field::authorization,
          basic_authorization(settings_.user, settings_.password));
    x.set(beast::http::field::sec_websocket_protocol, "ari");
  }));
  stream_.read_message_max(longest_event);
  stream_.control_callback(
    [this](ws::frame_type, beast::string_view) { last_heard_ = steady::now(); });
  // subscribeAll has the device states in it, see all_topics().
  const auto target =
    to.path + "/events?subscribeAll=false&app=" + percent_encoded(settings_.application);
  stream_.async_handshake(answer_, to.host + ':' + to.port, target,
                          [self = shared_from_this()](error_code failure) {
                            if (self->closed_)
                              return;
                            if (failure == ws::error::upgrade_declined)
                              self->lose("Asterisk refuses the events (" +
                                         std::to_string(self->answer_.result_int()) + ')');
                            else if (failure)
                              self->lose(in_words(failure, self->settings_.request_timeout));
                            else
                              self->opened();
                          });
}

void event_socket::opened() {
  beast::get_lowest_layer(stream_).expires_never();
  error_code ignored;
  beast::get_lowest_layer(stream_).socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  last_heard_ = steady::now();
  read();
  ping();
  on_open();
}

void event_socket::read() {
  stream_.async_read(buffer_, [self = shared_from_this()](error_code failure, std::size_t) {
    if (self->closed_)
      return;
    if (failure == ws::error::message_too_big)
      return self->lose("an event without end");
    if (failure)
      return self->lose(failure == ws::error::closed
                          ? "Asterisk closed the connection"
                          : in_words(failure, self->settings_.silent_after));
    self->last_heard_ = steady::now();
    const auto data = self->buffer_.cdata();
    self->on_text({static_cast<const char*>(data.data()), data.size()});
    self->buffer_.clear();
    if (!self->closed_)
      self->read();
  });
}

void event_socket::ping() {
  timer_.expires_at(
    std::min(steady::now() + settings_.ping_every, last_heard_ + settings_.silent_after));
  timer_.async_wait([self = shared_from_this()](error_code failure) {
    if (failure || self->closed_)
      return;
    const auto silence = steady::now() - self->last_heard_;
    if (silence >= self->settings_.silent_after)
      return self->lose(in_words(beast::error::timeout, self->settings_.silent_after));
    if (!self->pinging_) {
      self->pinging_ = true;
      self->stream_.async_ping({}, [self](error_code) { self->pinging_ = false; });
    }
    self->ping();
  });
}

bool event_socket::is_alive() const {
  return !closed_ && steady::now() - last_heard_ < settings_.ping_every * 3 / 2;
}

void event_socket::lose(std::string why) {
  close();
  on_lost(std::move(why));
}

void event_socket::close() {
  if (std::exchange(closed_, true))
    return;
  timer_.cancel();
  resolver_.cancel();
  beast::get_lowest_layer(stream_).close();
}

} // namespace omstilling::ari

#include "gateways/websocket/http_connection.hpp"

#include "gateways/websocket/pages.hpp"
#include "gateways/websocket/presence_pages.hpp"
#include "gateways/websocket/websocket_connection.hpp"
#include "protocol/wire.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

namespace omstilling {

namespace {

using boost::system::error_code;
using tcp = asio::ip::tcp;
using steady = std::chrono::steady_clock;
using stream_type = beast::basic_stream<tcp, hub::io_context::executor_type>;

constexpr std::uint32_t max_header = 8 << 10;

std::string_view plain(beast::string_view x) { return {x.data(), x.size()}; }

/// What keeps an upgrade request from becoming a session; nothing when it may.
std::optional<page> wrong_upgrade(const hub& home, const http_request& asked) {
  const auto is_listed = [&](http::field field, std::string_view word) {
    return http::token_list{asked[field]}.exists(beast::string_view{word.data(), word.size()});
  };
  if (asked.version() != 11 || asked.method() != http::verb::get ||
      !is_listed(http::field::connection, "upgrade") ||
      !is_listed(http::field::upgrade, "websocket"))
    return refusal_page(426, "upgrade_required", "this address is for WebSocket");
  if (asked[http::field::sec_websocket_version] != "13")
    return refusal_page(426, "upgrade_required", "Sec-WebSocket-Version: 13 expected");
  if (asked[http::field::sec_websocket_key].size() != 24)
    return refusal_page(400, "malformed", "Sec-WebSocket-Key: 16 bytes in base64 expected");
  if (!is_listed(http::field::sec_websocket_protocol, subprotocol))
    return refusal_page(400, "wrong_subprotocol", "Sec-WebSocket-Protocol: omstilling.v1 expected");
  if (!origin_allowed(plain(asked[http::field::origin]), plain(asked[http::field::host]),
                      home.options().allowed_origins))
    return refusal_page(403, "forbidden", "pages of this origin may not open a session");
  if (home.full())
    return refusal_page(503, "try_later", "as many sessions as there may be");
  return std::nullopt;
}

class http_connection final : public http_peer,
                              public std::enable_shared_from_this<http_connection> {
public:
  http_connection(hub& home, http_peers& peers, stream_type::socket_type socket)
    : home_(home), peers_(peers), stream_(std::move(socket)), patience_(stream_.get_executor()) {}

  void run();
  void cut() override;

private:
  void read();
  void received(error_code failure);
  void malformed(error_code failure);
  void route();
  void upgrade();
  void read_presence();
  template <class Ask>
  void ask_service(Ask ask);
  void answer(page what);
  void write(page what, bool keep_alive);
  http::response<http::span_body<const char>> response_of(bool keep_alive) const;
  void written(error_code failure, bool keep_alive);
  void linger();
  void end();

  hub& home_;
  http_peers& peers_;
  stream_type stream_;
  asio::basic_waitable_timer<steady> patience_; // with the service
  beast::flat_buffer buffer_{2 * max_header};
  std::optional<http::request_parser<http::empty_body>> parser_;
  http_request asked_;
  page page_;
  std::optional<http::response<http::span_body<const char>>> response_;
  bool asking_ = false;
};

void http_connection::run() {
  peers_.insert(this);
  read();
}

void http_connection::cut() {
  stream_.close(); // ends what is being read or written
  if (std::exchange(asking_, false)) {
    patience_.cancel();
    asio::post(stream_.get_executor(), [self = shared_from_this()] { self->end(); });
  }
}

void http_connection::end() {
  peers_.erase(this);
  stream_.close();
}

/// Takes what the peer still sends: closing with bytes unread would reset the connection and the
/// answer with it.
void http_connection::linger() {
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(max_header),
                          [self = shared_from_this()](error_code failure, std::size_t) {
                            failure ? self->end() : self->linger();
                          });
}

void http_connection::read() {
  parser_.emplace();
  parser_->header_limit(max_header);
  parser_->body_limit(0);
  // One deadline for the whole request: who sends it byte by byte has no more time than others.
  stream_.expires_after(home_.options().request_within);
  http::async_read(
    stream_, buffer_, *parser_,
    [self = shared_from_this()](error_code failure, std::size_t) { self->received(failure); });
}

void http_connection::received(error_code failure) {
  const auto& of_http = make_error_code(http::error::end_of_stream).category();
  if (failure == http::error::end_of_stream || (failure && failure.category() != of_http))
    return end(); // gone, or out of time
  ++home_.counters().http_requests;
  if (failure)
    return malformed(failure);
  asked_ = parser_->release();
  route();
}

void http_connection::malformed(error_code failure) {
  asked_ = {};
  if (failure == http::error::header_limit || failure == http::error::buffer_overflow)
    return write(refusal_page(431, "too_large", "a header of at most 8 KiB expected"), false);
  if (failure == http::error::body_limit || failure == http::error::unexpected_body)
    return write(refusal_page(413, "too_large", "no body expected"), false);
  write(refusal_page(400, "malformed", failure.message()), false);
}

void http_connection::route() {
  const auto target = plain(asked_.target());
  const auto path = target.substr(0, target.find('?'));
  if (path == "/ws")
    return upgrade();
  if (asked_.method() != http::verb::get && asked_.method() != http::verb::head) {
    auto refusal = refusal_page(405, "method_not_allowed", "GET or HEAD expected");
    refusal.allow = "GET, HEAD";
    return answer(std::move(refusal));
  }
  if (path == "/healthz")
    return answer({.type = "text/plain; charset=utf-8", .text = "ok\n"});
  if (path == "/readyz")
    return ask_service([this](auto then) {
      home_.door().health([then](const std::vector<health_view>& parts) {
        then([parts](const hub&) { return readiness_page(parts); });
      });
    });
  if (path == "/metrics")
    return ask_service([this](auto then) {
      home_.door().metrics([then](const std::string& text) {
        then([text](const hub& home) {
          return page{.type = "text/plain; version=0.0.4; charset=utf-8",
                      .text = text + home.metrics_text()};
        });
      });
    });
  if (is_presence_path(path))
    return read_presence();
  const auto& own = home_.options().files;
  answer(file_page(own.empty() ? wallboard_files() : own, path,
                   plain(asked_[http::field::if_none_match])));
}

void http_connection::upgrade() {
  if (auto refusal = wrong_upgrade(home_, asked_)) {
    ++home_.counters().connections_refused;
    return answer(std::move(*refusal));
  }
  if (buffer_.size() > 0)
    return write(refusal_page(400, "malformed", "frames before the handshake was answered"), false);
  error_code unknown;
  const auto peer = stream_.socket().remote_endpoint(unknown);
  peers_.erase(this);
  stream_.expires_never();
  open_session(home_, stream_.release_socket(), asked_,
               unknown ? std::string{} : peer.address().to_string());
}

/// A login for this one request, then what it may see.
void http_connection::read_presence() {
  auto asked =
    read_presence_request(plain(asked_.target()), plain(asked_[http::field::authorization]));
  if (!asked)
    return answer(std::move(asked.error()));
  const auto place = home_.take_place();
  if (!place) {
    auto refusal = refusal_page(503, "try_later", "as many requests as there may be");
    refusal.retry_after = 1;
    return answer(std::move(refusal));
  }
  error_code unknown;
  const auto peer = stream_.socket().remote_endpoint(unknown);
  const std::string tag = std::string{plain(asked_[http::field::if_none_match])};
  ask_service([&](auto then) {
    const auto refuse = [then](const problem& why) {
      then([page = presence_refusal(why)](const hub&) { return page; });
    };
    home_.door().admit(
      asked->login, unknown ? std::string{} : peer.address().to_string(),
      [door = &home_.door(), what = asked->what, times = asked->times, tag, place, then,
       refuse](const tl::expected<admission, problem>& came) {
        if (!came)
          return refuse(came.error());
        door->read_presence(
          came->who, what,
          [times, tag, place, then, refuse](const tl::expected<presence_reading, problem>& x) {
            if (!x)
              return refuse(x.error());
            then([x = *x, times, tag](const hub&) { return presence_page(x, times, tag); });
          });
      });
  });
}

/// Lets the service make a page, within its time. `ask` gets a function to call, from any thread,
/// with what makes the page on ours.
template <class Ask>
void http_connection::ask_service(Ask ask) {
  asking_ = true;
  stream_.expires_never();
  patience_.expires_after(home_.options().answer_within);
  patience_.async_wait([self = shared_from_this()](error_code failure) {
    if (!failure && std::exchange(self->asking_, false))
      self->answer(refusal_page(503, "timeout", "the service does not answer"));
  });
  ask([io = home_.io(), me = weak_from_this()](std::function<page(const hub&)> make) {
    asio::post(*io, [me, make = std::move(make)] {
      const auto self = me.lock();
      if (!self || !std::exchange(self->asking_, false))
        return;
      self->patience_.cancel();
      self->answer(make(self->home_));
    });
  });
}

void http_connection::answer(page what) { write(std::move(what), asked_.keep_alive()); }

http::response<http::span_body<const char>> http_connection::response_of(bool keep_alive) const {
  http::response<http::span_body<const char>> x;
  x.version(asked_.version());
  x.result(page_.status);
  const auto text = [](std::string_view field) {
    return beast::string_view{field.data(), field.size()};
  };
  x.set(http::field::server, home_.door().server_name());
  x.set(http::field::content_type, text(page_.type));
  x.set(http::field::cache_control, page_.etag.empty() ? "no-store"
                                    : page_.is_private ? "private, no-cache"
                                                       : "no-cache");
  if (page_.is_private)
    x.set(http::field::vary, "Authorization");
  if (!page_.etag.empty())
    x.set(http::field::etag, page_.etag);
  if (!page_.allow.empty())
    x.set(http::field::allow, text(page_.allow));
  if (page_.retry_after)
    x.set(http::field::retry_after, std::to_string(*page_.retry_after));
  if (page_.status == 401) {
    x.insert(http::field::www_authenticate, "Bearer realm=\"omstilling\"");
    x.insert(http::field::www_authenticate, "Basic realm=\"omstilling\", charset=\"UTF-8\"");
  }
  if (page_.status == 426) {
    x.set(http::field::upgrade, "websocket");
    x.set(http::field::sec_websocket_version, "13");
  }
  x.set("Content-Security-Policy",
        "default-src 'self'; connect-src 'self' ws: wss:; base-uri 'none'; object-src 'none'; "
        "form-action 'self'; frame-ancestors 'self'"); // ws: the wallboard knows several nodes
  x.set("X-Content-Type-Options", "nosniff");
  x.set("X-Frame-Options", "SAMEORIGIN");
  x.set("Referrer-Policy", "no-referrer");
  x.set("Cross-Origin-Opener-Policy", "same-origin");
  if (page_.status != 304)
    x.content_length(page_.body().size());
  x.keep_alive(keep_alive);
  return x;
}

void http_connection::write(page what, bool keep_alive) {
  page_ = std::move(what);
  response_ = response_of(keep_alive);
  if (asked_.method() != http::verb::head && page_.status != 304)
    response_->body() = {page_.body().data(), page_.body().size()};
  stream_.expires_after(home_.options().request_within);
  http::async_write(stream_, *response_,
                    [self = shared_from_this(), keep_alive](error_code failure, std::size_t) {
                      self->written(failure, keep_alive);
                    });
}

void http_connection::written(error_code failure, bool keep_alive) {
  response_.reset();
  page_ = {};
  if (failure || home_.stopping())
    return end();
  if (keep_alive)
    return read();
  error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream_.expires_after(std::chrono::seconds{1});
  linger();
}

} // namespace

void answer_http(hub& home, http_peers& peers, mux_stream::socket_type socket) {
  std::make_shared<http_connection>(home, peers, std::move(socket))->run();
}

} // namespace omstilling

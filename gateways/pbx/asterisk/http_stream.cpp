#include "gateways/pbx/asterisk/http_stream.hpp"

#include <boost/asio/connect.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <spdlog/spdlog.h>

#include <utility>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

namespace omstilling::ari {

namespace {

using boost::system::error_code;
using tcp = asio::ip::tcp;

constexpr std::size_t longest_answer = 64 << 20;
/// Asterisk closes a connection that idles for 15 s; one that is about to end is not trusted.
constexpr std::chrono::seconds trusted_idle{10};

} // namespace

std::string in_words(const error_code& failure, duration limit) {
  if (failure == beast::error::timeout)
    return "no answer for " + std::to_string((limit.count() + 999) / 1000) + " s";
  if (failure == asio::error::connection_refused)
    return "connection refused";
  if (failure == asio::error::eof || failure == asio::error::connection_reset ||
      failure == asio::error::broken_pipe || failure == http::error::end_of_stream ||
      failure == http::error::partial_message)
    return "Asterisk closed the connection";
  return failure.message();
}

http_stream::http_stream(asio::io_context& io, address to, std::string authorization,
                         duration timeout)
  : stream_(io),
    resolver_(io),
    to_(std::move(to)),
    authorization_(std::move(authorization)),
    timeout_(timeout) {}

void http_stream::send(request what, handler then) {
  if (closed_)
    return;
  waiting_.push_back({std::move(what), std::move(then)});
  next();
}

void http_stream::close() {
  closed_ = true;
  waiting_.clear();
  resolver_.cancel();
  stream_.close();
}

void http_stream::next() {
  if (busy_ || closed_ || waiting_.empty())
    return;
  busy_ = true;
  if (open_ && std::chrono::steady_clock::now() - last_used_ > trusted_idle) {
    stream_.close();
    open_ = false;
  }
  open_ ? write() : connect();
}

void http_stream::connect() {
  used_ = false;
  buffer_.clear();
  resolver_.async_resolve(to_.host, to_.port,
                          [self = shared_from_this()](error_code failure, const auto& found) {
                            if (self->closed_)
                              return;
                            if (failure)
                              return self->lose(failure);
                            self->stream_.expires_after(self->timeout_);
                            self->stream_.async_connect(found, [self](error_code bad, const auto&) {
                              if (self->closed_)
                                return;
                              bad ? self->lose(bad) : self->connected();
                            });
                          });
}

void http_stream::connected() {
  open_ = true;
  error_code ignored;
  stream_.socket().set_option(tcp::no_delay(true), ignored);
  write();
}

void http_stream::write() {
  const auto& what = waiting_.front().what;
  out_ = {};
  out_.version(11);
  out_.method_string(what.method);
  out_.target((what.manager ? to_.manager : to_.path) + what.target);
  out_.set(http::field::host, to_.host + ':' + to_.port);
  if (!what.manager)
    out_.set(http::field::authorization, authorization_);
  else if (!cookie_.empty())
    out_.set(http::field::cookie, cookie_);
  if (!what.body.empty())
    out_.set(http::field::content_type, "application/json");
  out_.body() = what.body;
  out_.prepare_payload();
  if (!what.manager)
    spdlog::trace("asterisk: {} {} {}", what.method, what.target, what.body);
  stream_.expires_after(timeout_);
  http::async_write(stream_, out_, [self = shared_from_this()](error_code failure, std::size_t) {
    if (self->closed_)
      return;
    failure ? self->failed(failure, true) : self->read();
  });
}

void http_stream::read() {
  in_.emplace();
  in_->body_limit(longest_answer);
  http::async_read(stream_, buffer_, *in_,
                   [self = shared_from_this()](error_code failure, std::size_t bytes) {
                     if (self->closed_)
                       return;
                     failure ? self->failed(failure, bytes == 0) : self->answered();
                   });
}

void http_stream::answered() {
  auto& message = in_->get();
  used_ = true;
  last_used_ = std::chrono::steady_clock::now();
  if (const auto at = message.find(http::field::set_cookie); at != message.end())
    cookie_ = std::string{at->value().substr(0, at->value().find(';'))};
  if (!message.keep_alive()) {
    stream_.close();
    open_ = false;
  }
  reply result{static_cast<int>(message.result_int()), std::move(message.body()), {}};
  spdlog::trace("asterisk: {} {}", result.status, result.body);
  finish(result);
}

void http_stream::failed(const error_code& failure, bool nothing_came) {
  stream_.close();
  open_ = false;
  const bool slow = failure == beast::error::timeout;
  if (slow ? !(used_ && is_alive && is_alive()) : !used_)
    return lose(failure);
  auto& first = waiting_.front();
  if (!slow && nothing_came && first.what.repeatable && !std::exchange(first.again, true))
    return connect(); // it had ended while it idled
  finish({0, {}, in_words(failure, timeout_)});
}

void http_stream::lose(const error_code& failure) {
  stream_.close();
  open_ = false;
  const auto self = shared_from_this();
  on_lost(in_words(failure, timeout_));
}

void http_stream::finish(const reply& x) {
  const auto self = shared_from_this();
  const auto then = std::move(waiting_.front().then);
  waiting_.pop_front();
  busy_ = false;
  if (then)
    then(x);
  next();
}

} // namespace omstilling::ari

#include "apps/omstilling-console/client.hpp"

#include "protocol/wire.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>

#include <deque>
#include <mutex>
#include <random>
#include <thread>

namespace omstilling {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using beast::error_code;
using namespace std::chrono_literals;

constexpr std::size_t largest_message = 64 << 20;
constexpr auto connect_limit = 5s;
constexpr auto beat = 100ms; // how late a retry or a silence may be noticed
constexpr auto shortest_between_views = 15ms;

time_point now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace

/// One connection; it ends for good, and the next one is another. All on the client's thread.
class connection : public std::enable_shared_from_this<connection> {
public:
  struct events {
    std::function<void()> opened;
    std::function<void(std::string_view)> received;
    std::function<void(problem)> ended;
  };

  connection(asio::io_context& io, server_address to, events then)
    : resolver_(io), socket_(io), to_(std::move(to)), then_(std::move(then)) {}

  void start() {
    resolver_.async_resolve(
      to_.host, to_.port, [me = shared_from_this()](error_code e, auto found) {
        if (e)
          return me->end(e);
        auto& tcp_part = beast::get_lowest_layer(me->socket_);
        tcp_part.expires_after(connect_limit);
        tcp_part.async_connect(found, [me](error_code x, const auto&) { me->connected(x); });
      });
  }

  void send(std::string text) {
    outgoing_.push_back(std::move(text));
    if (outgoing_.size() == 1)
      write();
  }

  void close() {
    then_ = {};
    error_code ignored;
    beast::get_lowest_layer(socket_).socket().close(ignored);
  }

private:
  void connected(error_code e) {
    if (e)
      return end(e);
    auto& tcp_part = beast::get_lowest_layer(socket_);
    error_code ignored;
    tcp_part.socket().set_option(tcp::no_delay(true), ignored);
    tcp_part.expires_never();
    socket_.set_option(websocket::stream_base::timeout{connect_limit, 60s, true});
    socket_.read_message_max(largest_message);
    socket_.set_option(websocket::stream_base::decorator([](websocket::request_type& x) {
      x.set(http::field::sec_websocket_protocol, subprotocol);
      x.set(http::field::user_agent, "omstilling-console");
    }));
    socket_.async_handshake(to_.host_header(), to_.socket_path(),
                            [me = shared_from_this()](error_code x) {
                              if (x)
                                return me->end(x);
                              if (me->then_.opened)
                                me->then_.opened();
                              me->read();
                            });
  }

  void read() {
    socket_.async_read(buffer_, [me = shared_from_this()](error_code e, std::size_t) {
      if (e)
        return me->end(e);
      const auto data = me->buffer_.cdata();
      if (me->then_.received)
        me->then_.received({static_cast<const char*>(data.data()), data.size()});
      me->buffer_.clear();
      me->read();
    });
  }

  void write() {
    socket_.async_write(asio::buffer(outgoing_.front()),
                        [me = shared_from_this()](error_code e, std::size_t) {
                          if (e)
                            return me->end(e);
                          me->outgoing_.pop_front();
                          if (!me->outgoing_.empty())
                            me->write();
                        });
  }

  void end(error_code why) {
    // The handlers belong to whoever made this one, and hear of the end only once.
    const auto then = std::exchange(then_, {});
    if (then.ended)
      then.ended(problem{.reason = error_reason::try_later, .detail = why.message()});
  }

  tcp::resolver resolver_;
  websocket::stream<beast::tcp_stream> socket_;
  server_address to_;
  events then_;
  beast::flat_buffer buffer_;
  std::deque<std::string> outgoing_;
};

struct console_client::state {
  explicit state(std::function<void()> when_changed) : changed(std::move(when_changed)) {
    shown = model.view();
    tick();
    thread = std::thread{[this] { io.run(); }};
  }

  ~state() {
    io.stop();
    thread.join();
  }

  template <class Step>
  void post(Step step) {
    asio::post(io, [this, step = std::move(step)]() mutable {
      step(model.talk);
      after_step();
    });
  }

  void tick() {
    beats.expires_after(beat);
    beats.async_wait([this](error_code e) {
      if (e)
        return;
      model.talk.tick(now());
      after_step();
      tick();
    });
  }

  /// Does what the session wants now, and shows what it knows.
  void after_step() {
    if (link && !model.talk.wants_connection(now())) {
      auto why = model.talk.take_complaint();
      std::exchange(link, nullptr)->close();
      model.talk.lost(why.value_or(problem{}), now(), chance(random));
      try_next();
    }
    if (!link) {
      model.talk.take_complaint();
      if (model.talk.wants_connection(now()))
        connect();
    }
    for (auto& text : model.talk.take_outgoing())
      if (link)
        link->send(std::move(text));
    publish();
  }

  void connect() {
    link = std::make_shared<connection>(
      io, to[at],
      connection::events{.opened =
                           [this] {
                             in_vain = 0;
                             model.talk.opened(now());
                             after_step();
                           },
                         .received =
                           [this](std::string_view text) {
                             model.talk.received(text, now());
                             after_step();
                           },
                         .ended =
                           [this](problem why) {
                             link = nullptr;
                             model.talk.lost(std::move(why), now(), chance(random));
                             try_next();
                             publish();
                           }});
    link->start();
  }

  /// Another node may answer at once; there is a pause only when all were tried in vain.
  void try_next() {
    at = (at + 1) % to.size();
    if (++in_vain < to.size())
      model.talk.retry_now(now());
    else
      in_vain = 0;
  }

  /// A burst of frames becomes one view.
  void publish() {
    if (publishing || published_version == model.talk.version())
      return;
    publishing = true;
    pace.expires_after(shortest_between_views);
    pace.async_wait([this](error_code e) {
      publishing = false;
      if (e)
        return;
      published_version = model.talk.version();
      auto made = model.view();
      {
        const std::lock_guard guard{lock};
        shown = std::move(made);
      }
      changed();
    });
  }

  asio::io_context io{1};
  asio::steady_timer beats{io}, pace{io};
  console_model model{"omstilling-console"};
  std::shared_ptr<connection> link;
  std::vector<server_address> to{1};
  std::size_t at = 0;      // whose turn it is
  std::size_t in_vain = 0; // tried without an answer since the last one that did
  std::function<void()> changed;
  std::mt19937 random{std::random_device{}()};
  std::uniform_real_distribution<double> chance;
  bool publishing = false;
  std::uint64_t published_version = 0;
  mutable std::mutex lock; // guards `shown`
  view_ptr shown;
  std::thread thread;
};

console_client::console_client(std::function<void()> changed)
  : state_(std::make_unique<state>(std::move(changed))) {}

console_client::~console_client() = default;

view_ptr console_client::view() const {
  const std::lock_guard guard{state_->lock};
  return state_->shown;
}

void console_client::log_in(std::vector<server_address> to, user_id user, std::string password) {
  state_->post([st = state_.get(), to = std::move(to), user = std::move(user),
                password = std::move(password)](session& x) mutable {
    st->to = std::move(to);
    st->at = st->in_vain = 0;
    x.log_in(std::move(user), std::move(password));
  });
}

void console_client::log_out() {
  state_->post([](session& x) { x.log_out(); });
}

void console_client::look_at(std::optional<employee_id> who) {
  state_->post([who = std::move(who)](session& x) mutable { x.look_at(std::move(who)); });
}

void console_client::ask(command x) {
  state_->post([x = std::move(x)](session& talk) { talk.ask(x, now()); });
}

void console_client::order(command x, std::int64_t ticket, std::optional<idempotency_key> key) {
  state_->post([x = std::move(x), ticket, key = std::move(key)](session& talk) {
    talk.order(x, ticket, key, now());
  });
}

void console_client::inquire(inquiry x) {
  state_->post([x = std::move(x)](session& talk) { talk.inquire(x); });
}

void console_client::retry_now() {
  state_->post([](session& x) { x.retry_now(now()); });
}

void console_client::dismiss_refusal(std::int64_t id) {
  state_->post([id](session& x) { x.dismiss_refusal(id); });
}

} // namespace omstilling

#include "gateways/websocket/server.hpp"

#include "gateways/websocket/http_connection.hpp"
#include "gateways/websocket/hub.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <thread>

namespace asio = boost::asio;

namespace omstilling {

namespace {
using boost::system::error_code;
using tcp = asio::ip::tcp;
using executor = asio::io_context::executor_type;
using socket_type = asio::basic_stream_socket<tcp, executor>;
using timer = asio::basic_waitable_timer<std::chrono::steady_clock>;

/// Connections beside the sessions: pages, probes, upgrades under way.
constexpr std::size_t more_connections = 1024;
} // namespace

struct websocket_server::engine {
  engine(websocket_options x, front_door& door)
    : options(std::move(x)), home(io, options, door), acceptor(*io), pause(*io) {}

  error_code listen();
  void accept();
  void take(socket_type socket);
  void refuse_for_now(const error_code& failure);
  void begin_stop();
  void wait_for_end(std::chrono::steady_clock::time_point deadline);

  const websocket_options options;
  // Without the hint that one thread runs it: with it, what that thread itself posts is queued only
  // when its handler ends, so a topic that is opened at once could come after frames posted later.
  std::shared_ptr<asio::io_context> io = std::make_shared<asio::io_context>();
  hub home;
  asio::basic_socket_acceptor<tcp, executor> acceptor;
  timer pause;
  http_peers peers;
  std::thread thread;
  std::uint16_t port = 0;
  std::atomic<bool> stopped = false;
};

error_code websocket_server::engine::listen() {
  error_code failure;
  const auto address = asio::ip::make_address(options.address, failure);
  const tcp::endpoint at{address, options.port};
  if (!failure)
    acceptor.open(at.protocol(), failure);
  if (!failure)
    acceptor.set_option(asio::socket_base::reuse_address(true), failure);
  if (!failure)
    acceptor.bind(at, failure);
  if (!failure)
    acceptor.listen(4096, failure);
  if (!failure)
    port = acceptor.local_endpoint(failure).port();
  return failure;
}

void websocket_server::engine::accept() {
  acceptor.async_accept(*io, [this](const error_code& failure, socket_type socket) {
    if (home.stopping())
      return;
    if (failure)
      return refuse_for_now(failure);
    take(std::move(socket));
    accept();
  });
}

void websocket_server::engine::take(socket_type socket) {
  if (peers.size() >= options.max_sessions + more_connections) {
    ++home.counters().connections_refused;
    return;
  }
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  if (options.send_buffer > 0)
    socket.set_option(asio::socket_base::send_buffer_size(options.send_buffer), ignored);
  answer_http(home, peers, std::move(socket));
}

void websocket_server::engine::refuse_for_now(const error_code& failure) {
  // No file descriptors, most likely: trying again at once would only burn the processor.
  spdlog::warn("websocket: cannot accept a connection: {}", failure.message());
  pause.expires_after(std::chrono::milliseconds{200});
  pause.async_wait([this](const error_code& ended) {
    if (!ended && !home.stopping())
      accept();
  });
}

void websocket_server::engine::begin_stop() {
  error_code ignored;
  acceptor.close(ignored);
  pause.cancel();
  home.stop();
  wait_for_end(std::chrono::steady_clock::now() + options.close_within);
}

void websocket_server::engine::wait_for_end(std::chrono::steady_clock::time_point deadline) {
  const auto now = std::chrono::steady_clock::now();
  if (now < deadline && !home.idle()) {
    pause.expires_after(std::chrono::milliseconds{5});
    return pause.async_wait([this, deadline](const error_code&) { wait_for_end(deadline); });
  }
  home.cut();
  for (auto* peer : peers)
    peer->cut();
}

websocket_server::websocket_server(std::unique_ptr<engine> x) : engine_(std::move(x)) {}

websocket_server::~websocket_server() { websocket_server::stop(); }

tl::expected<std::unique_ptr<websocket_server>, problem>
websocket_server::start(websocket_options options, front_door& door) {
  auto x = std::make_unique<engine>(std::move(options), door);
  if (const auto failure = x->listen())
    return tl::unexpected(
      problem{.reason = error_reason::internal,
              .detail = fmt::format("cannot listen on {}:{}: {}", x->options.address,
                                    x->options.port, failure.message())});
  x->home.start();
  x->accept();
  x->thread = std::thread([io = x->io.get()] { io->run(); });
  return std::unique_ptr<websocket_server>(new websocket_server(std::move(x)));
}

void websocket_server::publish(std::vector<topic_frame> frames) {
  if (engine_->stopped)
    return;
  asio::post(*engine_->io, [engine = engine_.get(), frames = std::move(frames)] {
    engine->home.publish(frames);
  });
}

void websocket_server::begin_again(std::vector<std::string> topics) {
  if (engine_->stopped)
    return;
  asio::post(*engine_->io, [engine = engine_.get(), topics = std::move(topics)] {
    engine->home.begin_again(topics);
  });
}

void websocket_server::turn_out(principal whom) {
  if (engine_->stopped)
    return;
  asio::post(*engine_->io,
             [engine = engine_.get(), whom = std::move(whom)] { engine->home.turn_out(whom); });
}

std::uint16_t websocket_server::port() const { return engine_->port; }

void websocket_server::stop() {
  if (engine_->stopped.exchange(true))
    return;
  asio::post(*engine_->io, [engine = engine_.get()] { engine->begin_stop(); });
  engine_->thread.join(); // the loop ends when nothing is left to wait for
}

} // namespace omstilling

#pragma once

#include "gateways/websocket/hub.hpp"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <unordered_set>

namespace omstilling {

/// A connection that is not a session, not yet or never.
class http_peer {
public:
  virtual ~http_peer() = default;
  virtual void cut() = 0;
};

using http_peers = std::unordered_set<http_peer*>;

/// Answers HTTP on a new connection, until it becomes a session or ends.
void answer_http(
  hub& home, http_peers& peers,
  boost::asio::basic_stream_socket<boost::asio::ip::tcp, hub::io_context::executor_type> socket);

} // namespace omstilling

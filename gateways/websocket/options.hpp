#pragma once

#include "gateways/websocket/embedded_file.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace omstilling {

/// How the server listens, and its limits.
struct websocket_options {
  using milliseconds = std::chrono::milliseconds;

  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                   // 0: any that is free
  std::vector<std::string> allowed_origins; // besides the server's own, `https://host[:port]`
  std::vector<embedded_file> files{};       // the wallboard's own when empty
  std::size_t max_sessions = 10'000;        // more are told to come back later
  std::size_t max_message = 64 << 10;       // bytes of one message of a client
  std::size_t outbox_limit = 4 << 20;       // bytes that may wait for one session
  milliseconds heartbeat{5'000};            // between two heartbeats of a session
  milliseconds tick{5};                     // between two flushes while busy
  milliseconds catch_up_within{10'000};     // a reader that fell behind is closed after it
  milliseconds authenticate_within{10'000}; // a session without a login is closed after it
  milliseconds request_within{10'000};      // a whole HTTP request takes no longer
  milliseconds answer_within{3'000};        // the service's health, for /readyz and /metrics
  milliseconds idle{30'000};                // a peer that is silent, pings too, is dead
  milliseconds close_within{2'000};         // a close that is not answered ends by itself
  int send_buffer = 0;                      // of each socket, in bytes; 0: the system's
};

} // namespace omstilling

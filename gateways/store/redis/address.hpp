#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace omstilling::redis {

/// Where a Redis or a sentinel listens.
struct address {
  std::string host; // or the path of a socket, when the port is 0
  std::uint16_t port = 6379;
  friend bool operator==(const address&, const address&) = default;
  friend auto operator<=>(const address&, const address&) = default;
};

std::string text_of(const address& x);

/// Reads `host`, `host:port`, `[::1]:port`, each also after `redis://`, and `unix:/path` or
/// `unix:///path`. Nothing for anything else: names and passwords stand in other keys.
std::optional<address> read_address(std::string_view text, std::uint16_t usual_port = 6379);

/// Where a part of a cluster is: what `MOVED 3999 10.0.0.2:6381` or `ASK ...` says. An empty host
/// means the one that was asked.
struct redirection {
  bool once = false; // ASK: for this command only
  std::uint16_t slot = 0;
  address to;
  friend bool operator==(const redirection&, const redirection&) = default;
};
std::optional<redirection> read_redirection(std::string_view error, const address& asked);

/// The slot of a key, 0-16383, by its hash tag where it has one (Redis Cluster specification).
std::uint16_t slot_of(std::string_view key);

} // namespace omstilling::redis

#pragma once

#include "actors/ports/front_door.hpp"
#include "gateways/websocket/options.hpp"

#include <tl/expected.hpp>

#include <memory>

namespace omstilling {

/// Serves consoles, wallboards and every other observer: WebSocket sessions, the wallboard page,
/// health and metrics, on one port and one thread of its own.
class websocket_server final : public observers {
public:
  /// Listens at once, or says why it cannot. `door` must outlive the server.
  static tl::expected<std::unique_ptr<websocket_server>, problem> start(websocket_options options,
                                                                        front_door& door);
  ~websocket_server() override; // stops

  void publish(std::vector<topic_frame> frames) override;
  void begin_again(std::vector<std::string> topics) override;
  void turn_out(principal whom) override;
  std::uint16_t port() const;
  /// Closes every session with 1001 and ends; returns within twice `close_within`.
  void stop();

private:
  struct engine;
  explicit websocket_server(std::unique_ptr<engine> x);
  std::unique_ptr<engine> engine_;
};

} // namespace omstilling

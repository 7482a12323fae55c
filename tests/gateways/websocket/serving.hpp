#pragma once

#include "gateways/websocket/server.hpp"
#include "tests/gateways/websocket/fake_front_door.hpp"
#include "tests/gateways/websocket/strict_client.hpp"

namespace omstilling {

/// A server on a free port, with a fake service behind it.
struct serving {
  explicit serving(websocket_options options = {}) {
    auto started = websocket_server::start(std::move(options), door);
    if (!started)
      throw std::runtime_error(message(started.error()));
    server = std::move(*started);
    door.attach(server.get());
  }
  ~serving() { door.attach(nullptr); }

  strict_client connect(int receive_buffer = 0) const {
    return strict_client{server->port(), receive_buffer};
  }
  strict_client session(int receive_buffer = 0) const {
    auto x = connect(receive_buffer);
    x.upgrade();
    return x;
  }
  strict_client user(std::string_view name = "anna") const {
    auto x = session();
    x.login(name);
    return x;
  }
  /// The gateway's own figure of this name, as /metrics gives it now.
  double metric(const std::string& name) const;

  fake_front_door door;
  std::unique_ptr<websocket_server> server;
};

/// What a well-made observer keeps of one topic, and its refusal of whatever does not fit.
class observed_picture {
public:
  /// Applies a frame of the topic, ignores answers and heartbeats; throws when a frame is missing,
  /// doubled or out of order.
  void apply(const boost::json::object& notification);
  const fake_front_door::picture& values() const { return values_; }
  std::int64_t revision() const { return revision_; }
  bool whole() const { return whole_; }
  std::string request(const std::string& topic) const; // params of subscribe, resuming
private:
  void apply_snapshot(const boost::json::object& x);
  void set(const boost::json::array& items);

  fake_front_door::picture values_;
  std::string epoch_;
  std::int64_t revision_ = 0;
  bool whole_ = false;
};

/// Reads on until the picture is whole and has reached this revision.
void read_to(strict_client& client, observed_picture& seen, std::int64_t revision);

} // namespace omstilling

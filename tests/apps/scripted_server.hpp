#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace omstilling {

/// What the server does after one frame of the client.
struct scripted_answer {
  std::vector<std::string> frames;
  enum class after { go_on, close, break_off } then = after::go_on;
};

/// How the server treats whoever connects.
struct script {
  std::function<scripted_answer(const std::string&)> on_frame;
  unsigned ready_status = 200;
  std::string ready_body = "[]";
  std::string subprotocol = "omstilling.v1";
  bool upgrades = true;
};

/// A service played by a test, on loopback, on a thread of its own, one connection after the other.
class scripted_server {
public:
  explicit scripted_server(script x);
  ~scripted_server();
  scripted_server(const scripted_server&) = delete;
  scripted_server& operator=(const scripted_server&) = delete;

  std::uint16_t port() const;
  std::string address() const { return "ws://127.0.0.1:" + std::to_string(port()) + "/ws"; }
  std::vector<std::string> frames() const; // all that clients sent

private:
  struct wire;
  void serve();
  void serve_one();

  script script_;
  std::unique_ptr<wire> wire_;
  mutable std::mutex mutex_;
  std::vector<std::string> frames_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

} // namespace omstilling

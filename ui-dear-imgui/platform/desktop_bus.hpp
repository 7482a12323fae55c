#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

struct sd_bus_message;

namespace omstilling {

struct unref_message {
  void operator()(sd_bus_message* x) const;
};
using bus_message = std::unique_ptr<sd_bus_message, unref_message>;

/// Where methods and signals are found. In what is listened to, an empty path is any.
struct bus_object {
  std::string service;
  std::string path;
  std::string interface;
};

/// The session or the system bus (D-Bus), with a thread of its own. Where there is none, or when it
/// goes away, it is tried again after `retry`. Nothing here waits for the bus but that thread.
class desktop_bus {
public:
  enum class kind : std::uint8_t { session, system };
  /// Called on the thread of the bus. An error is a message too: sd_bus_message_is_method_error().
  using handler = std::function<void(sd_bus_message& x)>;

  /// `connected` is called on the thread of the bus for each connection, before anything is sent
  /// on it; what it listens to ends with the connection.
  desktop_bus(kind which, std::function<void(desktop_bus&)> connected,
              std::chrono::milliseconds retry);
  /// Ends the thread; no handler is called afterwards. Not to be destroyed by a handler.
  ~desktop_bus();
  desktop_bus(const desktop_bus&) = delete;
  desktop_bus& operator=(const desktop_bus&) = delete;

  /// Runs `task` on the thread of the bus; drops it where there is no bus. On any thread.
  void post(std::function<void()> task);
  /// One sentence, empty while all is well. On any thread.
  std::string problem() const;

  // On the thread of the bus only: in `connected`, in a handler or in a task.

  /// A call to be filled in; null where the bus is gone.
  bus_message method(const bus_object& on, const char* member);
  /// False when it could not be sent. Otherwise `answered` gets the answer or, within 10 s, an
  /// error.
  bool call(const bus_message& x, handler answered = {});
  void listen(const bus_object& to, const char* signal, handler heard);
  /// Calls `appeared` when a service of this name comes to the bus.
  void await(const std::string& service, std::function<void()> appeared);
  /// Leaves the bus and comes back at once.
  void reconnect();

private:
  struct state;
  std::unique_ptr<state> state_;
};

} // namespace omstilling

#pragma once

#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace omstilling {

/// A client on a plain socket that takes nothing for granted: it refuses masked, fragmented, cut or
/// reserved frames, and anything after a close frame. Every read has a deadline; what does not come
/// throws.
class strict_client {
public:
  using milliseconds = std::chrono::milliseconds;
  struct answer {
    int status = 0;
    std::map<std::string, std::string> fields; // names in lower case
    std::string body;
  };
  struct frame {
    int opcode = 0;
    std::string payload;
  };
  struct farewell {
    int code = 0; // 0: the connection ended without a close frame
    std::string reason;
  };

  /// `receive_buffer` in bytes; 0 for the system's own.
  explicit strict_client(std::uint16_t port, int receive_buffer = 0);
  ~strict_client();
  strict_client(strict_client&& other) noexcept;
  strict_client& operator=(strict_client&&) = delete;

  void send(std::string_view bytes);
  answer read_answer(bool of_head = false);
  answer get(std::string_view path, std::string_view more_fields = {});
  /// Waits for a byte or the end; true when the peer has ended the connection.
  bool ended();
  /// Takes bytes to the end of the connection, without a look at them.
  bool drained();

  answer ask_upgrade(std::string_view more_fields);
  /// Becomes a session, or throws.
  strict_client& upgrade();

  void send_frame(int opcode, std::string_view payload, bool last = true, bool masked = true);
  void send_text(std::string_view text) { send_frame(1, text); }
  /// The next frame, pings answered; none at the end of the connection.
  std::optional<frame> read_frame();
  /// The next notification or answer.
  boost::json::object next();
  /// Reads on until `wanted` says yes to one, and gives that.
  template <class Wanted>
  boost::json::object until(Wanted wanted) {
    for (;;)
      if (auto x = next(); wanted(x))
        return x;
  }
  boost::json::object until_method(std::string_view method);
  boost::json::object until_answer(std::int64_t id);
  /// Sends a request and reads on to its answer.
  boost::json::object call(std::string_view method, std::string_view params = "{}");
  std::int64_t ask(std::string_view method, std::string_view params = "{}");
  strict_client& login(std::string_view user = "anna");
  /// Reads to the end of the connection.
  farewell read_farewell();
  void shut();

private:
  bool receive_more();
  std::string take(std::size_t bytes);
  bool have(std::size_t bytes);

  int socket_ = -1;
  std::string buffer_;
  std::int64_t last_id_ = 0;
  bool farewell_seen_ = false;
};

} // namespace omstilling

#pragma once

#include "apps/omstillingctl/address.hpp"
#include "protocol/wire.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace omstilling {

/// Why there is no answer, or what it was: one line for people, the whole problem when refused.
struct client_error {
  enum class kind { unreachable, lost, refused };
  kind what = kind::lost;
  std::string text;
  problem why{};
};

struct client_reply {
  std::int64_t id = 0;
  tl::expected<boost::json::value, problem> result;
};

struct client_notification {
  std::string method;
  boost::json::value params;
};

struct client_timeouts {
  std::chrono::milliseconds connect{5'000};
  std::chrono::milliseconds reply{30'000};
  std::chrono::milliseconds silence{30'000}; // a service that says nothing so long is gone
};

/// One session with the service, on the calling thread: each call returns when it is done, or when
/// its time is up.
class client {
public:
  static tl::expected<client, client_error> connect(const server_address& to,
                                                    const client_timeouts& timeouts = {});
  client(client&&) noexcept;
  client& operator=(client&&) noexcept;
  ~client();

  /// Sends a request and does not wait; the answer has the id that this returns.
  tl::expected<std::int64_t, client_error> send(std::string_view method,
                                                const boost::json::value& params);
  using deadline = std::chrono::steady_clock::time_point;
  /// The next reply or notification; when there is none by then, the session is over.
  tl::expected<std::variant<client_reply, client_notification>, client_error>
  receive(std::optional<deadline> until = std::nullopt);
  /// When a reply to what is sent now has to be here.
  deadline reply_deadline() const;
  /// Sends a request and waits for its answer; notifications that come before it are dropped.
  tl::expected<boost::json::value, client_error> call(std::string_view method,
                                                      const boost::json::value& params);
  /// Says goodbye; the session is over.
  void close();

  template <class Request>
  tl::expected<boost::json::value, client_error> call(const Request& x) {
    return call(Request::method, encode(x));
  }

private:
  struct wire;
  explicit client(std::unique_ptr<wire> x);
  std::unique_ptr<wire> wire_;
};

struct http_answer {
  unsigned status = 0;
  std::string body;
};

/// One GET of the service's HTTP side.
tl::expected<http_answer, client_error>
http_get(const server_address& from, const std::string& path, const client_timeouts& timeouts = {});

} // namespace omstilling

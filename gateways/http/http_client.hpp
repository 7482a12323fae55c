#pragma once

#include <tl/expected.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace omstilling {

struct http_request {
  std::string method = "GET";
  std::string url;
  std::vector<std::string> headers{}; // `Name: value`
  std::string body{};
  std::string user{}; // Basic, sent at once; none when empty
  std::string password{};
  bool follow = false; // redirects; never together with a password or a token
};

struct http_answer {
  long status = 0;
  std::map<std::string, std::string> headers; // names in small letters
  std::string body;
  std::string header(const std::string& name) const;
};

/// Why no answer came.
struct http_failure {
  enum class kind { unreachable, timed_out, wrong_request, too_large };
  kind what = kind::unreachable;
  std::string text;  // names the host, never the path: that may hold secrets
  bool sent = false; // part of the request went out, so it may have been carried out
};

struct http_options {
  std::size_t in_flight = 8;
  double per_second = 10;
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds timeout{60'000}; // of a request as a whole
  std::size_t body_limit = 32 << 20;         // bytes of an answer, unpacked
  std::string ca_file{};                     // PEM; empty: the system's
  std::string protocols = "https";           // as libcurl names them, by comma
};

/// HTTP on one thread of its own, by libcurl. Certificates are always verified. Answers come on
/// that thread, once each; after the destructor, which another thread calls, none comes.
class http_client {
public:
  using outcome = tl::expected<http_answer, http_failure>;
  explicit http_client(http_options options);
  ~http_client();
  http_client(const http_client&) = delete;
  http_client& operator=(const http_client&) = delete;

  /// Any thread may ask. An answer of any status is an answer.
  void send(http_request what, std::function<void(outcome)> then);
  /// Runs `what` on the thread of the answers.
  void post(std::function<void()> what);

private:
  class engine;
  std::unique_ptr<engine> engine_;
};

} // namespace omstilling

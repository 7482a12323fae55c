#pragma once

#include "gateways/store/redis/link.hpp"
#include "tests/gateways/store/temporary_directory.hpp"

#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

namespace omstilling::test {

/// A port of the loopback interface that was free a moment ago.
std::uint16_t free_port();

/// A redis-server of the test's own, in a folder of its own, which ends with this object. It writes
/// every change to its log before it answers.
class redis_server {
public:
  /// Listens on a socket in its folder, or on the loopback port.
  explicit redis_server(std::uint16_t port = 0, std::vector<std::string> more = {});
  redis_server(const redis_server&) = delete;
  redis_server& operator=(const redis_server&) = delete;
  ~redis_server();

  const redis::address& where() const { return where_; }
  void send(int signal) const;
  /// SIGKILL, and waits for its end.
  void kill();
  /// Begins with what its log holds, mended if its end is torn; does not wait until it serves.
  void start();

private:
  void mend_log() const;

  temporary_directory folder_;
  redis::address where_;
  std::vector<std::string> words_;
  pid_t process_ = 0;
};

/// A redis-sentinel that watches one master, called `office`, and needs no other to agree.
class redis_sentinel {
public:
  redis_sentinel(std::uint16_t port, std::uint16_t master);
  redis_sentinel(const redis_sentinel&) = delete;
  redis_sentinel& operator=(const redis_sentinel&) = delete;
  ~redis_sentinel();
  redis::address where() const { return {"127.0.0.1", port_}; }

private:
  temporary_directory folder_;
  std::uint16_t port_;
  pid_t process_ = 0;
};

/// A way there that waits long for it to serve.
redis::link_options way_to(const redis::address& where);
/// What it says to one command, once it serves.
redis::reply ask(const redis::address& where, std::vector<std::string> words);

} // namespace omstilling::test

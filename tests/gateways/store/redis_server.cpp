#include "tests/gateways/store/redis_server.hpp"

#include "tests/gateways/store/store_rules.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace omstilling::test {

namespace {

/// Ends with the test, also when that is killed.
pid_t run(std::vector<std::string> words, const std::filesystem::path& log) {
  std::vector<char*> raw;
  for (auto& x : words)
    raw.push_back(x.data());
  raw.push_back(nullptr);
  const auto parent = getpid();
  const auto child = fork();
  if (child != 0)
    return child;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent)
    _exit(1);
  const int to = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(to, 1);
  dup2(to, 2);
  execvp(raw[0], raw.data());
  std::perror(raw[0]);
  _exit(127);
}

void end(pid_t& process) {
  if (process <= 0)
    return;
  ::kill(process, SIGKILL);
  waitpid(process, nullptr, 0);
  process = 0;
}

} // namespace

std::uint16_t free_port() {
  const int probe = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  REQUIRE(bind(probe, reinterpret_cast<sockaddr*>(&at), size) == 0);
  REQUIRE(getsockname(probe, reinterpret_cast<sockaddr*>(&at), &size) == 0);
  close(probe);
  return ntohs(at.sin_port);
}

redis_server::redis_server(std::uint16_t port, std::vector<std::string> more) {
  const auto folder = folder_.path().string();
  where_ =
    port == 0 ? redis::address{folder + "/redis.sock", 0} : redis::address{"127.0.0.1", port};
  words_ = {"redis-server",
            "--port",
            std::to_string(port),
            "--bind",
            "127.0.0.1",
            "--dir",
            folder,
            "--save",
            "",
            "--appendonly",
            "yes",
            "--appendfsync",
            "always",
            "--aof-load-truncated",
            "no",
            "--unixsocket",
            folder + "/redis.sock",
            "--daemonize",
            "no"};
  words_.insert(words_.end(), more.begin(), more.end());
  start();
}

redis_server::~redis_server() { end(process_); }

void redis_server::start() {
  std::error_code ignored; // there is none at first
  std::filesystem::remove(folder_.path() / "redis.sock", ignored);
  mend_log();
  process_ = run(words_, folder_.path() / "log");
}

/// A kill may have torn what was being written: docs/redis.md.
void redis_server::mend_log() const {
  const auto log = folder_.path() / "appendonlydir" / "appendonly.aof.manifest";
  if (std::filesystem::exists(log))
    REQUIRE(std::system(("echo y | redis-check-aof --fix " + log.string() + " >> " +
                         (folder_.path() / "log").string() + " 2>&1")
                          .c_str()) == 0);
}

void redis_server::send(int signal) const { REQUIRE(::kill(process_, signal) == 0); }

void redis_server::kill() { end(process_); }

redis_sentinel::redis_sentinel(std::uint16_t port, std::uint16_t master) : port_(port) {
  // It connects again but once a second, so a shorter time takes each promotion for a death.
  const auto file = folder_.path() / "sentinel.conf"; // it writes what it learns into it
  std::ofstream{file} << "port " << port << "\nbind 127.0.0.1\ndir " << folder_.path().string()
                      << "\nsentinel monitor office 127.0.0.1 " << master << " 1\n"
                      << "sentinel down-after-milliseconds office 2000\n"
                         "sentinel failover-timeout office 3000\n";
  process_ = run({"redis-sentinel", file.string()}, folder_.path() / "log");
}

redis_sentinel::~redis_sentinel() { end(process_); }

redis::link_options way_to(const redis::address& where) {
  return {.servers = {where},
          .sentinels = {},
          .master = {},
          .user = {},
          .password = {},
          .sentinel_password = {},
          .away = {.patience = std::chrono::seconds{60}, .longest_delay = duration{50}}};
}

redis::reply ask(const redis::address& where, std::vector<std::string> words) {
  redis::link to{way_to(where)};
  return must(to.ask({{"", std::move(words)}})).front();
}

} // namespace omstilling::test

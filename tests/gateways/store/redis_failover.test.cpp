#include "gateways/store/redis/redis_store.hpp"
#include "gateways/store/redis/site_streams.hpp"
#include "tests/gateways/store/redis_server.hpp"
#include "tests/gateways/store/store_rules.hpp"

#include <csignal>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

// Redis dies under a writer that goes on as if nothing had happened.
namespace omstilling::test {

namespace {

store_batch numbered(std::int64_t n) {
  const auto text = std::to_string(n);
  return {.site = aarhus,
          .events = {event(n)},
          .rows = {{anna, text}},
          .receipts = {receipt_of("mette", text, n)},
          .frames = text};
}

/// A process that appends for ever and tells each number that was acknowledged.
class writer {
public:
  explicit writer(const redis_store_options& options) {
    REQUIRE(pipe(ends_) == 0);
    process_ = fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0)
      work(options);
    close(ends_[1]);
  }
  ~writer() {
    ::kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    close(ends_[0]);
  }
  /// Waits for so many more; the number of the last, 0 when the writer has ended.
  std::int64_t acknowledged(unsigned more) {
    std::int64_t last = 0;
    for (; more > 0; --more)
      if (read(ends_[0], &last, sizeof last) != sizeof last)
        return 0;
    return last;
  }

private:
  [[noreturn]] void work(const redis_store_options& options) {
    const auto kept = open_redis_store(options);
    if (!kept || !(*kept)->open_site(aarhus))
      _exit(1);
    for (std::int64_t n = 1;; ++n)
      if (const auto done = (*kept)->append({numbered(n)}); !done) {
        std::fprintf(stderr, "append %lld: %s\n", static_cast<long long>(n),
                     done.error().detail.c_str());
        _exit(2);
      } else if (write(ends_[1], &n, sizeof n) != sizeof n) {
        _exit(3);
      }
  }

  int ends_[2]{};
  pid_t process_ = 0;
};

/// Everything up to `last` is there, once and in order, and rows and receipts agree.
void check_all_there(store& kept, std::int64_t last) {
  const auto events = must(kept.history({.site = aarhus, .limit = 1'000'000}));
  const auto receipts = must(kept.load_receipts(aarhus, second(0)));
  REQUIRE(static_cast<std::int64_t>(events.size()) >= last);
  REQUIRE(receipts.size() == events.size());
  for (std::size_t i = 0; i < events.size(); ++i)
    if (events[i].number != static_cast<std::int64_t>(i) + 1)
      FAIL("event " << events[i].number << " stands in place " << i + 1);
  CHECK(must(kept.load_one(aarhus, anna)) == std::to_string(events.size()));
}

/// Who follows from the beginning is shown what was acknowledged, in order and once.
void check_followed(site_streams& by, std::int64_t last) {
  std::string at = "0-0";
  std::int64_t number = 0;
  for (auto found = must(by.frames({{aarhus, at}}, duration{0})); !found.empty();
       found = must(by.frames({{aarhus, at}}, duration{0}))) {
    REQUIRE(std::holds_alternative<more_frames>(found.at(aarhus)));
    const auto& more = std::get<more_frames>(found.at(aarhus));
    for (const auto& body : more.bodies)
      if (body != std::to_string(++number))
        FAIL("frame " << body << " comes in place of " << number);
    at = more.position;
  }
  CHECK(number >= last);
}

} // namespace

TEST_CASE("Redis is killed at random moments: what was acknowledged is there, once",
          "[redis_failover]") {
  redis_server server;
  const redis_store_options options{.where = way_to(server.where())};
  std::mt19937 random{7};
  std::int64_t last = 0;
  {
    writer one{options};
    for (int round = 0; round < 25; ++round) {
      last = one.acknowledged(static_cast<unsigned>(random() % 60) + 1);
      REQUIRE(last > 0);
      // A moment within the next append, by a count: nothing is waited for.
      for (auto spins = random() % 400'000; spins > 0; --spins)
        asm volatile("");
      server.kill();
      server.start();
    }
    last = one.acknowledged(10);
    REQUIRE(last > 0);
  }
  check_all_there(*must(open_redis_store(options)), last);
  check_followed(*make_redis_streams(options.where), last);
}

TEST_CASE("the master is killed under its sentinel: the writer follows, nothing is lost",
          "[redis_failover]") {
  const std::uint16_t ports[] = {free_port(), free_port(), free_port()};
  redis_server first{ports[0], {"--repl-diskless-sync-delay", "0"}};
  ask(first.where(), {"PING"});
  redis_server other{
    ports[1],
    {"--replicaof", "127.0.0.1 " + std::to_string(ports[0]), "--repl-diskless-sync-delay", "0"}};
  ask(other.where(), {"PING"});
  redis_sentinel sentinel{ports[2], ports[0]};
  redis_store_options options{.where = way_to(first.where()), .wait_replicas = 1};
  options.wait_within = std::chrono::seconds{60}; // a replica that starts again is waited for
  options.where.servers.clear();
  options.where.sentinels = {sentinel.where()};
  options.where.master = "office";

  redis_server* const both[] = {&first, &other};
  const auto master_port = [&] {
    return ask(sentinel.where(), {"SENTINEL", "get-master-addr-by-name", "office"})
      .items.at(1)
      .as_number();
  };
  std::int64_t last = 0;
  {
    writer one{options};
    for (int round = 0; round < 3; ++round) {
      last = one.acknowledged(20);
      REQUIRE(last > 0);
      auto* const master = both[round % 2];
      CHECK(master_port() == master->where().port);
      master->kill();
      // Once the other is master this one comes back, and the sentinel makes it a replica.
      const auto& next = both[(round + 1) % 2]->where();
      while (master_port() != next.port)
        ask(next, {"BLPOP", "nothing", "0.05"});
      master->start();
    }
    last = one.acknowledged(20);
    REQUIRE(last > 0);
  }
  check_all_there(*must(open_redis_store(options)), last);
  check_followed(*make_redis_streams(options.where), last);
}

} // namespace omstilling::test

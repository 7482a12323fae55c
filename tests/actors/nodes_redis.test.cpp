#include "gateways/store/redis/redis_leases.hpp"
#include "gateways/store/redis/redis_store.hpp"
#include "gateways/store/redis/site_streams.hpp"
#include "tests/actors/office.hpp"
#include "tests/gateways/store/redis_server.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

namespace {

const site_id hq{"hq"};

struct redis_node : one_service {
  int phones = 200;

  void start(const redis_server& on, const node_id& name) {
    auto kept = open_redis_store(
      {.where = way_to(on.where()), .wait_replicas = 0, .node = name, .leased = true});
    REQUIRE(kept);
    service_options how{
      .organisation = "Test",
      .sites = {{.site = {hq, "Hovedkontor", "Europe/Copenhagen"}, .pbx = {}}},
      .messages_by = {},
      .local_administrator_digest = "digest:local",
      .own_threads = false,
      .node =
        node_options{.self = {.node = name, .life = name.value, .preferred = {}, .version = ""},
                     .preferred = {},
                     .leases = make_redis_leases(way_to(on.where())),
                     .streams = make_redis_streams(way_to(on.where()))}};
    auto started = service::start(system, time, std::move(*kept), std::make_shared<plain_hasher>(),
                                  std::move(how));
    REQUIRE(started);
    running = std::move(*started);
    running->attach(seen);
    settle();
  }
  void stop() {
    running->begin_stop();
    settle();
    running.reset();
  }
  ~redis_node() {
    if (running)
      stop();
  }
  /// The answer, as soon as there is one.
  std::shared_ptr<std::optional<result>> ask(const std::string& id) {
    auto said = std::make_shared<std::optional<result>>();
    running->carry_out(administrator(),
                       put_employee{.id = employee_id{id},
                                    .site = hq,
                                    .name = id,
                                    .groups = {},
                                    .phones = {{std::to_string(++phones)}}},
                       std::nullopt, [said](result x) { *said = std::move(x); });
    settle();
    return said;
  }
  result put(const std::string& id) {
    const auto said = ask(id);
    REQUIRE(*said);
    return **said;
  }
  bool shows(const std::string& id) {
    watch(administrator(), "people/hq");
    return !seen.item("people/hq", id).is_null();
  }
};

void let_pass(redis_node& a, redis_node& b, duration span) {
  for (duration passed{}; passed < span; passed += duration{20}) {
    a.advance(duration{20});
    b.advance(duration{20});
  }
}

} // namespace

TEST_CASE("Redis keeps two nodes apart: what one does late is refused, and the other goes on",
          "[site_keeper][redis]") {
  redis_server server;
  redis_node a;
  redis_node b;
  a.start(server, node_id{"a"});
  a.advance(2s);
  REQUIRE(a.put("anna"));
  b.phones = 300;
  b.start(server, node_id{"b"});
  b.advance(2s);
  const auto elsewhere = b.ask("bo"); // done by the other, and shown here
  let_pass(a, b, 1s);
  REQUIRE(*elsewhere);
  CHECK(**elsewhere);
  CHECK(b.shows("anna"));
  CHECK(b.shows("bo"));

  auto leases = make_redis_leases(way_to(server.where()));
  const auto token = leases->holders()->at(0).token;
  REQUIRE(leases->give_back(hq, node_id{"a"}, token)); // as if it had run out
  b.advance(1s);
  REQUIRE(leases->holders()->at(0).node == node_id{"b"});
  const auto dan = b.put("dan");
  INFO((dan ? "" : message(dan.error())));
  REQUIRE(dan);
  CHECK(b.shows("anna"));

  CHECK(is_owned_by_another(a.put("late").error()));
  CHECK_FALSE(*a.ask("eva")); // it knows now, and asks the other

  b.stop();
  a.phones = 400;
  a.advance(1s);
  REQUIRE(a.put("cecilie"));
  CHECK(a.shows("dan"));
  CHECK_FALSE(a.shows("late"));
}

#pragma once

#include "tests/actors/office.hpp"
#include "tests/actors/shared_leases.hpp"
#include "tests/actors/shared_streams.hpp"

#include <map>
#include <string>
#include <utility>

/// Several nodes on one store, each with actors and a clock of its own, so that one may stand still
/// while the others go on.
namespace omstilling::test {

using namespace std::chrono_literals;

/// A PBX to which whoever connected last is connected.
struct shared_pbx {
  std::shared_ptr<simulator> is;
  const void* connected = nullptr;
  int orders_of_others = 0; // that came from somebody else
};

class pbx_of_node final : public pbx_port {
public:
  explicit pbx_of_node(shared_pbx& to) : to_(to) {}
  pbx::capabilities capabilities() const override { return to_.is->capabilities(); }
  void connect(std::function<void(pbx::event)> sink) override {
    to_.connected = this;
    to_.is->connect(std::move(sink));
  }
  void disconnect() override {
    if (to_.connected != this)
      return;
    to_.connected = nullptr;
    to_.is->disconnect();
  }
  void execute(pbx::order order) override {
    if (to_.connected == this)
      to_.is->execute(std::move(order));
    else
      ++to_.orders_of_others;
  }

private:
  shared_pbx& to_;
};

/// What all nodes share: the store, the leases, the PBX of each site, and the time that passes
/// there.
struct shared_world : actor_fixture {
  memory_store kept;
  shared_leases leases{time};
  shared_streams streams{time};
  std::map<site_id, shared_pbx> exchanges;
  int lives = 0; // of nodes, so far

  explicit shared_world(std::map<site_id, simulator_options> pbxs) {
    for (auto& [site, options] : pbxs) {
      options.name = site.value;
      exchanges[site].is = spawn_simulator(system, time, options);
    }
  }
  std::string next_life() { return std::to_string(++lives); }
  ~shared_world() {
    for (auto& [site, x] : exchanges)
      x.is->stop();
  }
};

struct test_node : one_service {
  shared_world& world;
  node_id name;
  bool reaches_store = true;
  bool reaches_streams = true;
  bool stands_still = false;
  duration lag{};

  test_node(shared_world& in, std::string called) : world(in), name(std::move(called)) {}
  ~test_node() { kill(); }

  void start(std::vector<site_id> preferred = {}) {
    service_options how{.organisation = "Test",
                        .sites = {},
                        .messages_by = {},
                        .local_administrator_digest = "digest:local",
                        .own_threads = false};
    for (auto& [site, exchange] : world.exchanges)
      how.sites.push_back({.site = {site, "Site " + site.value, "Europe/Copenhagen"},
                           .pbx = always(std::make_shared<pbx_of_node>(exchange))});
    how.node = node_options{
      .self = {.node = name, .life = world.next_life(), .preferred = {}, .version = ""},
      .preferred = std::move(preferred),
      .leases = std::make_unique<leases_in_memory>(world.leases, reaches_store),
      .streams = std::make_shared<streams_in_memory>(world.streams, reaches_streams)};
    auto started = service::start(
      system, time,
      std::make_unique<fenced_store>(world.kept, world.leases, reaches_store, world.streams.frames),
      std::make_shared<plain_hasher>(), std::move(how));
    REQUIRE(started);
    running = std::move(*started);
    running->attach(seen);
    settle();
  }
  /// A clean end.
  void stop() {
    running->begin_stop();
    settle();
    running.reset();
  }
  /// What it does at its end reaches nobody.
  void kill() {
    reaches_store = reaches_streams = false;
    if (!running)
      return;
    stop();
    advance(std::chrono::seconds{2}); // so long it waits for answers
  }
  /// Its time is what everybody's is: whatever came due meanwhile is due at once.
  void go_on() {
    stands_still = false;
    scheduler.clock().advance_time(std::exchange(lag, {}));
    settle();
  }
  void let_pass(duration by) {
    if (stands_still)
      lag += by;
    else
      advance(by);
  }
  /// Asks without waiting for another node.
  std::optional<result> ask(const principal& who, command what) {
    const auto said = std::make_shared<std::optional<result>>();
    running->carry_out(who, std::move(what), std::nullopt,
                       [said](result x) { *said = std::move(x); });
    settle();
    answers.push_back(said);
    return *said;
  }
  /// What became of the last one that was asked.
  std::optional<result> last_answer() const { return *answers.back(); }
  bool acts_for(const std::string& site) {
    const auto said = ask(administrator(), put_queue{.id = queue_id{"probe-" + site},
                                                     .site = site_id{site},
                                                     .name = "Probe",
                                                     .number = "7999",
                                                     .overflow = {}});
    return said && said->has_value();
  }

  std::vector<std::shared_ptr<std::optional<result>>> answers{};
};

/// Two nodes "a" and "b" with the sites "hq" and "aarhus".
struct two_nodes {
  shared_world world;
  test_node a{world, "a"};
  test_node b{world, "b"};

  explicit two_nodes(simulator_options hq = {})
    : world({{site_id{"aarhus"}, {}}, {site_id{"hq"}, std::move(hq)}}) {}

  void let_pass(duration by) {
    constexpr duration step{20};
    for (duration passed{}; passed < by; passed += step) {
      world.advance(step);
      a.let_pass(step);
      b.let_pass(step);
    }
  }
  shared_pbx& exchange(const std::string& site) { return world.exchanges.at(site_id{site}); }
};

inline const site_id hq{"hq"};
inline const site_id aarhus{"aarhus"};

inline put_employee person_at(const site_id& site, const std::string& id,
                              const std::string& number) {
  return {.id = employee_id{id},
          .site = site,
          .name = "Person " + id,
          .groups = {},
          .phones = {{number}}};
}

/// Phones as in a small office; a caller waits in the queue from when it is there.
inline simulator_options house_with_a_caller() {
  simulator_options x;
  x.phones = {{.number = "101",
               .answers = 1,
               .rejects = 0,
               .ring_min = 1s,
               .ring_max = 1s,
               .talk_min = 3600s,
               .talk_max = 3600s,
               .lines = 2,
               .auto_answers = true}};
  x.callers.calls_per_hour = {0};
  x.callers.at_once = 1;
  x.callers.numbers = {{.number = "7000", .texts = {"Hovednummer"}}};
  x.callers.people = {{.number = "20304050", .name = "Carl Caller"}};
  x.callers.patience_min = 3600s;
  x.callers.patience_mean = 3601s;
  x.opens_at_connect = false;
  return x;
}

/// hq belongs to node a, aarhus to node b.
struct nodes : two_nodes {
  nodes() : two_nodes(house_with_a_caller()) {}

  void start_both() {
    a.start({hq});
    b.start({aarhus});
    let_pass(3s);
  }
  /// People, a receptionist with a queue and a watch, and a contact, all at hq.
  void furnish(test_node& x) {
    const auto boss = x.administrator();
    x.must(boss, put_queue{.id = queue_id{"main"},
                           .site = hq,
                           .name = "Hovednummer",
                           .number = "7000",
                           .overflow = {}});
    x.must(boss, person_at(hq, "anna", "201"));
    x.must(boss, person_at(hq, "pia", "101"));
    x.must(boss, put_user{.id = user_id{"pia"},
                          .site = hq,
                          .name = "Pia Winther",
                          .password = "pia-password",
                          .roles = {role::receptionist, role::privileged},
                          .employee = employee_id{"pia"},
                          .queues = {queue_id{"main"}}});
    const auto pia = x.user("pia");
    x.must(pia, add_watch{.employees = {employee_id{"anna"}}, .condition = {}});
    x.must(pia, put_contact{.name = "Carl", .numbers = {}, .keywords = {}});
    x.must(pia, set_agent_state{agent_state::ready});
  }
  static set_status meeting(std::int64_t seconds) {
    return {.employee = employee_id{"anna"},
            .type = "meeting",
            .for_seconds = seconds,
            .start_actions = {},
            .stop_actions = {}};
  }
  static std::string status_of_anna(test_node& x) {
    x.watch(x.administrator(), "people/hq");
    return std::string{x.seen.item("people/hq", "anna").at("status").at("type").as_string()};
  }
  std::size_t actors_of(test_node& x) {
    x.settle();
    return x.system.registry().running();
  }
};

} // namespace omstilling::test

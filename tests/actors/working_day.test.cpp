#include "actors/service.hpp"
#include "apps/omstillingd/demo/bots.hpp"
#include "gateways/pbx/simulator/simulator.hpp"
#include "tests/actors/office.hpp"

#include <map>
#include <set>

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

namespace {

/// The demo office through a whole day of virtual time.
struct working_day : actor_fixture {
  memory_store kept;
  demo_office office;
  std::vector<std::shared_ptr<simulator>> exchanges;
  std::unique_ptr<service> running;
  std::shared_ptr<demo_bots> bots;

  void open(std::uint64_t seed, double calls_per_hour) {
    auto read = read_demo_office(
      OMSTILLING_DEMO_OFFICE,
      {.seed = seed, .calls_per_hour = calls_per_hour, .busy_start = true, .stop_arrivals = 8h});
    INFO((read ? "" : message(read.error())));
    REQUIRE(read);
    office = std::move(*read);
    service_options how{.organisation = office.organisation,
                        .sites = {},
                        .local_administrator_digest = "digest:local",
                        .own_threads = false};
    for (auto& x : office.sites) {
      exchanges.push_back(spawn_simulator(system, time, x.pbx));
      how.sites.push_back({x.site, always(exchanges.back())});
    }
    running = service::start(system, time, std::make_unique<lent_store>(kept),
                             std::make_shared<plain_hasher>(), std::move(how))
                .value();
    settle();
    furnish();
    for (auto& x : exchanges)
      x->open();
    bots = spawn_demo_bots(system, *running, time, office, seed);
  }
  void furnish() {
    std::optional<principal> who;
    running->admit({.token = "local"}, "test",
                   [&](tl::expected<admission, problem> x) { who = x->who; });
    settle();
    const auto must = [&](command what) {
      running->carry_out(*who, std::move(what), std::nullopt,
                         [](tl::expected<command_result, problem> x) { REQUIRE(x); });
      settle();
    };
    for (const auto& x : office.queues)
      must(x);
    for (const auto& x : office.employees)
      must(x);
    for (const auto& x : office.users)
      must(x);
  }
  ~working_day() {
    bots->stop();
    running->begin_stop();
    for (auto& x : exchanges)
      x->stop();
    settle();
    running.reset();
    scheduler.clock().cancel_all();
  }
  std::vector<stored_event> events() {
    std::vector<stored_event> all;
    for (const auto& x : office.sites) {
      auto some = kept.history({.site = x.site.id, .types = {}, .limit = 10'000'000}).value();
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }
};

} // namespace

TEST_CASE_METHOD(working_day,
                 "a working day: every call ends in exactly one outcome, the journal accounts for "
                 "each, nothing is left",
                 "[B1.2][B1.9][S0.4]") {
  open(20261123, 375);
  advance(8h);
  advance(30min); // those who are still there are answered, or give up

  std::map<std::string, int> came;
  std::map<std::string, int> ended;
  std::map<std::string, int> outcomes;
  for (const auto& x : events()) {
    if (x.type == "originated")
      ++came[x.entity.id];
    if (x.type == "call_cleared") {
      ++ended[x.entity.id];
      ++outcomes[x.body];
    }
  }
  INFO("calls " << came.size());
  CHECK(came.size() >= 2900);
  for (const auto& [id, times] : came) {
    INFO(id);
    CHECK(times == 1);
    CHECK(ended[id] == 1);
  }
  CHECK(ended.size() == came.size());
  CHECK(outcomes[R"({"outcome":"answered"})"] > 1000);
  CHECK(outcomes[R"({"outcome":"abandoned"})"] > 10);
  CHECK(outcomes[R"({"outcome":"lost"})"] == 0);

  for (const auto& x : exchanges)
    x->inspect([](const simulator_core& pbx) {
      CHECK(pbx.legs().empty());
      CHECK(pbx.bridges().empty());
      CHECK(pbx.silent().empty());
    });
  settle();

  call_totals totals;
  running->totals([&](call_totals x) { totals = x; });
  settle();
  CHECK(totals.offered == static_cast<std::int64_t>(came.size()));
  CHECK(totals.cleared == totals.offered);
  CHECK(totals.transferred > 500);
  CHECK(totals.returned > 50);
}

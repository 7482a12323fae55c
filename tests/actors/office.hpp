#pragma once

#include "actors/service.hpp"
#include "gateways/pbx/simulator/simulator.hpp"
#include "tests/actor_fixture.hpp"
#include "tests/actors/lent_store.hpp"
#include "tests/actors/reader.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

/// The whole service on virtual time, with a store in memory and a simulated PBX a site.
namespace omstilling::test {

/// Keeps passwords as they are: hashing is another test's business.
class plain_hasher final : public password_hasher {
public:
  std::string hash(const std::string& x) override { return "plain:" + x; }
  bool matches(const std::string& x, const std::string& hash) override {
    return hash == "plain:" + x;
  }
  std::string new_secret() override { return "secret-" + std::to_string(++made_); }
  std::string digest(const std::string& x) override { return "digest:" + x; }

private:
  int made_ = 0;
};

/// A clock that breaks on demand: whoever asks it next fails, as by a bug.
class breaking_clock final : public clock {
public:
  explicit breaking_clock(std::shared_ptr<clock> of) : of_(std::move(of)) {}
  void break_next() { broken_ = true; }
  time_point now() const override {
    if (std::exchange(broken_, false))
      throw std::runtime_error("the clock broke");
    return of_->now();
  }

private:
  std::shared_ptr<clock> of_;
  mutable bool broken_ = false;
};

using result = tl::expected<command_result, problem>;

/// A service and one reader of it.
struct one_service : actor_fixture {
  reader seen;
  std::unique_ptr<service> running;

  principal login(authenticate asked) {
    std::optional<principal> who;
    running->admit(std::move(asked), "test", [&](tl::expected<admission, problem> x) {
      REQUIRE(x);
      who = x->who;
    });
    settle();
    REQUIRE(who);
    return *who;
  }
  principal administrator() { return login({.token = "local"}); }
  principal user(const std::string& name) {
    return login({.user = user_id{name}, .password = name + "-password"});
  }

  result run(const principal& who, command what,
             std::optional<idempotency_key> key = std::nullopt) {
    std::optional<result> answer;
    running->carry_out(who, std::move(what), std::move(key),
                       [&](result x) { answer = std::move(x); });
    settle();
    REQUIRE(answer);
    return *answer;
  }
  void must(const principal& who, command what) {
    const auto done = run(who, std::move(what));
    INFO((done ? "" : message(done.error())));
    REQUIRE(done);
  }
  tl::expected<query_result, problem> ask_for(const principal& who, query what) {
    std::optional<tl::expected<query_result, problem>> answer;
    running->answer_query(who, std::move(what),
                          [&](tl::expected<query_result, problem> x) { answer = std::move(x); });
    settle();
    REQUIRE(answer);
    return *answer;
  }
  void watch(const principal& who, const std::string& topic) {
    running->open_topic(who, {topic, std::nullopt}, [&](tl::expected<subscription, problem> x) {
      REQUIRE(x);
      seen.open(*x);
    });
    settle();
  }
};

/// One site "hq" with people anna (201), bo (202, mobile 4511), cecilie (203) and two receptionists
/// pia (101) and tom (102) who work from the queue "main" (number 7000, manual).
struct office : one_service {
  memory_store kept;
  std::shared_ptr<simulator> pbx;
  simulator_options options;
  std::string time_zone = "Europe/Copenhagen";
  std::vector<calendar_link_options> calendars{};
  std::shared_ptr<number_lookup> lookup{};
  carriers messages_by{};
  std::shared_ptr<breaking_clock> watch_of_actors = std::make_shared<breaking_clock>(time);

  office() { options.name = "hq"; }
  ~office() { stop(); }

  void start() {
    pbx = spawn_simulator(system, time, options);
    service_options how{
      .organisation = "Test",
      .sites = {{.site = {site_id{"hq"}, "Hovedkontor", time_zone}, .pbx = always(pbx)}},
      .calendars = calendars,
      .messages_by = messages_by,
      .local_administrator_digest = "digest:local",
      .lookup = lookup,
      .own_threads = false};
    auto started = service::start(system, watch_of_actors, std::make_unique<lent_store>(kept),
                                  std::make_shared<plain_hasher>(), std::move(how));
    REQUIRE(started);
    running = std::move(*started);
    running->attach(seen);
    settle();
  }
  void stop() {
    if (!running)
      return;
    running->begin_stop();
    settle();
    running.reset();
    pbx->stop();
    settle();
  }
  /// As after SIGKILL: what was not kept is gone.
  void restart() {
    stop();
    scheduler.clock().cancel_all();
    seen = reader{};
    start();
  }

  void add_person(const std::string& id, const std::string& name, const std::string& number) {
    must(administrator(), put_employee{.id = employee_id{id},
                                       .site = site_id{"hq"},
                                       .name = name,
                                       .groups = {},
                                       .phones = {{number}}});
  }
  void add_receptionist(const std::string& id, const std::string& name, const std::string& number) {
    add_person(id, name, number);
    must(administrator(), put_user{.id = user_id{id},
                                   .site = site_id{"hq"},
                                   .name = name,
                                   .password = id + "-password",
                                   .roles = {role::receptionist, role::privileged},
                                   .employee = employee_id{id},
                                   .queues = {queue_id{"main"}}});
  }
  void furnish() {
    must(administrator(), put_queue{.id = queue_id{"main"},
                                    .site = site_id{"hq"},
                                    .name = "Hovednummer",
                                    .number = "7000",
                                    .overflow = {}});
    add_person("anna", "Anna Brandt", "201");
    add_person("bo", "Bo Lindholm", "202");
    add_person("cecilie", "Cecilie Ørsted", "203");
    add_receptionist("pia", "Pia Winther", "101");
    add_receptionist("tom", "Tom Aagaard", "102");
  }

  std::vector<stored_event> events(std::vector<std::string> types = {}) {
    return kept.history({.site = site_id{"hq"}, .types = std::move(types), .limit = 1'000'000})
      .value();
  }
  call_totals totals() {
    call_totals now;
    running->totals([&](call_totals x) { now = x; });
    settle();
    return now;
  }
};

} // namespace omstilling::test

#pragma once

#include "actors/service.hpp"
#include "gateways/pbx/simulator/simulator.hpp"
#include "tests/actor_fixture.hpp"
#include "tests/memory_store.hpp"

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

/// Lends one store to one service after the other, as a disk outlives a process.
class lent_store final : public store {
public:
  explicit lent_store(memory_store& of) : of_(of) {}
  tl::expected<site_position, problem> open_site(const site_id& x) override {
    return of_.open_site(x);
  }
  tl::expected<void, problem> append(const std::vector<store_batch>& x) override {
    return of_.append(x);
  }
  tl::expected<void, problem>
  load(const site_id& x,
       const std::function<void(const entity_ref&, std::string_view)>& row) override {
    return of_.load(x, row);
  }
  tl::expected<std::optional<std::string>, problem> load_one(const site_id& x,
                                                             const entity_ref& y) override {
    return of_.load_one(x, y);
  }
  tl::expected<std::vector<receipt>, problem> load_receipts(const site_id& x,
                                                            time_point since) override {
    return of_.load_receipts(x, since);
  }
  tl::expected<std::vector<stored_event>, problem> history(const event_query& x) override {
    return of_.history(x);
  }
  tl::expected<std::vector<found_call>, problem> calls(const call_query& query) override {
    return of_.calls(query);
  }
  tl::expected<std::vector<stored_call>, problem>
  kept_calls(const site_id& site, const call_id& after, std::size_t limit) override {
    return of_.kept_calls(site, after, limit);
  }
  tl::expected<std::int64_t, problem> forget(const site_id& x, time_point before) override {
    return of_.forget(x, before);
  }
  tl::expected<std::vector<site_id>, problem> sites() override { return of_.sites(); }

private:
  memory_store& of_;
};

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

/// One reader of topics: applies what it gets, and checks that no revision is missing or doubled.
class reader final : public observers {
public:
  void publish(std::vector<topic_frame> frames) override {
    for (const auto& x : frames) {
      ++frames_[x.key.topic];
      texts[x.key.topic] += *x.text + '\n';
      if (const auto found = positions_.find(x.key); found != positions_.end()) {
        CHECK(found->second == x.after);
        CHECK(x.revision > x.after);
        found->second = x.revision;
        apply(x.key, *x.text);
      }
    }
  }
  void turn_out(principal whom) override { turned_out.push_back(std::move(whom)); }
  void open(const subscription& x) {
    positions_[x.key] = x.revision;
    items_[x.key].clear();
    for (const auto& text : x.frames)
      apply(x.key, *text);
  }
  /// The item with this id, as JSON; null when it is not there.
  boost::json::value item(const std::string& topic, const std::string& id,
                          audience sees = audience::reception) const {
    const auto& items = items_.at({topic, sees});
    const auto found = items.find(id);
    return found == items.end() ? boost::json::value{} : found->second;
  }
  const std::map<std::string, boost::json::value>&
  items(const std::string& topic, audience sees = audience::reception) const {
    return items_.at({topic, sees});
  }
  int frames(const std::string& topic) const {
    return frames_.contains(topic) ? frames_.at(topic) : 0;
  }
  std::vector<boost::json::value> popups;
  std::map<std::string, std::string> texts; // of all frames, by topic, also of those not opened
  std::vector<principal> turned_out;

private:
  void apply(const topic_key& key, const std::string& text) {
    const auto frame = boost::json::parse(text);
    const auto& params = frame.at("params").as_object();
    if (frame.at("method") == "popup")
      popups.push_back(params.at("item"));
    for (const auto* list : {params.if_contains("set"), params.if_contains("items")})
      if (list)
        for (const auto& item : list->as_array())
          items_[key].insert_or_assign(std::string{item.at("id").as_string()}, item);
    if (const auto* removed = params.if_contains("removed"))
      for (const auto& id : removed->as_array())
        items_[key].erase(std::string{id.as_string()});
  }

  std::map<topic_key, std::int64_t> positions_;
  std::map<topic_key, std::map<std::string, boost::json::value>> items_;
  std::map<std::string, int> frames_;
};

using result = tl::expected<command_result, problem>;

/// One site "hq" with people anna (201), bo (202, mobile 4511), cecilie (203) and two receptionists
/// pia (101) and tom (102) who work from the queue "main" (number 7000, manual).
struct office : actor_fixture {
  memory_store kept;
  reader seen;
  std::shared_ptr<simulator> pbx;
  std::unique_ptr<service> running;
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
    service_options how{.organisation = "Test",
                        .sites = {{.site = {site_id{"hq"}, "Hovedkontor", time_zone}, .pbx = pbx}},
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

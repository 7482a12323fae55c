#include "tests/gateways/websocket/serving.hpp"

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <atomic>
#include <random>
#include <semaphore>
#include <sys/resource.h>
#include <thread>

using namespace omstilling;

namespace {

const std::string people = "people/a";

void read_to(strict_client& client, observed_picture& seen, std::int64_t revision) {
  while (seen.revision() < revision || !seen.whole())
    seen.apply(client.next());
}

void change_some(fake_front_door& door, int number) {
  const auto id = "e" + std::to_string(number % 40);
  number % 10 == 9 ? door.remove(people, id) : door.change(people, id, std::to_string(number));
}

/// Changes from another thread, as the board's come, as many as were allowed.
class storm {
public:
  explicit storm(fake_front_door& door)
    : thread_([this, &door] {
        for (int i = 0; allowed_.acquire(), !ended_; ++i)
          change_some(door, i);
      }) {}
  ~storm() { end(); }
  void allow(int changes) { allowed_.release(changes); }
  void end() {
    if (!thread_.joinable())
      return;
    ended_ = true;
    allowed_.release();
    thread_.join();
  }

private:
  std::counting_semaphore<> allowed_{0};
  std::atomic<bool> ended_ = false;
  std::thread thread_;
};

double value_of(const std::string& metrics, const std::string& name) {
  const auto at = metrics.find("\nomstilling_websocket_" + name + ' ');
  return std::stod(metrics.substr(metrics.find(' ', at + 1)));
}

double metric(serving& office, const std::string& name) {
  return value_of(office.connect().get("/metrics").body, name);
}

} // namespace

TEST_CASE("every reader gets every frame once and in order", "[websocket][B4.2]") {
  serving office;
  office.door.change(people, "e1", "idle");
  std::vector<strict_client> readers;
  std::vector<observed_picture> pictures(20);
  for (auto& seen : pictures) {
    readers.push_back(office.user());
    readers.back().ask("subscribe", seen.request(people));
    readers.back().until_method("snapshot");
    seen = {};
  }
  for (std::size_t i = 0; i < readers.size(); ++i)
    readers[i].ask("subscribe", pictures[i].request(people));
  for (int i = 0; i < 1000; ++i)
    change_some(office.door, i);
  for (std::size_t i = 0; i < readers.size(); ++i) {
    // Frames of the first subscription may still come before the picture of the second.
    auto x = readers[i].until_method("snapshot");
    for (pictures[i].apply(x); pictures[i].revision() < 1001 || !pictures[i].whole();)
      pictures[i].apply(readers[i].next());
    CHECK(pictures[i].values() == office.door.values_of(people));
  }
}

TEST_CASE("who subscribes amid changes misses none and doubles none", "[websocket][B4.2]") {
  serving office;
  office.door.change(people, "e1", "idle");
  storm changes{office.door};
  std::vector<strict_client> readers;
  std::vector<observed_picture> pictures(100);
  for (auto& seen : pictures) {
    readers.push_back(office.user());
    changes.allow(40);
    readers.back().ask("subscribe", seen.request(people));
    while (!seen.whole())
      seen.apply(readers.back().next());
  }
  changes.end();
  const auto last = office.door.revision_of(people);
  CHECK(last > 2000);
  for (std::size_t i = 0; i < readers.size(); ++i) {
    read_to(readers[i], pictures[i], last);
    CHECK(pictures[i].values() == office.door.values_of(people));
  }
}

TEST_CASE("a pop-up is one frame of its topic, in its place", "[websocket][B4.2]") {
  serving office;
  office.door.change("watchlist/anna", "w1", "waits");
  auto client = office.user();
  client.call("subscribe", R"({"topics":[{"topic":"watchlist/anna"}]})");
  client.until_method("snapshot");
  office.door.pop_up("watchlist/anna", "p1");
  office.door.change("watchlist/anna", "w1", "fired");
  const auto x = client.next();
  CHECK(x.at("method") == "popup");
  CHECK(x.at("params").at("revision") == 2);
  CHECK(client.next().at("params").at("after") == 2);
}

TEST_CASE("a reader that drops its connection at random ends with the same picture",
          "[websocket][B4.2]") {
  serving office;
  office.door.change(people, "e0", "idle");
  const auto seed = Catch::rngSeed();
  std::mt19937 chance{seed};
  CAPTURE(seed);
  auto steady = office.user();
  observed_picture whole;
  steady.ask("subscribe", whole.request(people));
  read_to(steady, whole, 1);

  observed_picture resumed;
  std::map<std::string, int> outcomes;
  constexpr int deltas = 2000;
  int changed = 0;
  while (resumed.revision() <= deltas) {
    auto client = office.user();
    const auto id = client.ask("subscribe", resumed.request(people));
    const auto answer = client.until_answer(id);
    const auto& topic = answer.at("result").at("topics").at(0);
    ++outcomes[std::string{topic.at("outcome").as_string()}];
    const auto reached = topic.at("revision").as_int64();
    // Now and then it goes before it has all that it was promised.
    const bool patient = chance() % 4 != 0;
    while (patient && (resumed.revision() < reached || !resumed.whole()))
      resumed.apply(client.next());
    const int burst = changed + static_cast<int>(chance() % 60);
    for (; changed < std::min(burst, deltas); ++changed)
      office.door.change(people, "e" + std::to_string(chance() % 40), std::to_string(changed));
    for (auto frames = chance() % 60; patient && frames > 0; --frames)
      if (resumed.revision() < changed + 1)
        resumed.apply(client.next());
    if (chance() % 3 == 0) { // away for longer than the ring holds
      const int away = std::min(changed + 150, deltas);
      for (; changed < away; ++changed)
        office.door.change(people, "e" + std::to_string(chance() % 40), std::to_string(changed));
    }
    if (changed < deltas || resumed.revision() <= deltas)
      client.shut();
  }
  read_to(steady, whole, deltas + 1);
  CHECK(resumed.values() == whole.values());
  CHECK(resumed.values() == office.door.values_of(people));
  CHECK(outcomes["replayed"] > 0);
  CHECK(outcomes["snapshot"] > 1);
}

TEST_CASE("1,000 sessions each get a frame", "[websocket]") {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  serving office;
  office.door.change(people, "e1", "idle");
  std::vector<strict_client> readers;
  for (int i = 0; i < 1000; ++i) {
    readers.push_back(office.user());
    readers.back().call("subscribe", R"({"topics":[{"topic":"people/a"}]})");
    readers.back().until_method("snapshot");
  }
  office.door.change(people, "e1", "busy");
  for (auto& reader : readers)
    CHECK(reader.until_method("delta").at("params").at("revision") == 2);
  CHECK(metric(office, "sessions") == 1000);
}

namespace {

websocket_options narrow() {
  websocket_options options;
  options.outbox_limit = 64 << 10;
  options.send_buffer = 16 << 10;
  options.heartbeat = std::chrono::milliseconds{200};
  return options;
}

/// About 1 KiB a change, so that a reader which takes nothing soon stands in the way of itself.
void flood(serving& office, int changes) {
  for (int i = 0; i < changes; ++i)
    office.door.change(people, "e" + std::to_string(i % 20),
                       std::to_string(i) + std::string(1000, '.'));
}

} // namespace

TEST_CASE("a slow reader gets the latest state, the others every frame", "[websocket]") {
  serving office{narrow()};
  office.door.change(people, "e1", "idle");
  auto quick = office.user();
  auto slow = office.session(4 << 10);
  slow.login();
  observed_picture every;
  observed_picture latest;
  for (auto* x : {&quick, &slow})
    x->ask("subscribe", every.request(people));
  read_to(quick, every, 1);
  read_to(slow, latest, 1);
  std::thread reading{[&] { read_to(quick, every, 2001); }};
  for (int i = 0; i < 40; ++i) {
    flood(office, 50);
    // Not faster than the quick one takes it, or it would be slow as well.
    while (metric(office, "frames_sent_total") < 50 * (i + 1))
      CHECK(office.door.revision_of(people) == 50 * (i + 1) + 1);
  }
  reading.join();
  CHECK(every.values() == office.door.values_of(people));
  CHECK(metric(office, "fell_behind_total") == 1);
  CHECK(metric(office, "slow_readers") == 1);

  const auto resync = [&] {
    for (;;) {
      auto x = slow.next();
      if (x.contains("method") && x.at("method") == "resync")
        return x;
      latest.apply(x); // what was on its way
    }
  }();
  CHECK(resync.at("params").at("reason") == "fell behind");
  CHECK(resync.at("params").at("topics").at(0) == "people/a");
  CHECK(latest.revision() < 2001);
  latest.apply(resync);
  read_to(slow, latest, 2001);
  CHECK(latest.values() == office.door.values_of(people));
  office.door.change(people, "e1", "last");
  read_to(slow, latest, 2002);
  CHECK(latest.values() == office.door.values_of(people));
}

TEST_CASE("a reader that never reads is closed, and holds little memory", "[websocket]") {
  auto options = narrow();
  options.catch_up_within = std::chrono::milliseconds{300};
  options.close_within = std::chrono::milliseconds{100};
  serving office{options};
  office.door.change(people, "e1", "idle");
  auto stuck = office.session(4 << 10);
  stuck.login();
  stuck.call("subscribe", R"({"topics":[{"topic":"people/a"}]})");
  auto quick = office.user();
  double most = 0;
  while (metric(office, "sessions") > 1) {
    flood(office, 20);
    most = std::max(most, metric(office, "log_bytes"));
  }
  CAPTURE(office.door.revision_of(people));
  CHECK(most < 300 << 10); // the limit, one flood, and what strings keep in reserve
  CHECK(metric(office, "closed_behind_total") == 1);
  CHECK(metric(office, "topics") == 0);
  CHECK(quick.call("hello").contains("result"));
}

TEST_CASE("a reader that is behind is told why when it is closed", "[websocket]") {
  auto options = narrow();
  options.catch_up_within = std::chrono::milliseconds{100};
  options.close_within = std::chrono::seconds{10};
  serving office{options};
  office.door.change(people, "e1", "idle");
  auto stuck = office.session(4 << 10);
  stuck.login();
  stuck.call("subscribe", R"({"topics":[{"topic":"people/a"}]})");
  while (metric(office, "closed_behind_total") == 0)
    flood(office, 20);
  const auto end = stuck.read_farewell();
  CHECK(end.code == 1013);
  CHECK(end.reason == "fell behind");
}

TEST_CASE("who asks and does not listen is not read on", "[websocket]") {
  auto options = narrow();
  options.catch_up_within = std::chrono::milliseconds{300};
  options.close_within = std::chrono::milliseconds{100};
  serving office{options};
  auto deaf = office.session(4 << 10);
  std::thread asking{[&] {
    const std::string question(2000, 'x'); // each is refused at some length
    for (int i = 0; i < 5000; ++i)
      deaf.send_text(question);
  }};
  while (metric(office, "sessions") > 0)
    CHECK(office.connect().get("/healthz").status == 200);
  deaf.shut();
  asking.join();
}

#include "tests/gateways/websocket/serving.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <semaphore>
#include <sys/resource.h>
#include <thread>

using namespace omstilling;

namespace {

const std::string people = "people/a";

void change_some(fake_front_door& door, int number) {
  const auto id = "e" + std::to_string(number % 40);
  number % 10 == 9 ? door.remove(people, id) : door.change(people, id, std::to_string(number));
}

/// Changes from another thread, as the board's come, when they are allowed.
class storm {
public:
  storm(fake_front_door& door, int changes)
    : changes_(changes), thread_([this, &door] {
        for (int i = 0; i < changes_; ++i) {
          allowed_.acquire();
          change_some(door, i);
        }
      }) {}
  ~storm() { end(); }
  void allow(int changes) { allowed_.release(changes); }
  /// Returns when all have come.
  void end() {
    if (!thread_.joinable())
      return;
    allowed_.release(changes_); // whatever was not yet
    thread_.join();
  }

private:
  const int changes_;
  std::counting_semaphore<> allowed_{0};
  std::thread thread_; // last: it uses the others
};

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
  storm changes{office.door, 4000};
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
  CHECK(last == 4001);
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
  CHECK(office.metric("sessions") == 1000);
}

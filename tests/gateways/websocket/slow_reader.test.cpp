#include "tests/gateways/websocket/serving.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace omstilling;

namespace {

const std::string people = "people/a";

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
  for (int i = 1; i <= 40; ++i) {
    flood(office, 50); // less than the limit, so that the quick one is never behind
    read_to(quick, every, 50 * i + 1);
  }
  CHECK(every.values() == office.door.values_of(people));
  CHECK(office.metric("fell_behind_total") == 1);
  CHECK(office.metric("slow_readers") == 1);

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
  while (office.metric("sessions") > 1) {
    flood(office, 20);
    most = std::max(most, office.metric("log_bytes"));
  }
  CAPTURE(office.door.revision_of(people));
  CHECK(most < 300 << 10); // the limit, one flood, and what strings keep in reserve
  CHECK(office.metric("closed_behind_total") == 1);
  CHECK(office.metric("topics") == 0);
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
  while (office.metric("closed_behind_total") == 0)
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
  while (office.metric("sessions") > 0)
    CHECK(office.connect().get("/healthz").status == 200);
  deaf.shut();
  asking.join();
}

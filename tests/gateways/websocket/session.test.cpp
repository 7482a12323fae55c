#include "tests/gateways/websocket/serving.hpp"

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

using namespace omstilling;
namespace json = boost::json;

namespace {

std::string reason_of(const json::object& x) {
  return std::string{x.at("error").at("data").at("reason").as_string()};
}

std::string method_of(const json::object& x) {
  const auto* found = x.if_contains("method");
  return found ? std::string{found->as_string()} : "answer";
}

} // namespace

TEST_CASE("hello tells who serves, the time and the heartbeat", "[websocket]") {
  serving office;
  const auto x = office.session().call("hello", R"({"client":"test"})").at("result").as_object();
  CHECK(x.at("server") == "omstilling/test");
  CHECK(x.at("protocol") == "omstilling.v1");
  CHECK(x.at("heartbeat_seconds") == 5);
  CHECK(from_rfc3339(std::string{x.at("now").as_string()}));
}

TEST_CASE("nothing but hello and authenticate is answered before a login", "[websocket][B4.1]") {
  serving office;
  auto client = office.session();
  for (const auto* params : {"clear_status", "subscribe", "unsubscribe"})
    CHECK(reason_of(client.call(params, R"({"employee":"e1","topics":[]})")) ==
          "not_authenticated");
  CHECK(reason_of(client.call("authenticate", R"({"user":"anna","password":"wrong"})")) ==
        "bad_credentials");
  CHECK(
    client.call("authenticate", R"({"user":"anna","password":"right"})").at("result").at("name") ==
    "anna");
  CHECK(client.call("clear_status", R"({"employee":"e1"})").contains("result"));
}

TEST_CASE("a subscription is answered, then the picture comes, then what changes",
          "[websocket][B4.2]") {
  serving office;
  for (int i = 0; i < 25; ++i)
    office.door.change("people/a", "e" + std::to_string(i), "idle");
  auto client = office.user();
  const auto answer = client.call("subscribe", R"({"topics":[{"topic":"people/a"}]})");
  const auto& topic = answer.at("result").at("topics").at(0).as_object();
  CHECK(topic.at("outcome") == "snapshot");
  CHECK(topic.at("revision") == 25);
  observed_picture seen;
  while (!seen.whole())
    seen.apply(client.next());
  office.door.change("people/a", "e7", "busy");
  office.door.remove("people/a", "e8");
  while (seen.revision() < 27)
    seen.apply(client.next());
  CHECK(seen.values() == office.door.values_of("people/a"));
}

TEST_CASE("several topics are answered together, each with its picture", "[websocket][B4.2]") {
  serving office;
  office.door.change("people/a", "e1", "idle");
  office.door.change("queues/a", "q1", "0");
  office.door.hold_openings(true);
  auto client = office.user();
  client.ask("subscribe", R"({"topics":[{"topic":"people/a"},{"topic":"queues/a"}]})");
  client.call("hello"); // so it has been read
  office.door.hold_openings(false);
  office.door.change("people/a", "e1", "busy");
  std::vector<std::string> order;
  while (order.size() < 4)
    order.push_back(method_of(client.next()));
  CHECK(order == std::vector<std::string>{"answer", "snapshot", "snapshot", "delta"});
}

TEST_CASE("a reader resumes in one of three stated outcomes", "[websocket][B4.2]") {
  serving office;
  for (int i = 0; i < 200; ++i)
    office.door.change("people/a", "e1", std::to_string(i));
  const auto outcome = [&](const std::string& from) {
    auto client = office.user();
    const auto x =
      client.call("subscribe", R"({"topics":[{"topic":"people/a","from":)" + from + "}]}");
    return std::string{x.at("result").at("topics").at(0).at("outcome").as_string()};
  };
  CHECK(outcome(R"({"epoch":"e1","revision":200})") == "current");
  CHECK(outcome(R"({"epoch":"e1","revision":150})") == "replayed");
  CHECK(outcome(R"({"epoch":"e1","revision":3})") == "snapshot");
  CHECK(outcome(R"({"epoch":"of another start","revision":200})") == "snapshot");
}

TEST_CASE("one topic that is refused refuses them all, and names itself", "[websocket][B4.1]") {
  serving office;
  office.door.change("people/a", "e1", "idle");
  auto client = office.user();
  const auto x =
    client.call("subscribe", R"({"topics":[{"topic":"people/a"},{"topic":"desk/bo"}]})");
  CHECK(reason_of(x) == "forbidden");
  CHECK(x.at("error").at("data").at("path") == "params.topics[1]");
  office.door.change("people/a", "e1", "busy");
  CHECK(method_of(client.next()) == "heartbeat"); // nothing else comes
}

TEST_CASE("what is unsubscribed no longer comes", "[websocket]") {
  serving office;
  office.door.change("people/a", "e1", "idle");
  office.door.change("queues/a", "q1", "0");
  auto client = office.user();
  client.call("subscribe", R"({"topics":[{"topic":"people/a"},{"topic":"queues/a"}]})");
  client.call("unsubscribe", R"({"topics":["people/a","never heard of"]})");
  office.door.change("people/a", "e1", "busy");
  office.door.change("queues/a", "q1", "1");
  CHECK(client.until_method("delta").at("params").at("topic") == "queues/a");
}

TEST_CASE("subscribing anew to the same topic doubles nothing", "[websocket][B4.2]") {
  serving office;
  office.door.change("people/a", "e1", "idle");
  auto client = office.user();
  observed_picture seen;
  for (int i = 0; i < 3; ++i) {
    client.ask("subscribe", seen.request("people/a"));
    office.door.change("people/a", "e1", std::to_string(i));
  }
  while (seen.revision() < 4)
    seen.apply(client.next());
  office.door.change("people/a", "e1", "last");
  while (seen.revision() < 5)
    seen.apply(client.next());
  CHECK(seen.values() == office.door.values_of("people/a"));
}

TEST_CASE("answers find their question by id, in any order", "[websocket]") {
  serving office;
  office.door.hold_commands();
  auto client = office.user();
  const auto first = client.ask("end_call");
  const auto second = client.ask("hold_call");
  auto waiting = office.door.take_commands(2);
  waiting[1].second(command_result{.revision = 2});
  CHECK(client.next().at("id") == second);
  waiting[0].second(tl::unexpected(problem{.reason = error_reason::wrong_state}));
  const auto x = client.next();
  CHECK(x.at("id") == first);
  CHECK(reason_of(x) == "wrong_state");
}

TEST_CASE("at most 32 commands wait at a time", "[websocket]") {
  serving office;
  office.door.hold_commands();
  auto client = office.user();
  for (int i = 0; i < 32; ++i)
    client.ask("end_call");
  const auto x = client.call("end_call");
  CHECK(reason_of(x) == "too_many");
  CHECK(x.at("error").at("data").at("retry_after_seconds") == 1);
  for (auto& waiting : office.door.take_commands(32))
    waiting.second(command_result{});
  client.ask("end_call");
  CHECK(office.door.take_commands(1).size() == 1);
}

TEST_CASE("heartbeats name the revision that was reached", "[websocket][B4.2]") {
  websocket_options options;
  options.heartbeat = std::chrono::milliseconds{40};
  serving office{options};
  office.door.change("people/a", "e1", "idle");
  auto client = office.user();
  client.call("subscribe", R"({"topics":[{"topic":"people/a"}]})");
  for (int i = 2; i < 6; ++i) {
    office.door.change("people/a", "e1", std::to_string(i));
    client.until_method("delta");
    CHECK(client.until_method("heartbeat").at("params").at("topics").at("people/a") == i);
  }
}

TEST_CASE("logging in anew in place goes on with the same topics", "[websocket][B4.1]") {
  serving office;
  office.door.change("people/a", "e1", "idle");
  auto client = office.user();
  client.call("subscribe", R"({"topics":[{"topic":"people/a"}]})");
  client.until_method("snapshot");
  SECTION("the same user notices nothing") {
    client.login();
    office.door.change("people/a", "e1", "busy");
    CHECK(method_of(client.next()) == "delta");
  }
  SECTION("another audience gets its own picture") {
    client.call("authenticate", R"({"token":"wall"})");
    CHECK(method_of(client.next()) == "resync");
    CHECK(method_of(client.next()) == "snapshot");
    office.door.change("people/a", "e1", "busy");
    CHECK(method_of(client.next()) == "delta");
  }
  SECTION("who may no longer read a topic is told so and closed") {
    office.door.change("desk/anna", "c1", "ringing");
    client.call("subscribe", R"({"topics":[{"topic":"desk/anna"}]})");
    client.ask("authenticate", R"({"user":"bo","password":"right"})");
    const auto end = client.read_farewell();
    CHECK(end.code == 1008);
    CHECK(end.reason == "params.topics[1]: forbidden: another's desk");
  }
}

TEST_CASE("topics that begin again come anew to those who read them", "[websocket]") {
  serving office;
  office.door.change("people/a", {{"e1", "idle"}, {"e2", "idle"}});
  office.door.change("people/b", "e9", "idle");
  auto reads = office.user();
  auto other = office.user();
  reads.call("subscribe", R"({"topics":[{"topic":"people/a"}]})");
  reads.until_method("snapshot");
  other.call("subscribe", R"({"topics":[{"topic":"people/b"}]})");
  other.until_method("snapshot");
  office.door.begin_again("people/a", {{"e1", "busy"}});
  const auto told = reads.until_method("resync");
  CHECK(told.at("params").at("reason") == "begun anew");
  CHECK(told.at("params").at("topics").at(0) == "people/a");
  observed_picture seen;
  read_to(reads, seen, office.door.revision_of("people/a"));
  CHECK(seen.values() == office.door.values_of("people/a"));
  office.door.change("people/a", "e2", "busy");
  read_to(reads, seen, office.door.revision_of("people/a"));
  CHECK(seen.values() == office.door.values_of("people/a"));
  office.door.change("people/b", "e9", "busy");
  CHECK(method_of(other.next()) == "delta");
}

TEST_CASE("topics that begin again while they are being opened are opened once more",
          "[websocket]") {
  serving office;
  office.door.change("people/a", {{"e1", "idle"}});
  auto reads = office.user();
  office.door.hold_openings(true);
  reads.ask("subscribe", R"({"topics":[{"topic":"people/a"}]})");
  reads.call("hello"); // so it has been read
  office.door.begin_again("people/a", {{"e1", "busy"}});
  office.door.hold_openings(false);
  observed_picture seen;
  reads.until_method("resync");
  read_to(reads, seen, office.door.revision_of("people/a"));
  CHECK(seen.values() == office.door.values_of("people/a"));
}

TEST_CASE("a session without a login is closed with the reason", "[websocket][B4.1]") {
  websocket_options options;
  options.authenticate_within = std::chrono::milliseconds{50};
  serving office{options};
  const auto end = office.session().read_farewell();
  CHECK(end.code == 1008);
  CHECK(end.reason == "not authenticated in time");
}

TEST_CASE("stopping says so to everybody and ends in time", "[websocket]") {
  websocket_options options;
  options.close_within = std::chrono::milliseconds{200};
  serving office{options};
  auto polite = office.user();
  auto silent = office.user(); // does not answer the close frame
  auto half = office.connect();
  half.send("GET /healthz HT");
  const auto began = std::chrono::steady_clock::now();
  office.server->stop();
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds{2});
  CHECK(polite.read_farewell().code == 1001);
  CHECK(silent.read_farewell().reason == "the service stops");
  CHECK(half.ended());
  CHECK_THROWS(office.session());
}

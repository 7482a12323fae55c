#include "tests/services/queues/queue_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

TEST_CASE("calls stand by waiting time, the longest first", "[queue][S3.1][B3.1]") {
  queue subject{reception(), "UTC"};
  subject.handle(entered("c2", t0 + 5s), t0 + 5s);
  subject.handle(entered("c3", t0 + 9s), t0 + 9s);
  CHECK(subject.handle(entered("c1", t0), t0 + 20s).changed); // came back, with its own time
  CHECK(subject.waiting() == std::vector{call_id{"c1"}, call_id{"c2"}, call_id{"c3"}});
  CHECK(subject.next() == call_id{"c1"});
  CHECK(subject.view(t0 + 20s).longest_waiting_since == t0);
  CHECK_FALSE(subject.handle(entered("c1", t0), t0 + 21s).changed);
}

TEST_CASE("calls of the same instant stand by their names", "[queue]") {
  queue subject{reception(), "UTC"};
  subject.handle(entered("b"), t0);
  subject.handle(entered("a"), t0);
  CHECK(subject.waiting() == std::vector{call_id{"a"}, call_id{"b"}});
}

TEST_CASE("a call is offered to whom has been idle longest", "[queue]") {
  queue subject{reception(), "UTC"};
  subject.handle(ready("anna", t0 - 10s), t0);
  subject.handle(ready("bo", t0 - 60s), t0);
  subject.handle(agent("carl", agent_state::not_ready, t0 - 90s), t0);
  const auto done = subject.handle(entered("c1"), t0);
  REQUIRE(said(done) == orders{"c1>bo"});
  const auto& order = std::get<offer_order>(done.orders.front());
  CHECK(order.to.at(0).endpoint == "phone-bo");
  CHECK(order.ring_for == 20s);
  CHECK(said(subject.handle(entered("c2"), t0)) == orders{"c2>anna"});
  CHECK(said(subject.handle(entered("c3"), t0)).empty());
  CHECK(subject.next() == call_id{"c3"});
}

TEST_CASE("the longest waiting call is offered first when somebody gets ready", "[queue]") {
  queue subject{reception(), "UTC"};
  subject.handle(entered("c1", t0), t0);
  subject.handle(entered("c2", t0 + 1s), t0 + 1s);
  CHECK(said(subject.handle(ready("anna"), t0 + 2s)) == orders{"c1>anna"});
  CHECK(said(subject.handle(queue_input::left{call_id{"c1"}}, t0 + 3s)) == orders{"c2>anna"});
}

TEST_CASE("under manual receptionists pick for themselves", "[queue][S3.1]") {
  auto record = reception();
  record.offering = offering_mode::manual;
  queue subject{record, "UTC"};
  subject.handle(ready("anna"), t0);
  CHECK(subject.handle(entered("c1"), t0).orders.empty());
  CHECK(subject.next() == call_id{"c1"});
  subject.handle(queue_input::offered_to{call_id{"c1"}, {user_id{"anna"}}}, t0);
  CHECK_FALSE(subject.next());
  CHECK(subject.view(t0).agents.at(0).alerting);
  subject.handle(queue_input::offered_to{call_id{"c1"}, {}}, t0);
  CHECK(subject.next() == call_id{"c1"});
}

TEST_CASE("who let a call pass is not offered it again before others were", "[queue]") {
  queue subject{reception(), "UTC"};
  subject.handle(ready("anna", t0 - 60s), t0);
  subject.handle(ready("bo", t0 - 10s), t0);
  REQUIRE(said(subject.handle(entered("c1"), t0)) == orders{"c1>anna"});
  CHECK(said(subject.handle(let_pass("c1", "anna"), t0 + 20s)) == orders{"c1>bo"});
  // All have let it pass: the next round begins, but not at once.
  CHECK(said(subject.handle(let_pass("c1", "bo"), t0 + 40s)).empty());
  CHECK(subject.deadline() == t0 + 45s);
  CHECK(said(subject.handle(queue_input::wake{}, t0 + 44s)).empty());
  CHECK(said(subject.handle(queue_input::wake{}, t0 + 45s)) == orders{"c1>anna"});
  CHECK_FALSE(subject.deadline());
}

TEST_CASE("a new receptionist need not wait for the next round", "[queue]") {
  queue subject{reception(), "UTC"};
  subject.handle(ready("anna"), t0);
  subject.handle(entered("c1"), t0);
  subject.handle(let_pass("c1", "anna"), t0 + 20s);
  CHECK(said(subject.handle(ready("bo"), t0 + 21s)) == orders{"c1>bo"});
}

TEST_CASE("news of an earlier ring does not undo the next offer", "[queue]") {
  queue subject{reception(), "UTC"};
  const call_id c1{"c1"};
  subject.handle(ready("anna", t0 - 60s), t0);
  subject.handle(ready("bo", t0 - 10s), t0);
  subject.handle(entered("c1"), t0);
  subject.handle(queue_input::offered_to{c1, {user_id{"anna"}}}, t0);
  REQUIRE(said(subject.handle(let_pass("c1", "anna"), t0 + 20s)) == orders{"c1>bo"});
  CHECK(said(subject.handle(queue_input::offered_to{c1, {}}, t0 + 20s)).empty());
  CHECK_FALSE(subject.next());
  subject.handle(queue_input::offered_to{c1, {user_id{"bo"}}}, t0 + 20s);
  subject.handle(queue_input::agent{agent("bo", agent_state::busy)}, t0 + 20s);
  subject.handle(queue_input::offered_to{c1, {}}, t0 + 21s);
  CHECK(subject.next() == c1);
}

TEST_CASE("a call that somebody else took frees the one it was offered to", "[queue][B1.6]") {
  queue subject{reception(), "UTC"};
  subject.handle(ready("anna"), t0);
  REQUIRE(said(subject.handle(entered("c1"), t0)) == orders{"c1>anna"});
  subject.handle(entered("c2"), t0 + 1s);
  const queue_input::offered_to taken{call_id{"c1"}, {user_id{"bo"}}};
  CHECK(said(subject.handle(taken, t0 + 2s)) == orders{"c2>anna"});
}

TEST_CASE("a changed queue keeps its calls", "[queue]") {
  queue subject{reception(), "UTC"};
  subject.handle(entered("c1"), t0);
  auto stated = reception();
  stated.name = "Reception";
  CHECK(subject.handle(queue_input::configured{stated}, t0).changed);
  CHECK(subject.view(t0).name == "Reception");
  CHECK(subject.waiting().size() == 1);
}

#include "tests/services/queues/queue_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

namespace {

queue offering(offering_mode how) {
  auto record = reception();
  record.offering = how;
  return queue{record, "UTC"};
}

} // namespace

TEST_CASE("ring all offers a call to everybody who is ready", "[queue][B3.1]") {
  auto subject = offering(offering_mode::ring_all);
  subject.handle(ready("bo"), t0);
  subject.handle(ready("anna"), t0);
  subject.handle(agent("carl", agent_state::not_ready), t0);
  CHECK(said(subject.handle(entered("c1"), t0)) == orders{"c1>anna+bo"});
  CHECK(said(subject.handle(entered("c2"), t0)).empty());
  CHECK(subject.view(t0).agents.at(0).alerting);
  CHECK(subject.view(t0).agents.at(1).alerting);
}

TEST_CASE("of those rung at once each may let it pass, then a new round begins", "[queue][B3.1]") {
  auto subject = offering(offering_mode::ring_all);
  subject.handle(ready("anna"), t0);
  subject.handle(ready("bo"), t0);
  subject.handle(entered("c1"), t0);
  CHECK(said(subject.handle(let_pass("c1", "anna"), t0 + 5s)).empty());
  CHECK_FALSE(subject.next()); // it still rings at the other
  CHECK_FALSE(subject.view(t0).agents.at(0).alerting);
  CHECK(said(subject.handle(let_pass("c1", "bo"), t0 + 20s)).empty());
  CHECK(subject.next() == call_id{"c1"});
  CHECK(subject.deadline() == t0 + 25s);
  CHECK(said(subject.handle(queue_input::wake{}, t0 + 25s)) == orders{"c1>anna+bo"});
}

TEST_CASE("one who let it pass may take the next call meanwhile", "[queue][B3.1]") {
  auto subject = offering(offering_mode::ring_all);
  subject.handle(ready("anna"), t0);
  subject.handle(ready("bo"), t0);
  subject.handle(entered("c1"), t0);
  subject.handle(entered("c2", t0 + 1s), t0 + 1s);
  CHECK(said(subject.handle(let_pass("c1", "anna"), t0 + 5s)) == orders{"c2>anna"});
}

TEST_CASE("a call that one of several took no longer rings at the others", "[queue][B1.6]") {
  auto subject = offering(offering_mode::ring_all);
  subject.handle(ready("anna"), t0);
  subject.handle(ready("bo"), t0);
  subject.handle(entered("c1"), t0);
  subject.handle(entered("c2", t0 + 1s), t0 + 1s);
  const queue_input::offered_to taken{call_id{"c1"}, {user_id{"anna"}}};
  CHECK(said(subject.handle(taken, t0 + 2s)) == orders{"c2>bo"});
}

TEST_CASE("ring one offers to the first by name who is free", "[queue][B3.1]") {
  auto subject = offering(offering_mode::ring_one);
  subject.handle(ready("anna", t0), t0);
  subject.handle(ready("bo", t0 - 60s), t0); // idle for longer: that does not matter here
  CHECK(said(subject.handle(entered("c1"), t0)) == orders{"c1>anna"});
  CHECK(said(subject.handle(entered("c2"), t0)) == orders{"c2>bo"});
  CHECK(said(subject.handle(let_pass("c1", "anna"), t0 + 20s)).empty());
}

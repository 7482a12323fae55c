#include "services/desks/desk.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 9h};
const user_id anna{"anna"};
const queue_id main_queue{"main"};
const queue_id night_queue{"night"};

desk ready_desk() {
  return desk{{.user = anna,
               .site = site_id{"hq"},
               .name = "Anna",
               .chosen_queue = main_queue,
               .wanted = agent_state::ready,
               .wanted_since = t0,
               .phone = "1001",
               .queues = {main_queue, night_queue}}};
}

call_view hers(const std::string& id, caller_state state, time_point since = t0) {
  return {.id = call_id{id}, .state = state, .since = since, .holder = anna};
}

call_view sent_on(const std::string& id, caller_state state, time_point since = t0) {
  auto result = hers(id, state, since);
  result.holder.reset();
  result.sender = anna;
  result.transferred = true;
  return result;
}

call_view nobodys(const std::string& id) {
  return {.id = call_id{id}, .state = caller_state::waiting, .since = t0};
}

const agent_changed* told(const desk_decision& x) {
  return x.events.empty() ? nullptr : std::get_if<agent_changed>(&x.events.front());
}

} // namespace

TEST_CASE("a receptionist chooses the queue to work from", "[desk][S0.2][S16.5]") {
  auto subject = ready_desk();
  const auto done = subject.choose(night_queue, t0);
  CHECK(subject.view().chosen_queue == night_queue);
  CHECK(std::get<queue_chosen>(done.events.at(0)).queue == night_queue);
  CHECK(done.left == main_queue);
  CHECK(done.agent_changed);
  CHECK_FALSE(subject.choose(night_queue, t0).changed);
}

TEST_CASE("a status pauses her once, also when it is told again", "[desk][S14.5][B1.6]") {
  using kind = status_action_kind;
  auto subject = ready_desk();
  const auto done = subject.obey(kind::agent_pause, t0 + 1s, t0 + 2s);
  REQUIRE(told(done));
  CHECK(told(done)->state == agent_state::not_ready);
  CHECK(done.must_keep);
  subject.set_agent(agent_state::ready, t0 + 3s);
  CHECK_FALSE(subject.obey(kind::agent_pause, t0 + 1s, t0 + 4s).must_keep);
  CHECK(subject.agent() == agent_state::ready);
  subject.obey(kind::agent_pause, t0 + 5s, t0 + 5s);
  CHECK(subject.agent() == agent_state::not_ready);
}

TEST_CASE("an order that changes nothing is kept as carried out", "[desk][S14.5][B1.6]") {
  auto subject = ready_desk();
  const auto done = subject.obey(status_action_kind::agent_resume, t0 + 1s, t0 + 1s);
  CHECK(done.events.empty());
  CHECK(done.must_keep);
  subject.set_agent(agent_state::not_ready, t0 + 2s);
  subject.obey(status_action_kind::agent_resume, t0 + 1s, t0 + 3s);
  CHECK(subject.agent() == agent_state::not_ready);
}

TEST_CASE("what a status asked for before a desk was hers does not concern it", "[desk][S14.5]") {
  auto subject = ready_desk();
  auto stated = subject.record();
  stated.ordered_at = t0 + 1s;
  CHECK(subject.configure(stated, t0 + 1s).must_keep);
  CHECK_FALSE(subject.obey(status_action_kind::agent_pause, t0, t0 + 2s).must_keep);
  CHECK(subject.agent() == agent_state::ready);
  stated.ordered_at = {}; // as every administrator states it
  CHECK_FALSE(subject.configure(stated, t0 + 3s).must_keep);
  CHECK(subject.record().ordered_at == t0 + 1s);
}

TEST_CASE("no status logs her on", "[desk][S14.5]") {
  auto subject = ready_desk();
  subject.set_agent(agent_state::logged_off, t0);
  for (const auto order : {status_action_kind::agent_pause, status_action_kind::agent_resume}) {
    const auto done = subject.obey(order, t0 + 1s, t0 + 1s);
    CHECK(done.events.empty());
    CHECK(subject.agent() == agent_state::logged_off);
  }
}

TEST_CASE("a queue that is not hers is refused", "[desk][S0.2]") {
  auto subject = ready_desk();
  const auto done = subject.choose(queue_id{"vip"}, t0);
  REQUIRE(done.refused);
  CHECK(done.refused->reason == error_reason::forbidden);
  CHECK(message(*done.refused) ==
        "params.queue: one of your queues (main, night) expected, got \"vip\"");
  CHECK(subject.view().chosen_queue == main_queue);
}

TEST_CASE("she logs on and off and pauses", "[desk]") {
  auto subject = ready_desk();
  const auto done = subject.set_agent(agent_state::not_ready, t0 + 5min);
  CHECK(told(done)->state == agent_state::not_ready);
  CHECK(done.agent_changed);
  CHECK(subject.agent() == agent_state::not_ready);
  CHECK(subject.agent_since() == t0 + 5min);
  CHECK_FALSE(subject.set_agent(agent_state::not_ready, t0 + 6min).changed);
  for (const auto x : {agent_state::busy, agent_state::working_after_call, agent_state::unknown}) {
    const auto wrong = subject.set_agent(x, t0);
    REQUIRE(wrong.refused);
    CHECK(wrong.refused->path == "params.state");
  }
}

TEST_CASE("she is busy while a call is hers", "[desk]") {
  using enum caller_state;
  auto subject = ready_desk();
  const auto state = GENERATE(offered, talking, held, returning);
  const auto done = subject.call_changed(hers("c1", state), t0 + 1min);
  CHECK(subject.agent() == agent_state::busy);
  CHECK(subject.agent_since() == t0 + 1min);
  CHECK(told(done)->state == agent_state::busy);
  CHECK(done.agent_changed);
  CHECK_FALSE(subject.call_changed(hers("c1", state), t0 + 2min).changed);

  const auto over = subject.call_changed(hers("c1", gone), t0 + 3min);
  CHECK(told(over)->state == agent_state::ready);
  CHECK(subject.calls().empty());
}

TEST_CASE("a call that she sent on is listed and leaves her free", "[desk][S4.1]") {
  auto subject = ready_desk();
  subject.call_changed(hers("c1", caller_state::talking), t0);
  subject.call_changed(sent_on("c1", caller_state::transferring), t0 + 30s);
  CHECK(subject.agent() == agent_state::ready);
  CHECK(subject.agent_since() == t0 + 30s);
  subject.call_changed(sent_on("c1", caller_state::talking), t0 + 40s);
  CHECK(subject.agent() == agent_state::ready);
  CHECK(subject.calls().size() == 1);
  CHECK_FALSE(subject.current());
}

TEST_CASE("idle time runs from the end of her last call, not from a ring that she let pass",
          "[desk]") {
  auto subject = ready_desk();
  subject.call_changed(hers("c1", caller_state::offered), t0 + 1min);
  subject.call_changed(nobodys("c1"), t0 + 2min);
  CHECK(subject.agent_since() == t0);
  subject.call_changed(hers("c2", caller_state::offered), t0 + 3min);
  subject.call_changed(hers("c2", caller_state::talking), t0 + 4min);
  subject.call_changed(hers("c2", caller_state::gone), t0 + 5min);
  CHECK(subject.agent_since() == t0 + 5min);
}

TEST_CASE("a pause asked for during a call begins after it", "[desk]") {
  auto subject = ready_desk();
  subject.call_changed(hers("c1", caller_state::talking), t0);
  CHECK(subject.set_agent(agent_state::not_ready, t0 + 1min).changed);
  CHECK(subject.agent() == agent_state::busy);
  const auto done = subject.call_changed(hers("c1", caller_state::gone), t0 + 2min);
  CHECK(told(done)->state == agent_state::not_ready);
}

TEST_CASE("another's call does not come to her desk", "[desk]") {
  auto subject = ready_desk();
  CHECK_FALSE(subject.call_changed(nobodys("c1"), t0).changed);
  auto bos = hers("c2", caller_state::talking);
  bos.holder = user_id{"bo"};
  CHECK_FALSE(subject.call_changed(bos, t0).changed);
  CHECK(subject.calls().empty());
}

TEST_CASE("the current call is the one talking, then the one held last", "[desk][S1.2][S2.1]") {
  auto subject = ready_desk();
  CHECK(subject.current().error().reason == error_reason::wrong_state);
  CHECK(subject.current().error().detail == "no current call");
  subject.call_changed(hers("c1", caller_state::held, t0 + 1s), t0);
  subject.call_changed(hers("c2", caller_state::held, t0 + 5s), t0);
  subject.call_changed(hers("c3", caller_state::held, t0 + 3s), t0);
  CHECK(subject.current() == call_id{"c2"});
  subject.call_changed(hers("c4", caller_state::talking, t0), t0);
  CHECK(subject.current() == call_id{"c4"});
  subject.call_changed(sent_on("c4", caller_state::talking, t0 + 9s), t0);
  CHECK(subject.current() == call_id{"c2"});
}

TEST_CASE("without a name the call sent on last is meant", "[desk][S4.2]") {
  auto subject = ready_desk();
  CHECK_FALSE(subject.last_transferred());
  subject.call_changed(sent_on("c1", caller_state::transferring), t0 + 1s);
  subject.call_changed(sent_on("c2", caller_state::transferring), t0 + 5s);
  // An answer is no new transfer.
  subject.call_changed(sent_on("c1", caller_state::talking, t0 + 9s), t0 + 9s);
  CHECK(subject.last_transferred() == call_id{"c2"});
  subject.call_changed(hers("c2", caller_state::returning), t0 + 10s);
  CHECK(subject.last_transferred() == call_id{"c1"});
}

TEST_CASE("an answer without a name means the call that rings at her", "[desk][S1.1]") {
  auto subject = ready_desk();
  CHECK_FALSE(subject.offered());
  subject.call_changed(hers("c1", caller_state::held), t0);
  CHECK_FALSE(subject.offered());
  const auto state = GENERATE(caller_state::offered, caller_state::returning);
  subject.call_changed(hers("c2", state), t0);
  CHECK(subject.offered() == call_id{"c2"});
}

TEST_CASE("a call that rings at several desks rings at hers, and leaves when another has it",
          "[desk][B3.1]") {
  auto subject = ready_desk();
  auto rings = nobodys("c1");
  rings.state = caller_state::offered;
  rings.offered_to = {user_id{"bo"}, anna};
  CHECK(told(subject.call_changed(rings, t0 + 1s))->state == agent_state::busy);
  CHECK(subject.offered() == call_id{"c1"});
  CHECK_FALSE(subject.current());
  rings.offered_to.clear();
  rings.holder = user_id{"bo"};
  rings.state = caller_state::talking;
  subject.call_changed(rings, t0 + 5s);
  CHECK(subject.calls().empty());
  CHECK(subject.agent_since() == t0); // she let a ring pass: that is no call
}

TEST_CASE("a call that she dials is her current one and keeps her busy", "[desk][S1.2][S1.3]") {
  auto subject = ready_desk();
  subject.call_changed(hers("c1", caller_state::initiated), t0);
  CHECK(subject.agent() == agent_state::busy);
  CHECK(subject.current() == call_id{"c1"});
  CHECK_FALSE(subject.offered());
  subject.call_changed(hers("c1", caller_state::gone), t0 + 20s);
  CHECK(subject.agent_since() == t0 + 20s);
}

TEST_CASE("a call meant for her from the start rings at her", "[desk][S1.1]") {
  auto subject = ready_desk();
  auto direct = hers("c1", caller_state::initiated);
  direct.offered_to = {anna};
  subject.call_changed(direct, t0);
  CHECK(subject.offered() == call_id{"c1"});
  CHECK_FALSE(subject.current());
}

TEST_CASE("a call that she sent on and a colleague has is listed, and hers again when it returns",
          "[desk][S4.1]") {
  auto subject = ready_desk();
  auto away = sent_on("c1", caller_state::talking);
  away.holder = user_id{"bo"};
  subject.call_changed(away, t0);
  CHECK(subject.last_transferred() == call_id{"c1"});
  CHECK(subject.agent() == agent_state::ready);
  subject.call_changed(hers("c1", caller_state::returning), t0 + 9s);
  CHECK_FALSE(subject.last_transferred());
  CHECK(subject.offered() == call_id{"c1"});
}

TEST_CASE("a changed login changes the desk and keeps what she chose", "[desk]") {
  auto subject = ready_desk();
  auto stated = subject.record();
  SECTION("the same: nothing changes") { CHECK_FALSE(subject.configure(stated, t0).changed); }
  SECTION("another phone: queues must ring that") {
    stated.phone = "1009";
    stated.wanted = agent_state::logged_off;
    const auto done = subject.configure(stated, t0);
    CHECK(done.agent_changed);
    CHECK(subject.view().phone == "1009");
    CHECK(subject.agent() == agent_state::ready);
  }
  SECTION("her queue is no longer allowed: the first one is chosen") {
    stated.queues = {night_queue};
    const auto done = subject.configure(stated, t0);
    CHECK(done.left == main_queue);
    CHECK(subject.view().chosen_queue == night_queue);
  }
  SECTION("no queue at all") {
    stated.queues.clear();
    CHECK(subject.configure(stated, t0).left == main_queue);
    CHECK_FALSE(subject.view().chosen_queue);
  }
}

#include "tests/services/calls/call_fixture.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

namespace {

/// A call to a person, not to a queue.
struct direct_call : call_at_work {
  explicit direct_call(call_direction from) {
    auto record = subject.record();
    record.direction = from;
    record.queue = {};
    record.home = from == call_direction::inbound ? main_queue : queue_id{};
    subject = call{record};
  }
};

detour to(const std::string& number, forwarding_type on, std::int64_t from = 0) {
  return {.from = from, .on = on, .who = {number, number}, .endpoint = number};
}

std::vector<std::string> rung(const call_decision& x) {
  std::vector<std::string> result;
  for (const auto& order : x.orders)
    if (const auto* it = std::get_if<pbx::originate>(&order))
      result.push_back(it->endpoint);
  return result;
}
using numbers = std::vector<std::string>;

destination with(std::vector<detour> detours) {
  auto result = colleague();
  result.detours = std::move(detours);
  return result;
}

} // namespace

TEST_CASE("a call to a person rings there with a tone, and is not answered before", "[call]") {
  direct_call it{call_direction::inbound};
  const auto done = it.give(call_input::start{colleague()});
  CHECK(it.state() == caller_state::initiated);
  CHECK(ordered<pbx::start_ringing_tone>(done, caller_leg));
  CHECK_FALSE(ordered<pbx::answer>(done, caller_leg));
  CHECK(rung(done) == numbers{"4321"});
  CHECK(done.queue_orders.empty());
  const auto talks = it.give(call_input::leg_answered{leg(1)});
  CHECK(ordered<pbx::answer>(talks, caller_leg));
  CHECK(ordered<pbx::stop_ringing_tone>(talks, caller_leg));
  CHECK(it.state() == caller_state::talking);
  CHECK(first<established>(talks.events)->first);
  CHECK_FALSE(first<established>(talks.events)->queue);
}

TEST_CASE("who calls a person from outside is not turned away: reception takes it",
          "[call][B1.9]") {
  direct_call it{call_direction::inbound};
  it.give(call_input::start{colleague()});
  call_decision done;
  SECTION("busy") { done = it.give(call_input::leg_gone{leg(1), leg_cause::busy}); }
  SECTION("declined") { done = it.give(call_input::leg_gone{leg(1), leg_cause::rejected}); }
  SECTION("no answer") { done = it.after(20s, call_input::wake{}); }
  CHECK(it.state() == caller_state::waiting);
  CHECK(it.record().queue == main_queue);
  CHECK(ordered<pbx::start_music>(done, caller_leg));
  CHECK_FALSE(first<queued>(done.events)->again); // it is new to the queue
  CHECK(first<queue_order::enter>(done.queue_orders)->queue == main_queue);
  CHECK(it.subject.view().target->name == "Dorte Friis");
  CHECK(it.subject.view().returned);
  it.give(call_input::take{phone_of(anna)});
  CHECK(first<established>(it.give(call_input::leg_answered{leg(2)}).events)->queue == main_queue);
}

TEST_CASE("a receptionist who declines a call meant for her leaves it to the queue",
          "[call][S1.2][B1.9]") {
  direct_call it{call_direction::inbound};
  it.give(call_input::start{phone_of(anna)});
  CHECK(it.record().holder == anna);
  CHECK(hangs_up(it.give(call_input::end{anna}), leg(1)));
  CHECK(it.state() == caller_state::waiting);
  CHECK_FALSE(it.record().holder);
}

TEST_CASE("who calls a colleague who is busy gets busy", "[call]") {
  direct_call it{call_direction::internal};
  it.give(call_input::start{colleague()});
  const auto done = it.give(call_input::leg_gone{leg(1), leg_cause::busy});
  CHECK(hang_up_of(done, caller_leg) == leg_cause::busy);
  CHECK(first<call_cleared>(done.events)->outcome == call_outcome::rejected);
  CHECK(it.subject.over());
}

TEST_CASE("do-not-disturb rings nobody", "[call]") {
  auto quiet = colleague();
  quiet.do_not_disturb = true;
  SECTION("from outside: reception takes it") {
    direct_call it{call_direction::inbound};
    CHECK(rung(it.give(call_input::start{quiet})).empty());
    CHECK(it.state() == caller_state::waiting);
    CHECK(it.record().returned == recall_reason::busy);
  }
  SECTION("from a colleague: busy") {
    direct_call it{call_direction::internal};
    CHECK(hang_up_of(it.give(call_input::start{quiet}), caller_leg) == leg_cause::busy);
  }
  SECTION("sent there by a receptionist: it returns") {
    call_at_work it;
    it.talking_to(anna);
    CHECK(rung(it.give(call_input::transfer{anna, quiet})) == numbers{"phone-anna"});
    CHECK(it.state() == caller_state::returning);
    CHECK(it.record().returned == recall_reason::busy);
  }
}

TEST_CASE("do-not-disturb goes on to where it is forwarded", "[call]") {
  const auto on = GENERATE(forwarding_type::dnd, forwarding_type::busy);
  auto quiet = with({to("1", on)});
  quiet.do_not_disturb = true;
  direct_call it{call_direction::inbound};
  CHECK(rung(it.give(call_input::start{quiet})) == numbers{"1"});
}

TEST_CASE("an immediate forwarding rings the last stop of its chain only", "[call]") {
  direct_call it{call_direction::inbound};
  const auto done = it.give(call_input::start{
    with({to("1", forwarding_type::immediate), to("2", forwarding_type::immediate, 1)})});
  CHECK(rung(done) == numbers{"2"});
  CHECK(first<diverted>(done.events)->reason == forwarding_type::immediate);
}

TEST_CASE("a forwarding on busy or no answer is followed when that happens", "[call]") {
  direct_call it{call_direction::inbound};
  it.give(call_input::start{
    with({to("1", forwarding_type::busy), to("2", forwarding_type::no_answer),
          to("3", forwarding_type::no_answer, 1), to("4", forwarding_type::immediate, 3)})});
  SECTION("busy, then no answer, then immediate") {
    const auto done = it.give(call_input::leg_gone{leg(1), leg_cause::busy});
    CHECK(rung(done) == numbers{"1"});
    CHECK(first<failed>(done.events)->cause == leg_cause::busy);
    CHECK(first<diverted>(done.events)->to == "1");
    CHECK(it.state() == caller_state::initiated);
    CHECK(it.subject.deadline() == it.now + 20s);
    const auto next = it.after(20s, call_input::wake{});
    CHECK(hangs_up(next, leg(2)));
    CHECK(rung(next) == numbers{"4"});
    it.after(20s, call_input::wake{});
    CHECK(it.state() == caller_state::waiting);
  }
  SECTION("a phone that is off answers as little") {
    CHECK(rung(it.give(call_input::leg_gone{leg(1), leg_cause::unreachable})) == numbers{"2"});
  }
  SECTION("declined goes nowhere else") {
    CHECK(rung(it.give(call_input::leg_gone{leg(1), leg_cause::rejected})).empty());
    CHECK(it.state() == caller_state::waiting);
  }
}

TEST_CASE("a stop that cannot be rung goes on to where that one forwards", "[call]") {
  direct_call it{call_direction::inbound};
  auto quiet = to("1", forwarding_type::no_answer);
  quiet.do_not_disturb = true;
  it.give(call_input::start{with({quiet, to("2", forwarding_type::busy, 1)})});
  CHECK(rung(it.give(call_input::leg_gone{leg(1), leg_cause::no_answer})) == numbers{"2"});
  CHECK(it.state() == caller_state::initiated);
}

TEST_CASE("a call that is forwarded is with whom it rings at", "[call]") {
  direct_call it{call_direction::inbound};
  auto via_anna = phone_of(anna);
  via_anna.detours = {to("70707070", forwarding_type::no_answer)};
  it.give(call_input::start{via_anna});
  CHECK(it.record().holder == anna);
  it.after(20s, call_input::wake{});
  CHECK(it.state() == caller_state::initiated);
  CHECK_FALSE(it.record().holder);
}

#include "services/presence/employee.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

phone with(phone_activity activity, phone_reach reach = phone_reach::registered) {
  return {.id = phone_id{"21"}, .number = "21", .reach = reach, .activity = activity};
}

phone outside() {
  auto result = with(phone_activity::unknown, phone_reach::unmonitored);
  result.kind = phone_kind::external;
  return result;
}

} // namespace

TEST_CASE("each state of a phone has its lamp", "[presence][S8.1][S8.2][S22.1]") {
  const auto agent = agent_state::ready;
  CHECK(lamp_of({with(phone_activity::idle)}, agent) == lamp::idle);
  CHECK(lamp_of({with(phone_activity::initiated)}, agent) == lamp::initiated);
  CHECK(lamp_of({with(phone_activity::alerting)}, agent) == lamp::alerting);
  for (const auto busy : {phone_activity::connected, phone_activity::hold, phone_activity::busy})
    CHECK(lamp_of({with(busy)}, agent) == lamp::busy);
  CHECK(lamp_of({with(phone_activity::idle, phone_reach::unregistered)}, agent) == lamp::offline);
  CHECK(lamp_of({with(phone_activity::unknown, phone_reach::unregistered)}, agent) ==
        lamp::offline);
  CHECK(lamp_of({with(phone_activity::idle)}, agent_state::not_ready) == lamp::paused);
  auto x = with(phone_activity::idle);
  x.forwarding = {{forwarding_type::busy, "30"}};
  CHECK(lamp_of({x}, agent) == lamp::idle);
  x.forwarding = {{forwarding_type::immediate, "30"}};
  CHECK(lamp_of({x}, agent) == lamp::forwarded);
  x.do_not_disturb = true;
  CHECK(lamp_of({x}, agent) == lamp::do_not_disturb);
}

TEST_CASE("a phone of which nothing is known is never shown as free", "[presence][B2.1]") {
  const auto agent = agent_state::ready;
  CHECK(lamp_of({with(phone_activity::idle, phone_reach::unknown)}, agent) == lamp::unknown);
  CHECK(lamp_of({with(phone_activity::unknown)}, agent) == lamp::unknown);
  CHECK(lamp_of({with(phone_activity::idle), with(phone_activity::idle, phone_reach::unknown)},
                agent) == lamp::unknown);
}

TEST_CASE("of several states the first in the stated order is shown", "[presence][S8.2]") {
  // Each line adds a state that goes before all states added so far.
  std::vector<phone> phones{with(phone_activity::idle)};
  const auto shown = [&] { return lamp_of(phones, agent_state::not_ready); };
  CHECK(lamp_of(phones, agent_state::ready) == lamp::idle);
  phones.push_back(with(phone_activity::idle, phone_reach::unregistered));
  CHECK(lamp_of(phones, agent_state::ready) == lamp::offline);
  CHECK(shown() == lamp::paused);
  phones[0].forwarding = {{forwarding_type::immediate, "30"}};
  CHECK(shown() == lamp::forwarded);
  phones[0].do_not_disturb = true;
  CHECK(shown() == lamp::do_not_disturb);
  for (const auto& [activity, lamp_state] : {std::pair{phone_activity::hold, lamp::busy},
                                             {phone_activity::initiated, lamp::initiated},
                                             {phone_activity::alerting, lamp::alerting}}) {
    phones.push_back(with(activity));
    CHECK(shown() == lamp_state);
  }
  phones.push_back(with(phone_activity::unknown, phone_reach::unknown));
  CHECK(shown() == lamp::unknown);
}

TEST_CASE("external phones count only when there is no other", "[presence][S12.3]") {
  CHECK(lamp_of({outside()}, agent_state::not_ready) == lamp::unmonitored);
  CHECK(lamp_of({}, agent_state::ready) == lamp::unmonitored);
  auto mistaken = with(phone_activity::connected);
  mistaken.kind = phone_kind::external;
  CHECK(lamp_of({mistaken}, agent_state::ready) == lamp::unmonitored);
  CHECK(lamp_of({outside(), with(phone_activity::idle)}, agent_state::ready) == lamp::idle);
}

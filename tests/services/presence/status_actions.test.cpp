#include "tests/services/presence/people.hpp"

using namespace omstilling;
using namespace omstilling::people;

namespace {

using kind = status_action_kind;

set_status meeting(std::vector<status_action> start, std::vector<status_action> stop) {
  auto result = status_for("meeting", 3600);
  result.start_actions = std::move(start);
  result.stop_actions = std::move(stop);
  return result;
}

const std::vector<status_action> silence{{kind::set_do_not_disturb, {}}};
const std::vector<status_action> sound{{kind::clear_do_not_disturb, {}}};
const std::vector<status_action> forward{{kind::set_forwarding, "30"}};
const std::vector<status_action> unforward{{kind::clear_forwarding, ""}};
const std::vector<status_action> take_pause{{kind::agent_pause, {}}};
const std::vector<status_action> take_calls{{kind::agent_resume, {}}};

} // namespace

TEST_CASE("do not disturb goes on at the start and off at the end", "[presence][S14.5]") {
  auto x = at_desk();
  const auto set = x.set(meeting(silence, sound), t0);
  CHECK(silent(x));
  REQUIRE(only<phone_set>(set.events).size() == 1);
  CHECK(only<phone_set>(set.events)[0].phone == desk);
  CHECK(only<phone_set>(set.events)[0].do_not_disturb);
  CHECK(x.view(audience::reception).lamp_state == lamp::do_not_disturb);
  const auto due = x.wake(t0 + 1h);
  CHECK_FALSE(silent(x));
  CHECK(only<phone_set>(due.events).size() == 1);
}

TEST_CASE("stop actions run also when the status is cleared or replaced", "[presence][S14.5]") {
  auto x = at_desk();
  x.set(meeting(silence, sound), t0);
  x.clear(by_hand_status, t0 + 1min);
  CHECK_FALSE(silent(x));

  x.set(meeting(silence, sound), t0 + 2min);
  x.set(status("lunch"), t0 + 3min);
  CHECK_FALSE(silent(x));
}

TEST_CASE("do not disturb that was on before stays on", "[presence][S14.5]") {
  auto x = at_desk();
  x.set(by_hand(true), t0);
  CHECK(only<phone_set>(x.set(meeting(silence, sound), t0).events).empty());
  CHECK(only<phone_set>(x.wake(t0 + 1h).events).empty());
  CHECK(silent(x));
}

TEST_CASE("what was changed by hand meanwhile is left as it is", "[presence][S14.5]") {
  auto x = at_desk();
  x.set(meeting(silence, sound), t0);
  x.set(by_hand(false), t0 + 1min);
  x.set(by_hand(true), t0 + 2min);
  x.wake(t0 + 1h);
  CHECK(silent(x));

  x.set(meeting(forward, unforward), t0 + 2h);
  x.set(by_hand(to("44")), t0 + 150min);
  x.wake(t0 + 3h);
  CHECK(forwarded_to(x) == "44");

  x.set(by_hand(to("99")), t0 + 4h);
  x.set(meeting(forward, unforward), t0 + 4h);
  x.set(by_hand(to("44")), t0 + 4h);
  x.set(by_hand(to("30")), t0 + 4h);
  x.clear(by_hand_status, t0 + 5h);
  CHECK(forwarded_to(x) == "30");
}

TEST_CASE("a phone that was taken away and given back begins anew", "[presence]") {
  auto x = at_desk();
  x.set(by_hand(to("99")), t0);
  x.set(meeting(forward, unforward), t0);
  auto bare = anna();
  bare.phones.clear();
  x.put(bare, t0 + 1min);
  x.put(anna(), t0 + 2min);
  x.wake(t0 + 1h);
  CHECK(forwarded_to(x).empty());
}

TEST_CASE("a stop action without its reverse at the start is just done", "[presence][S14.5]") {
  auto x = at_desk();
  x.set(meeting({}, silence), t0);
  CHECK_FALSE(silent(x));
  x.wake(t0 + 1h);
  CHECK(silent(x));
}

TEST_CASE("forwarding is set at the start and as it was at the end", "[presence][S14.5][B2.4]") {
  auto x = at_desk();
  x.set(meeting({{kind::set_forwarding, "+45 30-30"}}, unforward), t0);
  CHECK(forwarded_to(x) == "+453030");
  CHECK(x.view(audience::reception).lamp_state == lamp::forwarded);
  x.wake(t0 + 1h);
  CHECK(forwarded_to(x).empty());

  // Her standing forwarding comes back, and rules of other types are never touched.
  auto rules = to("99");
  rules.push_back({forwarding_type::busy, "98"});
  x.set(by_hand(rules), t0 + 2h);
  x.set(meeting(forward, unforward), t0 + 2h);
  CHECK(forwarded_to(x) == "30");
  x.wake(t0 + 3h);
  CHECK(x.record().phones.front().forwarding == rules);
}

TEST_CASE("a phone is never forwarded to itself", "[presence]") {
  auto x = at_desk();
  x.set(meeting({{kind::set_forwarding, "2 1"}}, {}), t0);
  CHECK(forwarded_to(x).empty());
}

TEST_CASE("several start actions are undone in reverse", "[presence][S14.5]") {
  auto x = at_desk();
  x.set(by_hand(to("99")), t0);
  x.set(meeting({{kind::set_forwarding, "30"}, {kind::set_forwarding, "31"}}, unforward), t0);
  CHECK(forwarded_to(x) == "31");
  x.clear(by_hand_status, t0 + 1min);
  CHECK(forwarded_to(x) == "99");
}

TEST_CASE("a stop action that names a target forwards there", "[presence][S14.5]") {
  auto x = at_desk();
  x.set(by_hand(to("99")), t0);
  x.set(meeting(unforward, forward), t0);
  CHECK(forwarded_to(x).empty());
  x.wake(t0 + 1h);
  CHECK(forwarded_to(x) == "30");

  // There was nothing to clear, so there is nothing to bring back.
  auto y = at_desk();
  y.set(meeting(unforward, forward), t0);
  y.wake(t0 + 1h);
  CHECK(forwarded_to(y).empty());
}

TEST_CASE("the desk is paused and resumed, if the status paused it", "[presence][S14.5]") {
  auto x = at_desk();
  x.agent_seen(agent_state::ready, t0);
  CHECK(x.set(meeting(take_pause, take_calls), t0).agent_orders == take_pause);
  x.agent_seen(agent_state::not_ready, t0);
  CHECK(x.view(audience::reception).lamp_state == lamp::paused);
  CHECK(x.wake(t0 + 1h).agent_orders == take_calls);
  // A status of its own right after it, while the desk has not answered yet.
  CHECK(x.set(meeting(take_pause, take_calls), t0 + 1h).agent_orders == take_pause);

  auto paused = at_desk();
  paused.agent_seen(agent_state::not_ready, t0);
  CHECK(paused.set(meeting(take_pause, take_calls), t0).agent_orders.empty());
  CHECK(paused.clear(by_hand_status, t0).agent_orders.empty());
}

TEST_CASE("no status logs a receptionist on", "[presence][S14.5]") {
  auto x = at_desk();
  x.agent_seen(agent_state::ready, t0);
  x.set(meeting(take_pause, take_calls), t0);
  x.agent_seen(agent_state::logged_off, t0 + 1min);
  CHECK(x.wake(t0 + 1h).agent_orders.empty());
  CHECK(x.set(meeting(take_pause, {}), t0 + 2h).agent_orders.empty());
}

TEST_CASE("nor after a restart: what the desk was is known before what came due is done",
          "[presence][S14.5][B1.6]") {
  auto x = at_desk();
  x.agent_seen(agent_state::ready, t0);
  x.set(meeting(take_pause, take_calls), t0);
  const auto restarted = [&](agent_state was, time_point carried_out) {
    employee result{decode_text<employee_record>(encode_text(x.record())).value()};
    result.agent_was(was, carried_out);
    return result.wake(t0 + 2h).agent_orders;
  };
  CHECK(restarted(agent_state::not_ready, t0) == take_calls);
  CHECK(restarted(agent_state::logged_off, t0).empty());
  CHECK(restarted(agent_state::ready, t0).empty()); // by hand
  // The order to pause, which it has not carried out yet, is on its way there.
  CHECK(restarted(agent_state::ready, t0 - 1s) == take_calls);
  CHECK(restarted(agent_state::logged_off, t0 - 1s).empty());
}

TEST_CASE("each order to the desk is later than the one before, and is kept",
          "[presence][S14.5][B1.6]") {
  auto x = at_desk();
  x.agent_seen(agent_state::ready, t0);
  x.set(meeting(take_pause, take_calls), t0);
  const auto first = x.record().ordered.value();
  CHECK(first == agent_order{t0, status_action_kind::agent_pause});
  x.clear(by_hand_status, t0);
  const auto second = x.record().ordered.value();
  CHECK(second == agent_order{t0 + 1ms, status_action_kind::agent_resume});
  CHECK(decode_text<employee_record>(encode_text(x.record())).value() == x.record());
  auto renamed = anna();
  renamed.name = "Anna Holm";
  x.put(renamed, t0 + 1s);
  CHECK(x.record().ordered == second);
}

TEST_CASE("a status that stays beyond its end has stopped once", "[presence][S14.5][S14.6]") {
  auto x = at_desk();
  auto wish = meeting({}, silence);
  wish.expiry = on_expiry::pop_up;
  x.set(wish, t0);
  x.wake(t0 + 1h);
  CHECK(silent(x));
  x.set(by_hand(false), t0 + 2h);
  x.clear(by_hand_status, t0 + 3h);
  CHECK_FALSE(silent(x));
}

TEST_CASE("the phone that the start changed is the one that the stop changes back",
          "[presence][S14.5][S12.2]") {
  auto x = at_desk();
  x.set(meeting(silence, sound), t0);
  auto moved = anna();
  moved.phones = {{.number = "22"}, {.number = "21"}};
  x.put(moved, t0 + 1min);
  x.set({.employee = employee_id{"anna"}, .phone = phone_id{"22"}, .do_not_disturb = true},
        t0 + 2min);
  x.wake(t0 + 1h);
  CHECK(x.record().phones[0].do_not_disturb);
  CHECK_FALSE(x.record().phones[1].do_not_disturb);
}

TEST_CASE("stop actions are remembered over a restart", "[presence][S14.5]") {
  auto x = at_desk();
  x.set(meeting(silence, sound), t0);
  employee restarted{decode_text<employee_record>(encode_text(x.record())).value()};
  restarted.wake(t0 + 2h);
  CHECK_FALSE(silent(restarted));
}

TEST_CASE("one without a phone has statuses all the same", "[presence]") {
  auto bare = anna();
  bare.phones.clear();
  employee x;
  x.put(bare, t0);
  CHECK_FALSE(x.set(meeting(silence, sound), t0).refused);
  CHECK(x.wake(t0 + 1h).changed);
  CHECK(x.view(audience::reception).lamp_state == lamp::unmonitored);
}

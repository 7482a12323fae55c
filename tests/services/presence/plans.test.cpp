#include "services/presence/claims.hpp"
#include "tests/services/presence/people.hpp"

using namespace omstilling;
using namespace omstilling::people;

namespace {

const std::string zone = "Europe/Copenhagen"; // 11:00 on the wall at t0
using kind = status_action_kind;

put_plan planned(std::string type, std::string starts, std::string ends, std::string rule = "") {
  put_plan result{.employee = employee_id{"anna"},
                  .type = std::move(type),
                  .starts = "2026-11-22T" + starts,
                  .ends = "2026-11-22T" + ends};
  if (!rule.empty())
    result.rule = std::move(rule);
  return result;
}

plan_id put(employee& x, const put_plan& wish, time_point now = t0) {
  const auto done = x.put(wish, zone, now);
  REQUIRE_FALSE(done.refused);
  return done.plan.value();
}

put_plan silent_from(std::string starts, std::string ends) {
  auto result = planned("meeting", std::move(starts), std::move(ends));
  result.start_actions = {{.kind = kind::set_do_not_disturb}};
  result.stop_actions = {{.kind = kind::clear_do_not_disturb}};
  return result;
}

put_plan forwarded_from(std::string starts, std::string ends, std::string to,
                        forwarding_type type = forwarding_type::immediate) {
  auto result = planned("meeting", std::move(starts), std::move(ends));
  result.start_actions = {{.kind = kind::set_forwarding, .to = std::move(to), .type = type}};
  result.stop_actions = {{.kind = kind::clear_forwarding, .type = type}};
  return result;
}

std::string target(const employee& x, forwarding_type type = forwarding_type::immediate) {
  for (const auto& rule : x.record().phones.front().forwarding)
    if (rule.type == type)
      return rule.to;
  return {};
}

calendar_event appointment(std::string id, duration from, duration to,
                           busy_type busy = busy_type::busy) {
  return {.id = std::move(id), .title = "Budget", .start = t0 + from, .end = t0 + to, .busy = busy};
}

} // namespace

TEST_CASE("a plan begins and ends at its instants", "[presence][S14.2]") {
  auto x = at_desk();
  const auto id = put(x, planned("meeting", "14:00", "15:00"));
  CHECK(x.deadline() == t0 + 3h);
  CHECK(x.wake(t0 + 3h - 1ms).events.empty());
  const auto begun = x.wake(t0 + 3h);
  CHECK(type_of(x) == "meeting");
  CHECK(only<plan_began>(begun.events).size() == 1);
  CHECK(x.view(audience::reception).status.until == t0 + 4h);
  const auto ended = x.wake(t0 + 4h);
  CHECK(only<plan_ended>(ended.events).at(0).plan == id);
  CHECK(type_of(x) == "available");
  CHECK(x.plans(audience::reception).empty()); // it was once
  CHECK_FALSE(x.deadline());
}

TEST_CASE("a plan that repeats goes on, and what was missed is done in its order",
          "[presence][S14.4]") {
  auto x = at_desk();
  put(x, planned("lunch", "12:00", "12:30", "FREQ=DAILY"));
  const auto late = x.wake(t0 + 49h + 10min); // two whole ones, and the third is on
  CHECK(only<plan_began>(late.events).size() == 3);
  CHECK(only<plan_ended>(late.events).size() == 2);
  CHECK(only<plan_began>(late.events)[1].at == t0 + 25h);
  CHECK(type_of(x) == "lunch");
  CHECK(x.view(audience::reception).status.since == t0 + 49h);
}

TEST_CASE("a plan made while it should be on begins at once", "[presence][S14.2]") {
  auto x = at_desk();
  const auto done = x.put(planned("meeting", "10:30", "11:30"), zone, t0);
  CHECK(type_of(x) == "meeting");
  CHECK(only<plan_began>(done.events).size() == 1);
  CHECK(x.view(audience::reception).status.since == t0);
}

TEST_CASE("by hand counts before plans, plans before the calendar, the last to begin first",
          "[presence][S14.4][B2.2]") {
  auto x = at_desk();
  x.appointments_are({appointment("a", 0h, 8h)}, t0);
  CHECK(type_of(x) == "meeting");
  put(x, planned("works_from_home", "11:30", "16:00"));
  put(x, planned("lunch", "12:00", "12:30"));
  x.wake(t0 + 40min);
  CHECK(type_of(x) == "works_from_home");
  x.wake(t0 + 1h);
  CHECK(type_of(x) == "lunch");
  x.set(status_for("busy", 600), t0 + 65min);
  CHECK(type_of(x) == "busy");
  const auto why = x.claims(audience::reception);
  REQUIRE(why.size() == 4);
  CHECK(why[0].source == claim_source::manual);
  CHECK(why[1].type == "lunch");
  CHECK(why[2].type == "works_from_home");
  CHECK(why[3].source == claim_source::calendar);
  x.wake(t0 + 76min);
  CHECK(type_of(x) == "lunch"); // what was hidden is there again
  x.wake(t0 + 90min);
  CHECK(type_of(x) == "works_from_home");
  x.wake(t0 + 5h);
  CHECK(type_of(x) == "meeting");
}

TEST_CASE("what two statuses want goes with the last of them", "[presence][S14.5]") {
  auto x = at_desk();
  put(x, silent_from("12:00", "14:00"));
  put(x, silent_from("13:00", "15:00"));
  x.wake(t0 + 2h);
  CHECK(silent(x));
  x.wake(t0 + 3h);
  CHECK(silent(x)); // the second wants it still
  x.wake(t0 + 4h);
  CHECK_FALSE(silent(x));
}

TEST_CASE("a forwarding over another gives back what was there before both", "[presence][S14.5]") {
  auto x = at_desk();
  x.set(set_phone{.employee = employee_id{"anna"},
                  .phone = desk,
                  .forwarding = {{{forwarding_type::immediate, "77"}}}},
        t0);
  put(x, forwarded_from("12:00", "14:00", "30"));
  put(x, forwarded_from("13:00", "15:00", "40"));
  x.wake(t0 + 1h);
  CHECK(target(x) == "30");
  x.wake(t0 + 2h);
  CHECK(target(x) == "40");
  x.wake(t0 + 3h);
  CHECK(target(x) == "40");
  x.wake(t0 + 4h);
  CHECK(target(x) == "77");
}

TEST_CASE("forwarding when busy and when nobody answers are matters of their own",
          "[presence][S14.5]") {
  auto x = at_desk();
  put(x, forwarded_from("12:00", "13:00", "30", forwarding_type::busy));
  put(x, forwarded_from("12:00", "14:00", "40", forwarding_type::no_answer));
  x.wake(t0 + 1h);
  CHECK(target(x, forwarding_type::busy) == "30");
  CHECK(target(x, forwarding_type::no_answer) == "40");
  CHECK(target(x).empty());
  x.wake(t0 + 2h);
  CHECK(target(x, forwarding_type::busy).empty());
  CHECK(target(x, forwarding_type::no_answer) == "40");
}

TEST_CASE("a stop after a crash in between is done once, by what is kept", "[presence][S14.5]") {
  auto x = at_desk();
  put(x, silent_from("12:00", "13:00"));
  x.wake(t0 + 1h);
  auto kept = decode_text<employee_record>(encode_text(x.record()));
  REQUIRE(kept);
  employee again{*kept};
  const auto late = again.wake(t0 + 5h);
  CHECK_FALSE(silent(again));
  CHECK(only<plan_ended>(late.events).at(0).at == t0 + 2h);
  CHECK(again.wake(t0 + 6h).events.empty());
}

TEST_CASE("a plan's end can force a status, or tell and stay", "[presence][S14.6]") {
  auto x = at_desk();
  auto wish = planned("meeting", "12:00", "13:00");
  SECTION("another status") {
    wish.expiry = on_expiry::force_status;
    wish.forced_type = "gone_home";
    put(x, wish);
    x.wake(t0 + 3h);
    CHECK(type_of(x) == "gone_home");
    CHECK(x.view(audience::reception).status.source == claim_source::manual);
  }
  SECTION("a pop-up, and it stays until it is ended") {
    wish.expiry = on_expiry::pop_up;
    const auto id = put(x, wish);
    CHECK(x.wake(t0 + 3h).overrun_popup);
    CHECK(x.view(audience::reception).status.overrun);
    CHECK_FALSE(x.deadline());
    CHECK(x.clear({.employee = employee_id{"anna"}, .plan = id}, t0 + 4h).changed);
    CHECK(type_of(x) == "available");
  }
}

TEST_CASE("what is on of a plan can be ended, changed and taken away", "[presence][S14.2]") {
  auto x = at_desk();
  const auto id = put(x, silent_from("10:00", "14:00"));
  REQUIRE(silent(x));
  SECTION("ended: the plan stays") {
    x.clear({.employee = employee_id{"anna"}, .plan = id}, t0 + 1min);
    CHECK_FALSE(silent(x));
    CHECK(type_of(x) == "available");
  }
  SECTION("taken away") {
    const auto gone = x.remove({.employee = employee_id{"anna"}, .plan = id}, t0 + 1min);
    CHECK(only<plan_removed>(gone.events).size() == 1);
    CHECK_FALSE(silent(x));
    CHECK(x.record().plans.empty());
  }
  SECTION("changed") {
    auto other = planned("lunch", "13:00", "14:00");
    other.plan = id;
    put(x, other);
    CHECK_FALSE(silent(x));
    CHECK(type_of(x) == "available");
    x.wake(t0 + 2h);
    CHECK(type_of(x) == "lunch");
  }
}

TEST_CASE("a plan that cannot be is refused by name, and nothing else changes",
          "[presence][S14.2]") {
  auto x = at_desk();
  const auto before = x.record();
  const auto path = [&](const put_plan& wish) {
    const auto done = x.put(wish, zone, t0);
    REQUIRE(done.refused);
    return done.refused->path;
  };
  CHECK(path(planned("fishing", "14:00", "15:00")) == "params.type");
  CHECK(path(planned("lunch", "14:00", "13:00")) == "params.ends");
  CHECK(path(planned("lunch", "08:00", "09:00")) == "params.ends"); // it is over
  CHECK(path(planned("lunch", "08:00", "09:00", "FREQ=DAILY;COUNT=1")) == "params.rule");
  auto other = planned("lunch", "14:00", "15:00");
  other.plan = plan_id{"p9"};
  CHECK(path(other) == "params.plan");
  CHECK(x.remove({.plan = plan_id{"p9"}}, t0).refused->reason == error_reason::unknown_plan);
  CHECK(x.clear({.plan = plan_id{"p9"}}, t0).refused->reason == error_reason::unknown_plan);
  CHECK(x.record() == before);
}

TEST_CASE("appointments make claims at their instants", "[presence][S8.4][S11.2][B2.5]") {
  auto x = at_desk();
  x.appointments_are({appointment("a", 1h, 2h), appointment("b", 90min, 3h, busy_type::tentative),
                      appointment("c", 4h, 5h, busy_type::free)},
                     t0);
  CHECK(type_of(x) == "available");
  x.wake(t0 + 1h);
  CHECK(type_of(x) == "meeting");
  CHECK(x.view(audience::reception).calendar == busy_type::busy);
  CHECK(x.view(audience::reception).status.note == "Budget");
  x.wake(t0 + 2h);
  CHECK(type_of(x) == "busy");
  CHECK(x.view(audience::reception).status.since == t0 + 90min);
  x.wake(t0 + 3h);
  CHECK(type_of(x) == "available");
  x.wake(t0 + 4h);
  CHECK(type_of(x) == "available");
  CHECK_FALSE(x.view(audience::reception).calendar);
}

TEST_CASE("an appointment moved or called off takes its claim along", "[presence][B2.5]") {
  auto x = at_desk();
  x.appointments_are({appointment("a", 0h, 2h)}, t0);
  CHECK(type_of(x) == "meeting");
  CHECK(x.appointments_are({appointment("a", 0h, 2h)}, t0 + 1min).events.empty()); // as it was
  x.appointments_are({appointment("a", 1h, 2h)}, t0 + 1min);
  CHECK(type_of(x) == "available");
  x.wake(t0 + 1h);
  CHECK(type_of(x) == "meeting");
  x.appointments_are({}, t0 + 61min);
  CHECK(type_of(x) == "available");
}

TEST_CASE("a silent calendar says so", "[presence][B2.1][B2.5]") {
  auto x = at_desk();
  CHECK(x.calendar_silent(t0).changed);
  CHECK(x.claims(audience::colleague).at(0).stale_since == t0);
  x.appointments_are({appointment("a", 0h, 2h)}, t0 + 1min);
  CHECK_FALSE(x.claims(audience::reception).at(0).stale_since);
  x.calendar_silent(t0 + 5min);
  CHECK(x.claims(audience::reception).at(0).stale_since == t0 + 5min);
}

TEST_CASE("the agenda lists what is on and what comes", "[presence][S11.1][S11.2]") {
  auto x = at_desk();
  put(x, planned("lunch", "12:00", "12:30", "FREQ=DAILY"));
  auto hidden = appointment("b", 0h, 1h);
  hidden.is_private = true;
  hidden.title.clear();
  x.appointments_are({hidden}, t0);
  const auto all = x.agenda(audience::reception, t0);
  REQUIRE(all.size() == 6);
  CHECK(all[0].source == claim_source::calendar);
  CHECK(all[0].is_private);
  CHECK(all[0].text.empty());
  CHECK(all[1].start == t0 + 1h);
  CHECK(all[1].repeats);
  CHECK(x.agenda(audience::colleague, t0)[1].type == "away");
}

TEST_CASE("a chosen alias is what outsiders see", "[presence][B2.3]") {
  auto x = at_desk();
  auto wish = status("sick");
  wish.alias = "busy";
  wish.note = "influenza";
  x.set(wish, t0);
  CHECK(x.view(audience::public_).status.type == "busy");
  CHECK(x.view(audience::colleague).status.note.empty());
  CHECK(x.claims(audience::colleague).at(0).type == "busy");
  CHECK(x.claims(audience::colleague).at(0).note.empty());
  wish.alias = "fishing";
  CHECK(x.set(wish, t0).refused->path == "params.alias");
}

TEST_CASE("a telephone in use and a pause are claims of their own", "[presence][B2.2]") {
  auto x = at_desk();
  x.agent_seen(agent_state::not_ready, t0 + 1s);
  CHECK(type_of(x) == "busy");
  const auto call = x.phone_seen("21", phone_reach::registered, phone_activity::connected, t0 + 2s);
  CHECK(only<status_changed>(call.events).empty()); // a call is no news of the person
  const auto why = x.claims(audience::reception);
  REQUIRE(why.size() == 2);
  CHECK(why[0].source == claim_source::agent);
  CHECK(why[1].source == claim_source::device);
  CHECK(why[1].since == t0 + 2s);
  x.agent_seen(agent_state::ready, t0 + 3s);
  CHECK(type_of(x) == "on_the_phone");
  x.set(status("lunch"), t0 + 4s);
  CHECK(type_of(x) == "lunch");
}

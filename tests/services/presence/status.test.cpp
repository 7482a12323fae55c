#include "tests/services/presence/people.hpp"

using namespace omstilling;
using namespace omstilling::people;

TEST_CASE("an employee sets and clears a status", "[presence][S14.1][S8.3][S10.1]") {
  auto x = at_desk();
  const auto set = x.set(status("meeting"), t0 + 1min);
  CHECK(set.changed);
  const auto changes = only<status_changed>(set.events);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].from == "available");
  CHECK(changes[0].to == "meeting");
  CHECK(changes[0].source == claim_source::manual);
  CHECK_FALSE(changes[0].until);
  const auto shown = x.view(audience::reception).status;
  CHECK(shown.activity == rpid_activity::meeting);
  CHECK(shown.basic == basic_status::closed);
  CHECK(shown.since == t0 + 1min);

  CHECK(x.clear(by_hand_status, t0 + 2min).changed);
  CHECK(type_of(x) == "available");
  CHECK(x.view(audience::reception).status.since == t0 + 2min);
}

TEST_CASE("clearing where nothing is set changes nothing", "[presence]") {
  auto x = at_desk();
  const auto cleared = x.clear(by_hand_status, t0);
  CHECK_FALSE(cleared.refused);
  CHECK_FALSE(cleared.changed);
  CHECK(cleared.events.empty());
}

TEST_CASE("a status with a fixed end ends at that instant", "[presence][S14.2][S10.1]") {
  auto x = at_desk();
  auto wish = status("meeting");
  wish.until = t0 + 1h;
  CHECK(only<status_changed>(x.set(wish, t0).events)[0].until == t0 + 1h);
  CHECK(x.deadline() == t0 + 1h);
  CHECK_FALSE(x.wake(t0 + 1h - 1ms).changed);
  CHECK(type_of(x) == "meeting");
  CHECK(x.wake(t0 + 1h).changed);
  CHECK(type_of(x) == "available");
  CHECK_FALSE(x.deadline());
}

TEST_CASE("a status of a fixed length counts from its activation", "[presence][S14.3][S10.2]") {
  auto x = at_desk();
  x.set(status_for("lunch", 1800), t0 + 5min);
  CHECK(x.view(audience::reception).status.until == t0 + 35min);
}

TEST_CASE("a status that ended while nobody was there ended at its instant", "[presence][B2.1]") {
  auto x = at_desk();
  x.set(status_for("lunch", 1800), t0);
  employee restarted{x.record()};
  restarted.wake(t0 + 20h);
  CHECK(type_of(restarted) == "available");
  CHECK(restarted.view(audience::reception).status.since == t0 + 30min);
}

TEST_CASE("on expiry another status is forced, without an end", "[presence][S14.6]") {
  auto x = at_desk();
  auto wish = status_for("meeting", 60);
  wish.expiry = on_expiry::force_status;
  wish.forced_type = "gone_home";
  x.set(wish, t0);
  const auto changes = only<status_changed>(x.wake(t0 + 5min).events);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].to == "gone_home");
  const auto shown = x.view(audience::reception).status;
  CHECK(shown.since == t0 + 1min);
  CHECK_FALSE(shown.until);
  CHECK(shown.source == claim_source::manual);
}

TEST_CASE("on expiry a pop-up is asked for once, and the status stays", "[presence][S14.6]") {
  auto x = at_desk();
  auto wish = status_for("meeting", 60);
  wish.expiry = on_expiry::pop_up;
  x.set(wish, t0);
  const auto due = x.wake(t0 + 1min);
  CHECK(due.overrun_popup);
  CHECK(due.changed);
  CHECK(type_of(x) == "meeting");
  CHECK(x.view(audience::reception).status.overrun);
  CHECK(x.view(audience::reception).status.until == t0 + 1min);
  CHECK_FALSE(x.deadline());
  const auto again = x.wake(t0 + 2min);
  CHECK_FALSE(again.overrun_popup);
  CHECK_FALSE(again.changed);
  x.clear(by_hand_status, t0 + 3min);
  CHECK(type_of(x) == "available");
}

TEST_CASE("what a status carries is shown with it", "[presence][S10.3][S10.4]") {
  auto x = at_desk();
  auto wish = status("meeting");
  wish.note = "budget";
  wish.start_actions = {{status_action_kind::set_do_not_disturb, {}}};
  wish.stop_actions = {{status_action_kind::clear_do_not_disturb, {}}};
  x.set(wish, t0);
  const auto shown = x.view(audience::reception).status;
  CHECK(shown.note == "budget");
  CHECK(shown.start_actions == wish.start_actions);
  CHECK(shown.stop_actions == wish.stop_actions);
}

TEST_CASE("the manual word counts before schedule, agent and device", "[presence][B2.2]") {
  auto record = at_desk().record();
  for (const auto source : {claim_source::device, claim_source::agent, claim_source::schedule}) {
    claim next{.source = source, .type = "busy", .note = word(source), .since = t0};
    next.until = t0 + (source == claim_source::schedule ? 1h : 2h);
    record.claims.push_back(next);
    CHECK(employee{record}.view(audience::reception).status.source == source);
  }
  employee x{record};
  x.set(status_for("sick", 1800), t0);
  CHECK(type_of(x) == "sick");
  x.wake(t0 + 30min);
  CHECK(x.view(audience::reception).status.source == claim_source::schedule);
  x.wake(t0 + 1h);
  CHECK(x.view(audience::reception).status.source == claim_source::agent);
}

TEST_CASE("the earlier manual status is seen again when a claim before it ends",
          "[presence][B2.2]") {
  auto record = at_desk().record();
  record.claims = {
    {.source = claim_source::schedule, .type = "meeting", .since = t0 - 1h, .plan = plan_id{"p1"}},
    {.source = claim_source::schedule, .type = "lunch", .since = t0, .until = t0 + 1h}};
  employee x{record};
  CHECK(type_of(x) == "lunch");
  x.wake(t0 + 1h);
  CHECK(type_of(x) == "meeting");
  CHECK(x.view(audience::reception).status.since == t0 - 1h);
}

TEST_CASE("a status that cannot be is refused by the field's name", "[presence][S14.1]") {
  auto x = at_desk();
  const auto refused = [&](auto change) {
    auto wish = status("meeting");
    change(wish);
    return refusal(x.set(wish, t0));
  };
  const auto before = x.record();
  CHECK(refused([](auto& s) { s.type = "fishing"; }) ==
        "params.type: one of available, busy, on_the_phone, meeting, lunch, do_not_disturb, "
        "gone_home, vacation, "
        "sick, works_from_home, course, away expected, got \"fishing\"");
  CHECK(refused([](auto& s) { s.until = t0; }) ==
        "params.until: a time after now expected, got \"2026-11-22T10:00:00.000Z\"");
  CHECK(refused([](auto& s) {
          s.until = t0 + 1h;
          s.for_seconds = 60;
        }) == "params.for_seconds: either until or for_seconds expected, got both");
  CHECK(refused([](auto& s) { s.for_seconds = 0; }) ==
        "params.for_seconds: 1 to 31536000 expected, got 0");
  CHECK(refused([](auto& s) { s.for_seconds = 31'536'001; }) ==
        "params.for_seconds: 1 to 31536000 expected, got 31536001");
  CHECK(refused([](auto& s) { s.note = std::string(501, 'x'); }) ==
        "params.note: text of at most 500 bytes expected, got 501 bytes");
  CHECK(refused([](auto& s) {
          s.stop_actions = {{}};
        }).starts_with("params.stop_actions[0].kind: one of set_do_not_disturb, "));
  CHECK(refused([](auto& s) {
          s.start_actions = {{status_action_kind::agent_pause, {}},
                             {status_action_kind::set_forwarding, "home"}};
        }) == "params.start_actions[1].to: a phone number expected, got \"home\"");
  CHECK(refused([](auto& s) { s.start_actions.resize(11); }) ==
        "params.start_actions: at most 10 expected, got 11");
  CHECK(refused([](auto& s) { s.expiry = on_expiry::unknown; }) ==
        "params.expiry: one of fall_back, force_status, pop_up expected, got \"unknown\"");
  CHECK(refused([](auto& s) {
          s.expiry = on_expiry::force_status;
        }).starts_with("params.forced_type: one of available, "));
  CHECK(x.record() == before);
  CHECK(refused([](auto& s) { s.note = std::string(500, 'x'); }) == "none");
  CHECK(refused([](auto& s) { s.for_seconds = 31'536'000; }) == "none");
}

#include "tests/services/presence/people.hpp"

using namespace omstilling;
using namespace omstilling::people;

TEST_CASE("do not disturb and forwarding of a phone are set by hand", "[presence][S13.3][B2.4]") {
  auto x = at_desk();
  const auto set = x.set(by_hand(true), t0);
  CHECK(set.changed);
  REQUIRE(set.events.size() == 1);
  CHECK(std::get<phone_set>(set.events[0]).do_not_disturb);
  CHECK(is_durable(set.events[0]));
  x.set(by_hand(to("40 11 22 33")), t0 + 1min);
  CHECK(silent(x));
  CHECK(forwarded_to(x) == "40112233");
  x.set(by_hand(std::vector<forwarding_rule>{}), t0 + 2min);
  CHECK(forwarded_to(x).empty());
}

TEST_CASE("setting a phone as it is changes nothing", "[presence]") {
  auto x = at_desk();
  x.set(by_hand(true), t0);
  x.set(by_hand(to("44")), t0);
  for (const auto& wish : {by_hand(true), by_hand(to("4 4")),
                           set_phone{.employee = employee_id{"anna"}, .phone = desk}}) {
    const auto again = x.set(wish, t0 + 1min);
    CHECK_FALSE(again.refused);
    CHECK_FALSE(again.changed);
    CHECK(again.events.empty());
  }
}

TEST_CASE("a phone setting that cannot be is refused by the field's name", "[presence][S13.3]") {
  auto x = at_desk();
  const auto unknown = x.set(
    set_phone{.employee = employee_id{"anna"}, .phone = phone_id{"99"}, .do_not_disturb = true},
    t0);
  REQUIRE(unknown.refused);
  CHECK(unknown.refused->reason == error_reason::unknown_phone);
  CHECK(refusal(unknown) == "params.phone: a phone of anna expected, got 99");
  CHECK(refusal(x.set(by_hand({{forwarding_type::unknown, "44"}}), t0)) ==
        "params.forwarding[0].type: one of immediate, busy, no_answer, dnd expected, got "
        "\"unknown\"");
  CHECK(
    refusal(x.set(by_hand({{forwarding_type::busy, "44"}, {forwarding_type::busy, "45"}}), t0)) ==
    "params.forwarding[1].type: each type only once expected, got \"busy\"");
  CHECK(refusal(x.set(by_hand(to("me")), t0)) ==
        "params.forwarding[0].to: a phone number expected, got \"me\"");
  CHECK(refusal(x.set(by_hand(to("2-1")), t0)) ==
        "params.forwarding[0].to: another number than the phone's own expected, got \"2-1\"");
}

TEST_CASE("the lamp follows the phone, live", "[presence][S8.2][S22.1][B2.1]") {
  auto x = at_desk();
  const auto rings =
    x.phone_seen("21", phone_reach::registered, phone_activity::alerting, t0 + 1min);
  CHECK(rings.changed);
  REQUIRE(rings.events.size() == 1);
  CHECK(std::get<phone_activity_changed>(rings.events[0]).activity == phone_activity::alerting);
  CHECK_FALSE(is_durable(rings.events[0]));
  const auto shown = x.view(audience::reception);
  CHECK(shown.lamp_state == lamp::alerting);
  CHECK(shown.lamp_since == t0 + 1min);
  CHECK(shown.phones[0].since == t0 + 1min);
  CHECK_FALSE(
    x.phone_seen("21", phone_reach::registered, phone_activity::alerting, t0 + 2min).changed);
  CHECK(x.view(audience::reception).lamp_since == t0 + 1min);
}

TEST_CASE("the lamp's time stays while other things change", "[presence][B2.1]") {
  auto x = at_desk();
  x.phone_seen("21", phone_reach::registered, phone_activity::connected, t0 + 1min);
  x.set(by_hand(true), t0 + 2min);
  x.set(status("meeting"), t0 + 3min);
  x.phone_seen("21", phone_reach::registered, phone_activity::hold, t0 + 4min);
  CHECK(x.view(audience::reception).lamp_state == lamp::busy);
  CHECK(x.view(audience::reception).lamp_since == t0 + 1min);
}

TEST_CASE("a silent PBX turns its phones unknown, with the time", "[presence][B2.1]") {
  auto x = at_desk();
  CHECK(x.phones_unknown(t0 + 42min).changed);
  const auto shown = x.view(audience::reception);
  CHECK(shown.lamp_state == lamp::unknown);
  CHECK(shown.lamp_since == t0 + 42min);
  CHECK(shown.phones[0].reach == phone_reach::unknown);
  CHECK(shown.phones[0].since == t0 + 42min);
  CHECK(shown.phones[1].reach == phone_reach::unmonitored);
  CHECK_FALSE(x.phones_unknown(t0 + 43min).changed);
  CHECK(x.view(audience::reception).lamp_since == t0 + 42min);
}

TEST_CASE("after a restart nothing is known of the phones until the PBX speaks",
          "[presence][B2.1]") {
  auto before = at_desk();
  before.set(by_hand(true), t0);
  employee x{before.record(), t0 + 1h};
  const auto shown = x.view(audience::reception);
  CHECK(shown.lamp_state == lamp::unknown);
  CHECK(shown.lamp_since == t0 + 1h);
  CHECK(shown.phones[0].since == t0 + 1h);
  CHECK(shown.phones[0].activity == phone_activity::unknown);
  CHECK(shown.phones[0].do_not_disturb);
  CHECK(employee{before.record()}.view(audience::reception).lamp_since == t0);
}

TEST_CASE("an external phone shows no busy state", "[presence][S12.3]") {
  auto x = at_desk();
  CHECK_FALSE(
    x.phone_seen("+4540112233", phone_reach::registered, phone_activity::connected, t0).changed);
  CHECK(x.view(audience::reception).phones[1].reach == phone_reach::unmonitored);
  CHECK_FALSE(x.phone_seen("99", phone_reach::registered, phone_activity::idle, t0).changed);
}

TEST_CASE("a command that comes before the timer finds the status ended", "[presence][S14.6]") {
  auto x = at_desk();
  auto wish = status_for("meeting", 60);
  wish.expiry = on_expiry::pop_up;
  wish.start_actions = {{status_action_kind::set_do_not_disturb, {}}};
  wish.stop_actions = {{status_action_kind::clear_do_not_disturb, {}}};
  x.set(wish, t0);
  const auto late = x.set(by_hand(true), t0 + 2min);
  CHECK(late.overrun_popup);
  CHECK(silent(x));
  CHECK_FALSE(x.wake(t0 + 3min).changed);
}

#include "tests/protocol/presence_samples.hpp"

namespace omstilling {

using namespace std::chrono_literals;

namespace {

const time_point noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h;

} // namespace

claim_view sample_claim() {
  return {.id = "2.schedule.p1",
          .source = claim_source::schedule,
          .type = "meeting",
          .note = "Afdelingsmøde",
          .since = noon,
          .until = noon + 1h,
          .plan = plan_id{"p1"},
          .start_actions = {{status_action_kind::set_forwarding, "200", forwarding_type::busy}},
          .stop_actions = {{.kind = status_action_kind::clear_forwarding}},
          .expiry = on_expiry::force_status,
          .forced_type = "lunch",
          .alias = "away",
          .stale_since = noon + 10min};
}

plan_view sample_plan() {
  return {.id = plan_id{"p1"},
          .type = "meeting",
          .note = "Afdelingsmøde",
          .starts = "2026-11-27T12:00",
          .ends = "2026-11-27T13:00",
          .rule = "FREQ=WEEKLY;BYDAY=FR",
          .exceptions = {"2026-12-25T12:00"},
          .time_zone = "Europe/Copenhagen",
          .next = noon + 5 * 24h - 1h,
          .start_actions = {{.kind = status_action_kind::set_do_not_disturb}},
          .stop_actions = {{.kind = status_action_kind::clear_do_not_disturb}}};
}

agenda_entry sample_agenda() {
  return {.id = "calendar.a1",
          .source = claim_source::calendar,
          .type = "busy",
          .start = noon,
          .end = noon + 30min,
          .is_private = true,
          .repeats = true,
          .busy = busy_type::tentative};
}

status_type sample_type() {
  return {.id = "works_from_home",
          .label_da = "Arbejder hjemme",
          .label_en = "Works from home",
          .activity = rpid_activity::working,
          .basic = basic_status::open,
          .public_alias = "available",
          .position = 9};
}

template_view sample_template() {
  return {.id = template_id{"g2"},
          .name = "Møde, 1 time",
          .global = true,
          .type = "meeting",
          .note = "Mødelokale 2",
          .for_seconds = 3600,
          .start_actions = {{.kind = status_action_kind::set_do_not_disturb}},
          .stop_actions = {{.kind = status_action_kind::clear_do_not_disturb}},
          .expiry = on_expiry::pop_up,
          .alias = "busy"};
}

} // namespace omstilling

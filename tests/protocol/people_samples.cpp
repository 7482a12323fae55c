#include "tests/protocol/people_samples.hpp"

namespace omstilling {

using namespace std::chrono_literals;

namespace {

const time_point noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h;

party jens() {
  return {.number = "+4520304050", .name = "Jens Åkjær", .named_by = name_source::lookup};
}

party anna() {
  return {.number = "117",
          .name = "Anna Højgaard",
          .employee = employee_id{"e-17"},
          .named_by = name_source::employee};
}

} // namespace

contact_view sample_contact() {
  return {.id = contact_id{"k-9"},
          .shared = true,
          .name = "Jens Åkjær",
          .company = "Tømrer & Søn",
          .title = "Mester",
          .department = "Værkstedet",
          .address = "Østergade 1\n8000 Aarhus C",
          .email = "jens@example.org",
          .numbers = {{number_type::mobile, "20 30 40 50"}, {number_type::main, "+45 86 12 34 56"}},
          .keywords = {"døre", "vinduer"},
          .note = "Ringer \"altid\" før kl. 8",
          .version = 3,
          .changed_at = noon - 24h,
          .changed_by = "Mette Holm"};
}

search_hit sample_hit() {
  return {.id = "employee/e-17",
          .group = hit_group::employee,
          .employee = employee_id{"e-17"},
          .name = "Anna Højgaard",
          .name_marks = {{.at = 0, .length = 3}, {.at = 5, .length = 4}},
          .line = "Teamleder, Økonomi",
          .line_marks = {{.at = 11, .length = 4}},
          .number = "117",
          .number_marks = {}};
}

alternative_view sample_alternative() {
  return {.employee = employee_id{"e-18"},
          .name = "Bo Friis",
          .reason = alternative_reason::task,
          .what = "løn",
          .number = "118"};
}

call_history_entry sample_history() {
  return {
    .call = call_id{"c-7"},
    .site = site_id{"aarhus"},
    .direction = call_direction::inbound,
    .at = noon - 1h,
    .caller = jens(),
    .called = "1000",
    .show_in_switchboard = "Salg",
    .outcome = call_outcome::abandoned,
    .talked_to = {{.number = "101", .name = "Mette Holm"}},
    .returned = recall_reason::no_answer,
    .talk_seconds = 25,
    .wait_seconds = 40,
    .story =
      {{.kind = story_kind::waiting,
        .at = noon - 1h,
        .until = noon - 1h + 40s,
        .queue = queue_id{"main"}},
       {.kind = story_kind::ringing,
        .at = noon - 1h + 65s,
        .until = noon - 1h + 95s,
        .who = anna(),
        .by = user_id{"mette"}},
       {.kind = story_kind::returned, .at = noon - 1h + 95s, .returned = recall_reason::no_answer},
       {.kind = story_kind::ended, .at = noon - 1h + 2min, .outcome = call_outcome::abandoned}},
    .notes = {{noon - 1h + 50s, user_id{"mette"}, "Vil tale om døren"}},
    .called_back = noon - 10min};
}

call_log_entry sample_log() {
  return {.id = call_id{"c-7"},
          .site = site_id{"aarhus"},
          .log = log_kind::missed,
          .at = noon - 1h,
          .with = jens(),
          .talk_seconds = 0,
          .show_in_switchboard = "Salg",
          .called_back = noon - 10min};
}

message_view sample_message() {
  return {.id = message_id{"m-4"},
          .channel = message_kind::email,
          .by = user_id{"mette"},
          .employee = employee_id{"e-17"},
          .name = "Anna Højgaard",
          .to = "anna@example.org",
          .subject = "Ring til Jens Åkjær",
          .text = "Jens ringede kl. 11.\nRing venligst til +4520304050.",
          .state = message_state::queued,
          .at = noon - 50min,
          .since = noon - 50min,
          .attempts = 2,
          .next_try = noon + 10min,
          .problem = "450 greylisted",
          .about = call_id{"c-7"},
          .promise = promise_id{"r-2"}};
}

promise_view sample_promise() {
  return {.id = promise_id{"r-2"},
          .message = message_id{"m-4"},
          .caller = jens(),
          .owner = employee_id{"e-17"},
          .owner_name = "Anna Højgaard",
          .by = user_id{"mette"},
          .by_name = "Mette Holm",
          .at = noon - 50min,
          .deadline = noon + 2h,
          .state = promise_state::escalated,
          .since = noon + 2h,
          .deputy = employee_id{"e-18"},
          .deputy_name = "Bo Friis",
          .closed_by = "",
          .kept_by = {}};
}

message_template_view sample_message_template() {
  return {.id = template_id{"mt-1"},
          .name = "Ring tilbage",
          .global = true,
          .channel = message_kind::email,
          .subject = "Ring til {caller}",
          .text = "{caller} ({company}) ringede {date} kl. {time}.\nRing til {number}.\n{me}"};
}

message_defaults_view sample_message_defaults() {
  return {.id = user_id{"mette"},
          .email = template_id{"mt-1"},
          .email_global = true,
          .sms = template_id{"mt-8"},
          .sms_global = false};
}

} // namespace omstilling

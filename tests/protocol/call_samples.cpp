#include "tests/protocol/call_samples.hpp"

namespace omstilling {

namespace {

using namespace std::chrono_literals;

const time_point noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h;

call_view returned_call() {
  return {.id = call_id{"c-9"},
          .site = site_id{"aarhus"},
          .direction = call_direction::inbound,
          .queue = queue_id{"main"},
          .caller = {"+4520304050", "Byg & Co", {}},
          .called = "+4589401000",
          .show_in_switchboard = "Hovednummer, tast 2",
          .greeting = "Aarhus Byg, det er Mette",
          .origin = {{"+4589401000", "unconditional"}},
          .state = caller_state::returning,
          .since = noon - 5s,
          .arrived = noon - 3min,
          .waiting_since = noon - 5s,
          .holder = user_id{"mette"},
          .talking_to = party{"101", "Mette Holm", employee_id{"e-1"}},
          .target = party{"117", "Anna Højgaard", employee_id{"e-17"}},
          .returned = recall_reason::no_answer,
          .notes = {{noon - 1min, user_id{"mette"}, "Haster: \"i dag\""}}};
}

call_view sent_on_call() {
  auto result = returned_call();
  result.state = caller_state::transferring;
  result.waiting_since.reset();
  result.holder.reset();
  result.sender = user_id{"mette"};
  result.talking_to.reset();
  result.returned.reset();
  result.transferred = true;
  return result;
}

call_view parked_call() {
  auto result = sent_on_call();
  result.state = caller_state::parked;
  result.slot = "7";
  result.until = noon + 2min;
  return result;
}

call_view camped_call() {
  auto result = sent_on_call();
  result.camped = camp_on::ccbs;
  result.waits_for = {{"117", "Anna Højgaard", employee_id{"e-17"}}, {"118", "Bo Friis", {}}};
  result.until = noon + 3min;
  return result;
}

call_view offered_call() {
  auto result = returned_call();
  result.state = caller_state::offered;
  result.holder.reset();
  result.offered_to = {user_id{"mette"}, user_id{"lars"}};
  result.talking_to.reset();
  result.target.reset();
  result.returned.reset();
  return result;
}

call_view consulting_call() {
  auto result = returned_call();
  result.state = caller_state::held;
  result.waiting_since.reset();
  result.returned.reset();
  result.consulting = party{"117", "Anna Højgaard", employee_id{"e-17"}};
  result.consultation = connection_state::alerting;
  return result;
}

} // namespace

std::vector<call_view> sample_calls() {
  return {returned_call(), offered_call(), consulting_call(),
          sent_on_call(),  parked_call(),  camped_call()};
}

} // namespace omstilling

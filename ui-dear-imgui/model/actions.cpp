#include "ui-dear-imgui/model/actions.hpp"

#include <algorithm>

namespace omstilling {

namespace {

bool works(const console_view& view) {
  return view.phase == link_phase::live && may(view, right::switchboard);
}

bool reachable(const call_target& to) { return to.employee || !to.number.empty(); }

/// A command takes the person or the number, never both.
template <class Command>
Command aimed_at(const call_target& to) {
  Command result{};
  if (to.employee)
    result.employee = to.employee;
  else
    result.number = to.number;
  return result;
}

const call_view* find_state(const console_view& view, caller_state state) {
  const auto found = std::find_if(view.calls.begin(), view.calls.end(),
                                  [&](const auto& x) { return x.state == state; });
  return found == view.calls.end() ? nullptr : &*found;
}

/// The call that can be sent somewhere now, or null.
const call_view* call_in_hand(const console_view& view) {
  const auto* call = current_call(view);
  return works(view) && call && call->state != caller_state::initiated ? call : nullptr;
}

/// Towards `to`; while somebody is asked already, the caller goes to that one.
template <class Command>
std::optional<command> send_on(const console_view& view, const call_target& to) {
  const auto* call = call_in_hand(view);
  if (!call)
    return {};
  if (call->consulting)
    return complete_transfer{call->id};
  if (!reachable(to))
    return {};
  auto result = aimed_at<Command>(to);
  result.call = call->id;
  return result;
}

} // namespace

const call_view* current_call(const console_view& view) {
  const auto found = std::find_if(view.calls.begin(), view.calls.end(), [](const auto& x) {
    return x.state == caller_state::talking || x.consulting || x.state == caller_state::initiated;
  });
  return found == view.calls.end() ? held_call(view) : &*found;
}

const call_view* held_call(const console_view& view) {
  return find_state(view, caller_state::held);
}

bool rings_here(const console_view& view, const call_view& x) {
  if (x.state == caller_state::offered)
    return true;
  // One that was pulled back comes by itself.
  return x.state == caller_state::returning && !x.transferred &&
         x.returned != recall_reason::pulled_back && (!x.holder || x.holder == view.user);
}

bool is_switchboard(const console_view& view) {
  return may(view, right::switchboard) && (!view.settings || view.settings->switchboard);
}

std::optional<command> answer_next(const console_view& view) {
  if (!works(view))
    return {};
  for (const auto& call : view.calls)
    if (rings_here(view, call))
      return answer_call{call.id};
  if (view.waiting.empty())
    return {};
  return answer_call{view.waiting.front().id};
}

std::optional<command> end_current(const console_view& view) {
  const auto* call = current_call(view);
  if (!works(view) || !call)
    return {};
  if (call->consulting)
    return cancel_consult{call->id};
  return end_call{call->id};
}

std::optional<command> hold_or_retrieve(const console_view& view) {
  const auto* call = current_call(view);
  if (!works(view) || !call)
    return {};
  if (call->consulting && call->consultation != connection_state::alerting)
    return swap_call{call->id};
  if (call->state == caller_state::talking)
    return hold_call{call->id};
  if (call->state == caller_state::held && !call->consulting)
    return retrieve_call{call->id};
  return {};
}

std::optional<command> transfer_to(const console_view& view, const call_target& to) {
  return send_on<transfer_call>(view, to);
}

std::optional<command> try_again(const console_view& view) {
  const auto* call = call_in_hand(view);
  if (!call || !call->returned || !call->target || call->consulting)
    return {};
  return transfer_to(view, {call->target->employee, call->target->number, call->target->name});
}

std::optional<command> attended_transfer(const console_view& view, const call_target& to) {
  return send_on<consult_call>(view, to);
}

std::optional<command> stop_asking(const console_view& view) {
  const auto* call = current_call(view);
  if (!works(view) || !call || !call->consulting)
    return {};
  return cancel_consult{call->id};
}

std::optional<command> pull_back_last(const console_view& view) {
  if (!works(view) || view.sent.empty())
    return {};
  return pull_back_call{}; // the service knows which was sent on last
}

std::optional<command> park(const console_view& view) {
  const auto* call = call_in_hand(view);
  if (!call || call->consulting)
    return {};
  return park_call{.call = call->id};
}

std::optional<command> conference(const console_view& view) {
  const auto* call = call_in_hand(view);
  if (!call || !call->consulting || call->consultation == connection_state::alerting)
    return {};
  return conference_call{call->id};
}

std::optional<command> camp_on_for(const console_view& view, const call_target& to) {
  const auto* call = call_in_hand(view);
  if (!call || call->consulting || !to.employee)
    return {};
  return camp_on_call{.call = call->id, .employees = {*to.employee}};
}

std::optional<command> pick_up_at(const console_view& view, const call_target& to) {
  const auto* who = to.employee ? find_person(view, *to.employee) : nullptr;
  if (!works(view) || !who || who->lamp_state != lamp::alerting)
    return {};
  return pick_up_call{.employee = to.employee};
}

std::optional<command> back_to_queue(const console_view& view) {
  const auto* call = call_in_hand(view);
  if (!call || call->consulting)
    return {};
  const auto queue = call->queue ? call->queue : view.desk ? view.desk->chosen_queue : std::nullopt;
  if (!queue)
    return {};
  return transfer_call{.call = call->id, .queue = queue};
}

std::optional<command> dial(const console_view& view, const call_target& to) {
  if (view.phase != link_phase::live || !may(view, right::own_status) || !reachable(to))
    return {};
  return aimed_at<dial_call>(to);
}

std::optional<command> dial_marked(const console_view& view, std::string_view text) {
  // Numbers are written in many ways: (+45) 37 00-14.52
  std::string number;
  for (const char c : text) {
    if ((c >= '0' && c <= '9') || (c == '+' && number.empty()))
      number += c;
    else if (std::string_view{" ()-./\t\n\r"}.find(c) == std::string_view::npos)
      return {};
  }
  constexpr std::size_t shortest = 2, longest = 20;
  if (number.size() < shortest || number.size() > longest)
    return {};
  const call_target to{.employee = {}, .number = number, .name = {}};
  return current_call(view) ? transfer_to(view, to) : dial(view, to);
}

} // namespace omstilling

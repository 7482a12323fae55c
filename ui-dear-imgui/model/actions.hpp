#pragma once

#include "ui-dear-imgui/model/view.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace omstilling {

/// Whom a transfer or a new call goes to.
struct call_target {
  std::optional<employee_id> employee;
  std::string number;
  std::string name;
  friend bool operator==(const call_target&, const call_target&) = default;
};

/// The call that the keys mean, or null.
const call_view* current_call(const console_view& view);
/// The call that waits for the key hold/retrieve while nobody is talked to, or null.
const call_view* held_call(const console_view& view);

/// Whether it rings at this login's phone and waits to be answered, the first time or on its
/// return.
bool rings_here(const console_view& view, const call_view& x);

/// Whether the console works as a switchboard for this user (S16.6).
bool is_switchboard(const console_view& view);

/// What each key would do now; empty where it can do nothing.
std::optional<command> answer_next(const console_view& view);
std::optional<command> end_current(const console_view& view);
std::optional<command> hold_or_retrieve(const console_view& view);
std::optional<command> transfer_to(const console_view& view, const call_target& to);
/// Sends the current call, which came back, to the same one again.
std::optional<command> try_again(const console_view& view);
/// Asks `to`; while somebody is asked already, gives the caller over.
std::optional<command> attended_transfer(const console_view& view, const call_target& to);
std::optional<command> stop_asking(const console_view& view);
std::optional<command> pull_back_last(const console_view& view);
std::optional<command> park(const console_view& view);
std::optional<command> conference(const console_view& view);
/// The caller waits for this person.
std::optional<command> camp_on_for(const console_view& view, const call_target& to);
/// Takes what rings at this person.
std::optional<command> pick_up_at(const console_view& view, const call_target& to);
/// The current caller goes back into the queue, where it has waited longest or else the chosen one.
std::optional<command> back_to_queue(const console_view& view);
std::optional<command> dial(const console_view& view, const call_target& to);

/// Calls the number in a text that is marked somewhere, or puts the caller in hand through to it;
/// nothing where there is no number in it.
std::optional<command> dial_marked(const console_view& view, std::string_view text);

} // namespace omstilling

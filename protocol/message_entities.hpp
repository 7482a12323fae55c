#pragma once

#include "protocol/ids.hpp"
#include "protocol/party.hpp"
#include "protocol/time.hpp"
#include "protocol/vocabulary.hpp"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>

/// What is written to people, and the promises that go with it.
namespace omstilling {

/// Topic `messages/{user}`: one message that the user sent (area 7).
struct message_view {
  message_id id;
  message_kind channel = message_kind::unknown; // `kind` is of every item
  user_id by;
  std::optional<employee_id> employee{}; // to whom
  std::string name;                      // the receiver's
  std::string to;                        // address or number
  std::string subject;                   // of an e-mail
  std::string text;
  message_state state = message_state::unknown;
  time_point at;
  time_point since; // of `state`
  std::int64_t attempts = 0;
  std::optional<time_point> next_try{}; // while queued after a failure
  std::string problem;                  // why the last attempt failed
  std::optional<call_id> about{};
  std::optional<promise_id> promise{};
  friend bool operator==(const message_view&, const message_view&) = default;
};
BOOST_DESCRIBE_STRUCT(message_view, (),
                      (id, channel, by, employee, name, to, subject, text, state, at, since,
                       attempts, next_try, problem, about, promise))

/// Topics `promises/{user}`: a promise to call somebody back, for who made it, who owns it and
/// whom it went on to.
struct promise_view {
  promise_id id;
  std::optional<message_id> message{};
  party caller; // to be called back
  employee_id owner;
  std::string owner_name;
  user_id by; // who promised it
  std::string by_name;
  time_point at;
  time_point deadline;
  promise_state state = promise_state::unknown;
  time_point since;
  std::optional<employee_id> deputy{}; // whose it is too, since it went on
  std::string deputy_name;
  std::string closed_by; // the name of who closed it
  std::optional<call_id> kept_by{};
  friend bool operator==(const promise_view&, const promise_view&) = default;
};
BOOST_DESCRIBE_STRUCT(promise_view, (),
                      (id, message, caller, owner, owner_name, by, by_name, at, deadline, state,
                       since, deputy, deputy_name, closed_by, kept_by))

/// Topics `message_book/{site}` (global) and `messages/{user}` (own): a message written in advance
/// (area 5). `{caller}`, `{number}`, `{company}`, `{called}`, `{time}`, `{date}`, `{name}`,
/// `{first_name}`, `{me}`, `{note}` and `{origin}` in it are filled in from the call and the
/// person.
struct message_template_view {
  template_id id;
  std::string name;
  bool global = false;
  message_kind channel = message_kind::unknown;
  std::string subject; // of an e-mail
  std::string text;
  friend bool operator==(const message_template_view&, const message_template_view&) = default;
};
BOOST_DESCRIBE_STRUCT(message_template_view, (), (id, name, global, channel, subject, text))

/// Topic `messages/{user}`: which templates the user takes unless she says otherwise (S5.3). `id`
/// is the user's.
struct message_defaults_view {
  user_id id;
  std::optional<template_id> email{};
  bool email_global = false;
  std::optional<template_id> sms{};
  bool sms_global = false;
  friend bool operator==(const message_defaults_view&, const message_defaults_view&) = default;
};
BOOST_DESCRIBE_STRUCT(message_defaults_view, (), (id, email, email_global, sms, sms_global))

} // namespace omstilling

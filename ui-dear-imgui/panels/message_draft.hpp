#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Where an SMS goes to somebody who has chosen nothing: the first mobile, else the first external
/// telephone; nullptr: nowhere.
const phone* phone_for_sms(const person& x);

/// Whom a message goes to: an employee, or whoever has this address or number.
struct message_to {
  std::optional<employee_id> employee{};
  std::string name{};
  std::string address{}; // without an employee
  std::string number{};
  /// What drafts to different receivers are told apart by.
  std::string key() const;
};

/// The chosen person, or none.
std::optional<message_to> chosen_receiver(const ui& u);

/// A message being written.
struct message_draft {
  std::optional<message_about> about{};
  std::optional<template_id> pattern{};
  bool global = false; // the template
  message_kind channel = message_kind::unknown;
  std::string subject{};
  std::string text{};
  bool edited = false;                // by hand
  std::size_t call_back = 0;          // the choice of a deadline; 0: none
  std::optional<time_point> before{}; // the deadline itself
  std::int64_t ticket = 0;            // of the message under way; 0: none
  std::string asked{};                // the message that `key` belongs to
  idempotency_key key{};
  std::string trouble{}; // why it was not sent
  bool sent = false;     // about this call, and nothing was written since
};

/// The template of this channel that is taken unless said otherwise (S5.3): the chosen one, else
/// the first; null without any.
const message_template_view* default_template(const console_view& view, message_kind channel);
bool is_default(const console_view& view, const message_template_view& x);
const message_template_view* find_template(const console_view& view, const template_id& id,
                                           bool global);

/// Begins the draft anew from a template, with the details of the call (S5.1, S5.2).
void fill_draft(const ui& u, const message_to& to, const message_template_view* pattern,
                message_draft& out);

/// Deadlines to choose from, the first is none.
std::size_t deadline_count();
std::optional<time_point> deadline(std::size_t choice, time_point now);

/// Why it cannot be sent this way; empty: it can.
std::string why_not(const ui& u, const message_to& to, const message_draft& x, message_kind way);
send_message made_of(const message_to& to, const message_draft& x, message_kind way);

} // namespace omstilling

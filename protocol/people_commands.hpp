#pragma once

#include "protocol/contact_entities.hpp"
#include "protocol/message_entities.hpp"

#include <string_view>

/// What may be asked concerning phone books, messages and promises.
namespace omstilling {

/// Adds a contact, or changes the one with this id, as a whole (S15.1, S15.5): to the shared book
/// (shared_phone_book) or one's own. With `expected_version` refused with stale_revision when it
/// has changed since, naming who did.
struct put_contact {
  static constexpr std::string_view method = "put_contact";
  bool shared = false;
  std::optional<contact_id> id{}; // none: a new one, whose id is answered
  std::string name;
  std::optional<std::string> company{};
  std::optional<std::string> title{};
  std::optional<std::string> department{};
  std::optional<std::string> address{};
  std::optional<std::string> email{};
  std::vector<contact_number> numbers;
  std::vector<std::string> keywords;
  std::optional<std::string> note{};
  std::optional<std::int64_t> expected_version{};
};
BOOST_DESCRIBE_STRUCT(put_contact, (),
                      (shared, id, name, company, title, department, address, email, numbers,
                       keywords, note, expected_version))

struct remove_contact {
  static constexpr std::string_view method = "remove_contact";
  bool shared = false;
  contact_id id;
  std::optional<std::int64_t> expected_version{};
};
BOOST_DESCRIBE_STRUCT(remove_contact, (), (shared, id, expected_version))

/// Adds a template of messages, or changes the one with this id: one's own, or with `global` one of
/// the site (global_templates).
struct put_message_template {
  static constexpr std::string_view method = "put_message_template";
  bool global = false;
  std::optional<template_id> id{}; // none: a new one, whose id is answered
  std::string name;
  message_kind channel = message_kind::unknown;
  std::optional<std::string> subject{};
  std::string text;
};
BOOST_DESCRIBE_STRUCT(put_message_template, (), (global, id, name, channel, subject, text))

struct remove_message_template {
  static constexpr std::string_view method = "remove_message_template";
  bool global = false;
  template_id id;
};
BOOST_DESCRIBE_STRUCT(remove_message_template, (), (global, id))

/// Which template of its channel is taken unless said otherwise (S5.3); without `id` none.
struct choose_message_template {
  static constexpr std::string_view method = "choose_message_template";
  message_kind channel = message_kind::unknown;
  std::optional<template_id> id{};
  bool global = false;
};
BOOST_DESCRIBE_STRUCT(choose_message_template, (), (channel, id, global))

/// Writes to an employee, or to an address or number; exactly one of the two (S5.4). With
/// `call_back` it promises that the employee calls `caller` back.
struct send_message {
  static constexpr std::string_view method = "send_message";
  message_kind channel = message_kind::unknown;
  std::optional<employee_id> receiver{};
  std::optional<std::string> to{};
  std::optional<std::string> subject{}; // of an e-mail
  std::string text;
  std::optional<call_id> about{};
  std::optional<party> caller{};         // whom it is about; needed for a promise
  std::optional<time_point> call_back{}; // the promise's deadline
};
BOOST_DESCRIBE_STRUCT(send_message, (),
                      (channel, receiver, to, subject, text, about, caller, call_back))

/// Takes back a message that is still queued.
struct cancel_message {
  static constexpr std::string_view method = "cancel_message";
  message_id message;
};
BOOST_DESCRIBE_STRUCT(cancel_message, (), (message))

/// The promise needs nothing more: by who made it, owns it, or to whom it went on.
struct close_promise {
  static constexpr std::string_view method = "close_promise";
  promise_id promise;
};
BOOST_DESCRIBE_STRUCT(close_promise, (), (promise))

} // namespace omstilling

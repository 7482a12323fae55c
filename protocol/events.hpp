#pragma once

#include "protocol/entities.hpp"

#include <string_view>
#include <variant>

/// What happened, in CSTA's words where it has one. `name` is the event's type in the journal and
/// on the wire.
namespace omstilling {

// --- calls: CSTA (ECMA-269) -------------------------------------------------
struct service_initiated {
  static constexpr std::string_view name = "service_initiated";
  party device;
};
BOOST_DESCRIBE_STRUCT(service_initiated, (), (device))

/// A call came into being.
struct originated {
  static constexpr std::string_view name = "originated";
  call_direction direction = call_direction::unknown;
  party caller;
  std::string called;
};
BOOST_DESCRIBE_STRUCT(originated, (), (direction, caller, called))

struct network_reached {
  static constexpr std::string_view name = "network_reached";
  std::string number;
};
BOOST_DESCRIBE_STRUCT(network_reached, (), (number))

/// It rings at somebody.
struct delivered {
  static constexpr std::string_view name = "delivered";
  party device;
};
BOOST_DESCRIBE_STRUCT(delivered, (), (device))

struct established {
  static constexpr std::string_view name = "established";
  party device;
  std::optional<user_id> user{};   // the receptionist, when she answered
  std::optional<queue_id> queue{}; // it left by this answer; only then
  std::int64_t waited_seconds = 0; // in that queue
  bool first = false;              // nobody had answered this call before
};
BOOST_DESCRIBE_STRUCT(established, (), (device, user, queue, waited_seconds, first))

struct held {
  static constexpr std::string_view name = "held";
};
BOOST_DESCRIBE_STRUCT(held, (), ())

struct retrieved {
  static constexpr std::string_view name = "retrieved";
};
BOOST_DESCRIBE_STRUCT(retrieved, (), ())

struct queued {
  static constexpr std::string_view name = "queued";
  queue_id queue;
  bool again = false; // it was there before: not counted as offered again
};
BOOST_DESCRIBE_STRUCT(queued, (), (queue, again))

struct diverted {
  static constexpr std::string_view name = "diverted";
  std::string to;
  forwarding_type reason = forwarding_type::unknown;
};
BOOST_DESCRIBE_STRUCT(diverted, (), (to, reason))

/// The call was sent on, by a receptionist or by the transfer key of a phone.
struct transferred {
  static constexpr std::string_view name = "transferred";
  std::optional<user_id> by{};
  party to;
  party from{}; // the phone
};
BOOST_DESCRIBE_STRUCT(transferred, (), (by, to, from))

struct conferenced {
  static constexpr std::string_view name = "conferenced";
  party added;
};
BOOST_DESCRIBE_STRUCT(conferenced, (), (added))

/// An attempt to reach somebody stopped.
struct failed {
  static constexpr std::string_view name = "failed";
  party device;
  leg_cause cause = leg_cause::unknown;
};
BOOST_DESCRIBE_STRUCT(failed, (), (device, cause))

/// One party left.
struct connection_cleared {
  static constexpr std::string_view name = "connection_cleared";
  party device;
  leg_cause cause = leg_cause::unknown;
};
BOOST_DESCRIBE_STRUCT(connection_cleared, (), (device, cause))

/// The call is over.
struct call_cleared {
  static constexpr std::string_view name = "call_cleared";
  call_outcome outcome = call_outcome::unknown;
};
BOOST_DESCRIBE_STRUCT(call_cleared, (), (outcome))

struct call_information {
  static constexpr std::string_view name = "call_information";
  std::string text;
};
BOOST_DESCRIBE_STRUCT(call_information, (), (text))

// --- calls: what CSTA lacks and reception needs ------------------------------
struct abandoned {
  static constexpr std::string_view name = "abandoned";
  std::optional<queue_id> queue{};
  std::int64_t waited_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(abandoned, (), (queue, waited_seconds))

struct overflowed {
  static constexpr std::string_view name = "overflowed";
  queue_id queue;
  overflow_reason reason = overflow_reason::unknown;
  std::string to;
  std::int64_t waited_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(overflowed, (), (queue, reason, to, waited_seconds))

/// A transferred call comes back.
struct recalled {
  static constexpr std::string_view name = "recalled";
  recall_reason reason = recall_reason::unknown;
  party meant_for;
  std::optional<user_id> to{}; // none when it goes back to the queue
};
BOOST_DESCRIBE_STRUCT(recalled, (), (reason, meant_for, to))

struct parked {
  static constexpr std::string_view name = "parked";
  std::string slot;
};
BOOST_DESCRIBE_STRUCT(parked, (), (slot))

/// Somebody took a call that rang elsewhere, or was parked.
struct picked_up {
  static constexpr std::string_view name = "picked_up";
  std::optional<user_id> by{};
  party device{};
};
BOOST_DESCRIBE_STRUCT(picked_up, (), (by, device))

/// The caller waits for one person (RFC 6910).
struct camped_on {
  static constexpr std::string_view name = "camped_on";
  user_id by;
  party to;
  camp_on kind = camp_on::unknown;
};
BOOST_DESCRIBE_STRUCT(camped_on, (), (by, to, kind))

struct promised {
  static constexpr std::string_view name = "promised";
  party to;
  time_point by;
};
BOOST_DESCRIBE_STRUCT(promised, (), (to, by))

// --- people -------------------------------------------------------------------
struct status_changed {
  static constexpr std::string_view name = "status_changed";
  std::string from; // status types
  std::string to;
  claim_source source = claim_source::unknown;
  std::optional<time_point> until{};
};
BOOST_DESCRIBE_STRUCT(status_changed, (), (from, to, source, until))

/// A plan was added or changed.
struct plan_put {
  static constexpr std::string_view name = "plan_put";
  plan_id plan;
  std::string type;
};
BOOST_DESCRIBE_STRUCT(plan_put, (), (plan, type))

struct plan_removed {
  static constexpr std::string_view name = "plan_removed";
  plan_id plan;
};
BOOST_DESCRIBE_STRUCT(plan_removed, (), (plan))

/// A planned status began or ended, at this instant; also where another decides.
struct plan_began {
  static constexpr std::string_view name = "plan_began";
  plan_id plan;
  time_point at;
};
BOOST_DESCRIBE_STRUCT(plan_began, (), (plan, at))

struct plan_ended {
  static constexpr std::string_view name = "plan_ended";
  plan_id plan;
  time_point at;
};
BOOST_DESCRIBE_STRUCT(plan_ended, (), (plan, at))

/// The person's calendar holds something else than before.
struct calendar_changed {
  static constexpr std::string_view name = "calendar_changed";
  std::int64_t appointments = 0;
};
BOOST_DESCRIBE_STRUCT(calendar_changed, (), (appointments))

/// Do-not-disturb or forwarding of a phone, by hand or by a status.
struct phone_set {
  static constexpr std::string_view name = "phone_set";
  phone_id phone;
  bool do_not_disturb = false;
  std::vector<forwarding_rule> forwarding;
};
BOOST_DESCRIBE_STRUCT(phone_set, (), (phone, do_not_disturb, forwarding))

/// What the phone itself does; live, not kept.
struct phone_activity_changed {
  static constexpr std::string_view name = "phone_activity_changed";
  phone_id phone;
  phone_reach reach = phone_reach::unknown;
  phone_activity activity = phone_activity::unknown;
};
BOOST_DESCRIBE_STRUCT(phone_activity_changed, (), (phone, reach, activity))

struct employee_put {
  static constexpr std::string_view name = "employee_put";
  std::string full_name;
};
BOOST_DESCRIBE_STRUCT(employee_put, (), (full_name))

struct employee_removed {
  static constexpr std::string_view name = "employee_removed";
};
BOOST_DESCRIBE_STRUCT(employee_removed, (), ())

// --- queues, desks, watches, access -------------------------------------------
struct queue_put {
  static constexpr std::string_view name = "queue_put";
  std::string queue_name;
};
BOOST_DESCRIBE_STRUCT(queue_put, (), (queue_name))

/// The queue's list or its agents changed; live, not kept (the calls' own events are).
struct queue_changed {
  static constexpr std::string_view name = "queue_changed";
};
BOOST_DESCRIBE_STRUCT(queue_changed, (), ())

struct queue_chosen {
  static constexpr std::string_view name = "queue_chosen";
  std::optional<queue_id> queue{};
};
BOOST_DESCRIBE_STRUCT(queue_chosen, (), (queue))

struct agent_changed {
  static constexpr std::string_view name = "agent_changed";
  agent_state state = agent_state::unknown;
};
BOOST_DESCRIBE_STRUCT(agent_changed, (), (state))

struct watch_added {
  static constexpr std::string_view name = "watch_added";
  watch_id watch;
  employee_id employee;
};
BOOST_DESCRIBE_STRUCT(watch_added, (), (watch, employee))

struct watch_removed {
  static constexpr std::string_view name = "watch_removed";
  watch_id watch;
};
BOOST_DESCRIBE_STRUCT(watch_removed, (), (watch))

/// A watch came true, and its pop-up was shown.
struct watch_fired {
  static constexpr std::string_view name = "watch_fired";
  watch_id watch;
  popup_id popup;
};
BOOST_DESCRIBE_STRUCT(watch_fired, (), (watch, popup))

/// A person was told that her own status ran out, and stays until she changes it.
struct status_overrun {
  static constexpr std::string_view name = "status_overrun";
  popup_id popup;
};
BOOST_DESCRIBE_STRUCT(status_overrun, (), (popup))

struct popup_dismissed {
  static constexpr std::string_view name = "popup_dismissed";
  popup_id popup;
};
BOOST_DESCRIBE_STRUCT(popup_dismissed, (), (popup))

/// A watched person's lamp or status changed; live, not kept.
struct watch_seen {
  static constexpr std::string_view name = "watch_seen";
  employee_id employee;
};
BOOST_DESCRIBE_STRUCT(watch_seen, (), (employee))

/// A user changed her settings.
struct settings_changed {
  static constexpr std::string_view name = "settings_changed";
  std::vector<std::string> members; // those that became another
};
BOOST_DESCRIBE_STRUCT(settings_changed, (), (members))

struct status_type_put {
  static constexpr std::string_view name = "status_type_put";
  std::string id;
};
BOOST_DESCRIBE_STRUCT(status_type_put, (), (id))

struct status_type_removed {
  static constexpr std::string_view name = "status_type_removed";
  std::string id;
};
BOOST_DESCRIBE_STRUCT(status_type_removed, (), (id))

struct template_put {
  static constexpr std::string_view name = "template_put";
  template_id id;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(template_put, (), (id, label))

struct template_removed {
  static constexpr std::string_view name = "template_removed";
  template_id id;
};
BOOST_DESCRIBE_STRUCT(template_removed, (), (id))

/// A user was told that somebody else changed her status or phone.
struct change_told {
  static constexpr std::string_view name = "change_told";
  popup_id popup;
};
BOOST_DESCRIBE_STRUCT(change_told, (), (popup))

// --- contacts, messages, promises ----------------------------------------------
struct contact_put {
  static constexpr std::string_view name = "contact_put";
  contact_id contact;
  std::string full_name;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(contact_put, (), (contact, full_name, version))

struct contact_removed {
  static constexpr std::string_view name = "contact_removed";
  contact_id contact;
  std::string full_name;
};
BOOST_DESCRIBE_STRUCT(contact_removed, (), (contact, full_name))

struct message_template_put {
  static constexpr std::string_view name = "message_template_put";
  template_id id;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(message_template_put, (), (id, label))

struct message_template_removed {
  static constexpr std::string_view name = "message_template_removed";
  template_id id;
};
BOOST_DESCRIBE_STRUCT(message_template_removed, (), (id))

/// A user takes another template than before unless she says otherwise.
struct message_template_chosen {
  static constexpr std::string_view name = "message_template_chosen";
  message_kind channel = message_kind::unknown;
  std::optional<template_id> id{};
};
BOOST_DESCRIBE_STRUCT(message_template_chosen, (), (channel, id))

/// A message came to be in this state. Neither address nor text: those are in its row, for as long
/// as retention says.
struct message_changed {
  static constexpr std::string_view name = "message_changed";
  message_kind channel = message_kind::unknown;
  message_state state = message_state::unknown;
  std::int64_t attempts = 0;
  std::string problem;
};
BOOST_DESCRIBE_STRUCT(message_changed, (), (channel, state, attempts, problem))

struct promise_changed {
  static constexpr std::string_view name = "promise_changed";
  promise_state state = promise_state::unknown;
  std::optional<call_id> kept_by{};
};
BOOST_DESCRIBE_STRUCT(promise_changed, (), (state, kept_by))

/// A user was told of a promise.
struct promise_told {
  static constexpr std::string_view name = "promise_told";
  popup_id popup;
};
BOOST_DESCRIBE_STRUCT(promise_told, (), (popup))

struct user_put {
  static constexpr std::string_view name = "user_put";
  std::vector<role> roles;
};
BOOST_DESCRIBE_STRUCT(user_put, (), (roles))

struct token_added {
  static constexpr std::string_view name = "token_added";
};
BOOST_DESCRIBE_STRUCT(token_added, (), ())

struct token_removed {
  static constexpr std::string_view name = "token_removed";
};
BOOST_DESCRIBE_STRUCT(token_removed, (), ())

using event_body =
  std::variant<service_initiated, originated, network_reached, delivered, established, held,
               retrieved, queued, diverted, transferred, conferenced, failed, connection_cleared,
               call_cleared, call_information, abandoned, overflowed, recalled, parked, picked_up,
               camped_on, promised, status_changed, plan_put, plan_removed, plan_began, plan_ended,
               calendar_changed, phone_set, phone_activity_changed, employee_put, employee_removed,
               queue_put, queue_changed, queue_chosen, agent_changed, watch_added, watch_removed,
               watch_fired, status_overrun, popup_dismissed, watch_seen, settings_changed,
               status_type_put, status_type_removed, template_put, template_removed, change_told,
               contact_put, contact_removed, message_template_put, message_template_removed,
               message_template_chosen, message_changed, promise_changed, promise_told, user_put,
               token_added, token_removed>;

/// Any event; its special members are in events.cpp, see command.
struct event : event_body {
  using variant::variant;
  event();
  event(const event&);
  event(event&&) noexcept;
  event& operator=(const event&);
  event& operator=(event&&) noexcept;
  ~event();
};

/// Whether the event is kept; a live one rides the same road, in order, and is not written.
inline bool is_durable(const event& x) {
  return !std::holds_alternative<phone_activity_changed>(x) &&
         !std::holds_alternative<queue_changed>(x) && !std::holds_alternative<watch_seen>(x);
}

/// The event's type as it stands in the journal.
inline std::string_view name_of(const event& x) {
  return std::visit([](const auto& body) { return std::decay_t<decltype(body)>::name; }, x);
}

} // namespace omstilling

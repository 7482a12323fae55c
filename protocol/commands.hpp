#pragma once

#include "protocol/people_commands.hpp"
#include "protocol/presence_commands.hpp"

#include <string_view>
#include <variant>

/// What a session may ask of the service. `method` is the JSON-RPC method; the members are its
/// `params`. A command that changes something may carry `idempotency_key` beside its members: asked
/// twice, done once.
namespace omstilling {

/// Chooses the queue to work from (S16.5).
struct choose_queue {
  static constexpr std::string_view method = "choose_queue";
  queue_id queue;
};
BOOST_DESCRIBE_STRUCT(choose_queue, (), (queue))

/// Logs the receptionist on or off her queue, or pauses her: logged_off, not_ready, ready.
struct set_agent_state {
  static constexpr std::string_view method = "set_agent_state";
  agent_state state = agent_state::unknown;
};
BOOST_DESCRIBE_STRUCT(set_agent_state, (), (state))

/// Takes a waiting or offered call to the receptionist's own phone; without `call` the longest
/// waiting one of her queue (S1.1).
struct answer_call {
  static constexpr std::string_view method = "answer_call";
  std::optional<call_id> call{};
};
BOOST_DESCRIBE_STRUCT(answer_call, (), (call))

/// Ends a call of the receptionist's; without `call` the current one (S1.2).
struct end_call {
  static constexpr std::string_view method = "end_call";
  std::optional<call_id> call{};
};
BOOST_DESCRIBE_STRUCT(end_call, (), (call))

/// The caller hears music and keeps the line (S1.5).
struct hold_call {
  static constexpr std::string_view method = "hold_call";
  std::optional<call_id> call{};
};
BOOST_DESCRIBE_STRUCT(hold_call, (), (call))

/// Talks on with a held caller.
struct retrieve_call {
  static constexpr std::string_view method = "retrieve_call";
  std::optional<call_id> call{};
};
BOOST_DESCRIBE_STRUCT(retrieve_call, (), (call))

/// Blind transfer (S1.4) to a person's primary phone, to a number or to a queue; exactly one of the
/// three. It returns when nobody takes it. With `voicemail` it goes to the person's voicemail.
struct transfer_call {
  static constexpr std::string_view method = "transfer_call";
  std::optional<call_id> call{};
  std::optional<employee_id> employee{};
  std::optional<std::string> number{};
  std::optional<queue_id> queue{};
  bool voicemail = false;
};
BOOST_DESCRIBE_STRUCT(transfer_call, (), (call, employee, number, queue, voicemail))

/// Calls a person or a number (S1.3): the own phone is rung first, then the other.
struct dial_call {
  static constexpr std::string_view method = "dial_call";
  std::optional<employee_id> employee{};
  std::optional<std::string> number{};
};
BOOST_DESCRIBE_STRUCT(dial_call, (), (employee, number))

/// Attended transfer (B1.1): asks a person or a number while the caller hears music.
struct consult_call {
  static constexpr std::string_view method = "consult_call";
  std::optional<call_id> call{};
  std::optional<employee_id> employee{};
  std::optional<std::string> number{};
};
BOOST_DESCRIBE_STRUCT(consult_call, (), (call, employee, number))

/// From the caller to the one consulted, and back.
struct swap_call {
  static constexpr std::string_view method = "swap_call";
  std::optional<call_id> call{};
};
BOOST_DESCRIBE_STRUCT(swap_call, (), (call))

/// All three talk (B1.5).
struct conference_call {
  static constexpr std::string_view method = "conference_call";
  std::optional<call_id> call{};
};
BOOST_DESCRIBE_STRUCT(conference_call, (), (call))

/// The caller goes to the one consulted; one who still rings is a blind transfer.
struct complete_transfer {
  static constexpr std::string_view method = "complete_transfer";
  std::optional<call_id> call{};
};
BOOST_DESCRIBE_STRUCT(complete_transfer, (), (call))

/// Drops the one consulted, and gets the caller back.
struct cancel_consult {
  static constexpr std::string_view method = "cancel_consult";
  std::optional<call_id> call{};
};
BOOST_DESCRIBE_STRUCT(cancel_consult, (), (call))

/// Leaves the caller in a slot (B1.3), where any receptionist, or a phone that dials `*7` and the
/// slot, gets it; it returns when nobody does. Without `slot` (1 to 99) the first free one.
struct park_call {
  static constexpr std::string_view method = "park_call";
  std::optional<call_id> call{};
  std::optional<std::string> slot{};
  std::optional<std::int64_t> for_seconds{}; // 120 unless said otherwise
};
BOOST_DESCRIBE_STRUCT(park_call, (), (call, slot, for_seconds))

/// Takes a call that rings at somebody else, or is parked, to the own phone (B1.5): the call, or
/// the one that rings at this person.
struct pick_up_call {
  static constexpr std::string_view method = "pick_up_call";
  std::optional<call_id> call{};
  std::optional<employee_id> employee{};
};
BOOST_DESCRIBE_STRUCT(pick_up_call, (), (call, employee))

/// The caller waits until one of these people can take the call, the first before the others, and
/// returns when none could in time (B1.4). `ccbs` (unless said otherwise): as soon as a phone is
/// free; `ccnr`: as soon as it was used again.
struct camp_on_call {
  static constexpr std::string_view method = "camp_on_call";
  std::optional<call_id> call{};
  std::vector<employee_id> employees;
  std::optional<camp_on> kind{};
  std::optional<std::int64_t> for_seconds{}; // 180 unless said otherwise
};
BOOST_DESCRIBE_STRUCT(camp_on_call, (), (call, employees, kind, for_seconds))

/// Writes on a call (B1.7); the note goes where the call goes.
struct note_call {
  static constexpr std::string_view method = "note_call";
  std::optional<call_id> call{};
  std::string text;
};
BOOST_DESCRIBE_STRUCT(note_call, (), (call, text))

/// Gets a transferred call back, ringing or answered (S4.2); without `call` the one transferred
/// last.
struct pull_back_call {
  static constexpr std::string_view method = "pull_back_call";
  std::optional<call_id> call{};
};
BOOST_DESCRIBE_STRUCT(pull_back_call, (), (call))

/// Changes one's own settings (area 16). What is not given stays.
struct set_settings {
  static constexpr std::string_view method = "set_settings";
  std::optional<std::string> call_phone{}; // a number of one's own, or empty
  std::optional<std::string> sms_phone{};
  std::optional<std::string> locked_address{}; // an IP address, or empty
  std::optional<bool> headset{};
  std::optional<bool> switchboard{};
  std::optional<bool> start_at_login{};
  std::optional<bool> dnd_at_lock{};
  std::optional<bool> dnd_off_at_start{};
  std::optional<bool> callback_calls{};
  std::optional<bool> hotkeys_allowed{};
  std::optional<std::vector<hotkey>> hotkeys{}; // at most one of each action, no keys twice
  std::optional<bool> popups{};
  std::optional<bool> sound{};
  std::optional<bool> reduced_motion{};
  std::optional<colour_theme> theme{};
  std::optional<language> words{};
  std::optional<double> text_size{};  // 0, or 0.5 to 4
  std::optional<double> left_width{}; // 0, or 200 to 2000
  std::optional<double> right_width{};
  std::optional<std::vector<saved_view>> views{}; // at most 20, each name once
};
BOOST_DESCRIBE_STRUCT(set_settings, (),
                      (call_phone, sms_phone, locked_address, headset, switchboard, start_at_login,
                       dnd_at_lock, dnd_off_at_start, callback_calls, hotkeys_allowed, hotkeys,
                       popups, sound, reduced_motion, theme, words, text_size, left_width,
                       right_width, views))

/// What an administrator states of one phone.
struct phone_record {
  std::string number;
  std::optional<phone_kind> kind{}; // desk unless said otherwise
};
BOOST_DESCRIBE_STRUCT(phone_record, (), (number, kind))

/// Where a person's calendar is: one of the service's links, and the calendar's name there.
struct calendar_link {
  std::string link;
  std::string address;
  friend bool operator==(const calendar_link&, const calendar_link&) = default;
};
BOOST_DESCRIBE_STRUCT(calendar_link, (), (link, address))

/// Adds an employee, or changes the one with this id; live state stays (administer).
struct put_employee {
  static constexpr std::string_view method = "put_employee";
  employee_id id;
  site_id site;
  std::string name;
  std::optional<std::string> title{};
  std::optional<std::string> department{};
  std::optional<std::string> location{};
  std::vector<std::string> groups;
  std::vector<phone_record> phones; // the first is the primary one
  std::optional<calendar_link> calendar{};
  std::optional<std::string> email{};
  std::vector<std::string> alternate_names;
  std::vector<std::string> tasks;
  std::optional<employee_id> deputy{};
  // The import that this comes from. Then what is not given stays as it is, and phones that the
  // import did not bring stay behind those that it does.
  std::optional<std::string> imported_from{};
};
BOOST_DESCRIBE_STRUCT(put_employee, (),
                      (id, site, name, title, department, location, groups, phones, calendar, email,
                       alternate_names, tasks, deputy, imported_from))

struct remove_employee {
  static constexpr std::string_view method = "remove_employee";
  employee_id employee;
};
BOOST_DESCRIBE_STRUCT(remove_employee, (), (employee))

/// When a waiting call leaves its queue for `to` (a queue's id or a number).
struct overflow_rule {
  overflow_reason reason = overflow_reason::unknown;
  std::int64_t limit = 0; // seconds for max_wait, calls for max_calls
  std::string to;
};
BOOST_DESCRIBE_STRUCT(overflow_rule, (), (reason, limit, to))

/// Adds a queue, or changes the one with this id; waiting calls and counters stay (administer).
struct put_queue {
  static constexpr std::string_view method = "put_queue";
  queue_id id;
  site_id site;
  std::string name;
  std::optional<std::string> short_name{};
  std::string number; // callers who dial it enter the queue
  std::optional<std::int64_t> priority{};
  std::optional<offering_mode> offering{};             // manual unless said otherwise
  std::optional<std::int64_t> ring_seconds{};          // how long one receptionist is rung; 20
  std::optional<std::int64_t> max_wait_seconds{};      // a longer wait is shown as late; 120
  std::optional<std::int64_t> target_seconds{};        // of the service level; 30
  std::optional<double> level_target{};                // 0-1; 0.8
  std::optional<std::int64_t> short_abandon_seconds{}; // 5
  std::optional<std::string> greeting{};               // to be read aloud to who calls it
  std::vector<overflow_rule> overflow;
};
BOOST_DESCRIBE_STRUCT(put_queue, (),
                      (id, site, name, short_name, number, priority, offering, ring_seconds,
                       max_wait_seconds, target_seconds, level_target, short_abandon_seconds,
                       greeting, overflow))

/// Adds a login, or changes the one with this id (administer). A password is needed for a new one.
struct put_user {
  static constexpr std::string_view method = "put_user";
  user_id id; // the login name
  site_id site;
  std::string name;
  std::optional<std::string> password{};
  std::vector<role> roles;
  std::optional<employee_id> employee{};
  std::vector<queue_id> queues; // those a receptionist may work from; the first is chosen at once
};
BOOST_DESCRIBE_STRUCT(put_user, (), (id, site, name, password, roles, employee, queues))

/// Makes a read-only token for a wallboard or another program (administer); the answer holds the
/// secret, which is not kept.
struct add_token {
  static constexpr std::string_view method = "add_token";
  token_id id;
  std::string name;
  std::optional<audience> sees{}; // `public_` unless said otherwise
};
BOOST_DESCRIBE_STRUCT(add_token, (), (id, name, sees))

struct remove_token {
  static constexpr std::string_view method = "remove_token";
  token_id token;
};
BOOST_DESCRIBE_STRUCT(remove_token, (), (token))

using command_body =
  std::variant<set_status, clear_status, put_plan, remove_plan, set_phone, put_status_type,
               remove_status_type, put_template, remove_template, choose_queue, set_agent_state,
               answer_call, end_call, hold_call, retrieve_call, transfer_call, dial_call,
               consult_call, swap_call, conference_call, complete_transfer, cancel_consult,
               park_call, pick_up_call, camp_on_call, note_call, pull_back_call, add_watch,
               remove_watch, dismiss_popup, put_contact, remove_contact, put_message_template,
               remove_message_template, choose_message_template, send_message, cancel_message,
               close_promise, set_settings, put_employee, remove_employee, put_queue, put_user,
               add_token, remove_token>;

/// Any command. Its special members are in commands.cpp: made in each file that copies one, they
/// were the dearest part of compiling it.
struct command : command_body {
  using variant::variant;
  command();
  command(const command&);
  command(command&&) noexcept;
  command& operator=(const command&);
  command& operator=(command&&) noexcept;
  ~command();
};

/// What a command that was carried out answers.
struct command_result {
  std::int64_t revision = 0; // of the last event it caused; 0 when nothing needed to change
  std::optional<std::string> secret{}; // of add_token
  std::optional<call_id> call{};       // the call that was meant, where the command left it open
  std::vector<watch_id> watches;       // of add_watch
  std::optional<plan_id> plan{};       // of put_plan
  std::optional<template_id> kept_template{}; // of put_template and put_message_template
  std::optional<contact_id> contact{};        // of put_contact
  std::optional<message_id> message{};        // of send_message
  std::optional<promise_id> promise{};        // of send_message with call_back
};
BOOST_DESCRIBE_STRUCT(command_result, (),
                      (revision, secret, call, watches, plan, kept_template, contact, message,
                       promise))

// --- what a session itself answers -------------------------------------------

struct hello {
  static constexpr std::string_view method = "hello";
  std::optional<std::string> client{};
};
BOOST_DESCRIBE_STRUCT(hello, (), (client))

struct hello_result {
  std::string server;   // name and version
  std::string protocol; // omstilling.v1
  time_point now;
  std::int64_t heartbeat_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(hello_result, (), (server, protocol, now, heartbeat_seconds))

/// `user` with `password`, or `token`.
struct authenticate {
  static constexpr std::string_view method = "authenticate";
  std::optional<user_id> user{};
  std::optional<std::string> password{};
  std::optional<std::string> token{};
};
BOOST_DESCRIBE_STRUCT(authenticate, (), (user, password, token))

/// A site as an observer needs to know it before it subscribes.
struct site_view {
  site_id id;
  std::string name;
  std::string time_zone;
};
BOOST_DESCRIBE_STRUCT(site_view, (), (id, name, time_zone))

struct authenticate_result {
  std::string name;
  std::optional<user_id> user{};
  std::optional<employee_id> employee{};
  audience sees = audience::unknown;
  std::vector<right> rights;
  std::string organisation;
  std::vector<site_view> sites;
  std::optional<site_id> site{};
};
BOOST_DESCRIBE_STRUCT(authenticate_result, (),
                      (name, user, employee, sees, rights, organisation, sites, site))

/// A place in a topic's stream. An epoch is one uninterrupted numbering.
struct stream_position {
  std::string epoch;
  std::int64_t revision = 0;
  friend bool operator==(const stream_position&, const stream_position&) = default;
};
BOOST_DESCRIBE_STRUCT(stream_position, (), (epoch, revision))

struct topic_request {
  std::string topic;
  std::optional<stream_position> from{};
};
BOOST_DESCRIBE_STRUCT(topic_request, (), (topic, from))

struct subscribe {
  static constexpr std::string_view method = "subscribe";
  std::vector<topic_request> topics;
};
BOOST_DESCRIBE_STRUCT(subscribe, (), (topics))

struct topic_result {
  std::string topic;
  resume_outcome outcome = resume_outcome::unknown;
  std::string epoch;
  std::int64_t revision = 0;
};
BOOST_DESCRIBE_STRUCT(topic_result, (), (topic, outcome, epoch, revision))

struct subscribe_result {
  std::vector<topic_result> topics;
};
BOOST_DESCRIBE_STRUCT(subscribe_result, (), (topics))

struct unsubscribe {
  static constexpr std::string_view method = "unsubscribe";
  std::vector<std::string> topics;
};
BOOST_DESCRIBE_STRUCT(unsubscribe, (), (topics))

struct unsubscribe_result {};
BOOST_DESCRIBE_STRUCT(unsubscribe_result, (), ())

using session_request = std::variant<hello, authenticate, subscribe, unsubscribe>;

} // namespace omstilling

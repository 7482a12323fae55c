#pragma once

#include "protocol/contact_entities.hpp"
#include "protocol/history_entities.hpp"
#include "protocol/ids.hpp"
#include "protocol/message_entities.hpp"
#include "protocol/party.hpp"
#include "protocol/presence_entities.hpp"
#include "protocol/time.hpp"
#include "protocol/vocabulary.hpp"

#include <boost/describe/class.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What observers see. Every item of a topic has `id`; members without a value are left out of the
/// JSON.
namespace omstilling {

/// Calls go on to `to` under the condition `type` (CSTA forwarding).
struct forwarding_rule {
  forwarding_type type = forwarding_type::unknown;
  std::string to; // a number
  friend bool operator==(const forwarding_rule&, const forwarding_rule&) = default;
};
BOOST_DESCRIBE_STRUCT(forwarding_rule, (), (type, to))

/// One phone: four independent facts, never one enum.
struct phone {
  phone_id id;
  std::string number;
  phone_kind kind = phone_kind::desk;
  phone_reach reach = phone_reach::unknown;
  phone_activity activity = phone_activity::unknown;
  bool do_not_disturb = false;
  std::vector<forwarding_rule> forwarding;
  time_point since; // of the last change of reach or activity
  friend bool operator==(const phone&, const phone&) = default;
};
BOOST_DESCRIBE_STRUCT(phone, (),
                      (id, number, kind, reach, activity, do_not_disturb, forwarding, since))

/// Topic `people/{site}`: one employee.
struct person {
  employee_id id;
  site_id site;
  std::string name;
  std::string title;
  std::string department;
  std::string location;
  std::vector<std::string> groups;
  std::string extension; // number of the primary phone
  std::vector<phone> phones;
  lamp lamp_state = lamp::unknown;
  time_point lamp_since;
  std::string forwarded_to; // where a forwarded lamp points
  person_status status;
  std::optional<busy_type> calendar{}; // what the calendar says now, also where it does not decide
  std::optional<std::string> email{};  // hidden from the public, as are the next two
  std::vector<std::string> alternate_names;
  std::vector<std::string> tasks;      // and other words to be found by
  std::optional<employee_id> deputy{}; // who takes her calls when she cannot
  friend bool operator==(const person&, const person&) = default;
};
BOOST_DESCRIBE_STRUCT(person, (),
                      (id, site, name, title, department, location, groups, extension, phones,
                       lamp_state, lamp_since, forwarded_to, status, calendar, email,
                       alternate_names, tasks, deputy))

/// One station on a caller's way here (History-Info, RFC 7044).
struct origin_hop {
  std::string to;
  std::string reason;
  friend bool operator==(const origin_hop&, const origin_hop&) = default;
};
BOOST_DESCRIBE_STRUCT(origin_hop, (), (to, reason))

/// Topics `queue/{queue}` and `desk/{user}`: one call.
struct call_view {
  call_id id;
  site_id site;
  call_direction direction = call_direction::unknown;
  std::optional<queue_id> queue{};
  party caller;                    // who called; of an outbound call, who is called
  std::string called;              // the number that was dialled
  std::string show_in_switchboard; // the PBX's free text on where the call comes from
  std::string greeting;            // to be read aloud, of the number that was called
  std::vector<origin_hop> origin;
  caller_state state = caller_state::unknown;
  time_point since;                          // of `state`
  time_point arrived;                        // of the call
  std::optional<time_point> waiting_since{}; // set while in a queue
  std::optional<user_id> holder{};           // the receptionist who has it or is offered it
  std::optional<user_id> sender{};           // the receptionist who sent it on, and follows it
  std::vector<user_id> offered_to;           // those it rings at, while offered
  std::optional<party> talking_to{};
  std::optional<party> target{}; // whom it was meant for, while transferring and after a return
  std::optional<recall_reason> returned{};
  bool transferred = false;          // it was sent on and is not back: area 4 of the sender's desk
  std::optional<party> consulting{}; // whom the holder asks meanwhile
  std::optional<connection_state> consultation{}; // alerting, connected, hold
  bool conference = false;                        // all three talk
  std::optional<std::string> slot{};              // where it is parked
  std::optional<camp_on> camped{};
  std::vector<party> waits_for;      // while camped
  std::optional<time_point> until{}; // then a parked, camped or held call returns
  std::vector<call_note> notes;
  std::vector<story_step> story; // its whole way so far (B1.8)
  friend bool operator==(const call_view&, const call_view&) = default;
};
BOOST_DESCRIBE_STRUCT(call_view, (),
                      (id, site, direction, queue, caller, called, show_in_switchboard, greeting,
                       origin, state, since, arrived, waiting_since, holder, sender, offered_to,
                       talking_to, target, returned, transferred, consulting, consultation,
                       conference, slot, camped, waits_for, until, notes, story))

/// A daily figure that a contract may rest on: the value and all it was computed from.
struct service_level {
  std::optional<double> value{}; // 0-1; none before the first call that counts
  std::int64_t target_seconds = 30;
  std::int64_t short_abandon_seconds = 5;
  std::string formula = "answered_in_target_per_offered_less_short";
  std::int64_t answered_in_target = 0;
  friend bool operator==(const service_level&, const service_level&) = default;
};
BOOST_DESCRIBE_STRUCT(service_level, (),
                      (value, target_seconds, short_abandon_seconds, formula, answered_in_target))

/// What happened in one half hour of the day, local time of the site.
struct half_hour {
  std::int64_t index = 0; // 0-47
  std::int64_t answered = 0;
  std::int64_t abandoned = 0;
  friend bool operator==(const half_hour&, const half_hour&) = default;
};
BOOST_DESCRIBE_STRUCT(half_hour, (), (index, answered, abandoned))

/// One receptionist as a queue sees her.
struct agent_view {
  user_id user;
  std::string name;
  agent_state state = agent_state::unknown;
  bool alerting = false; // a call rings at her now
  time_point since;
  friend bool operator==(const agent_view&, const agent_view&) = default;
};
BOOST_DESCRIBE_STRUCT(agent_view, (), (user, name, state, alerting, since))

/// Topic `queues/{site}`: one queue, without its callers. Counters are of `day`, which begins at
/// 0:00 in `time_zone`.
struct queue_view {
  queue_id id;
  site_id site;
  std::string name;
  std::string short_name;
  std::string number;
  std::int64_t priority = 0;
  std::int64_t waiting = 0;
  std::optional<time_point> longest_waiting_since{};
  std::int64_t max_wait_seconds = 120; // the target that makes a wait late
  std::string day;                     // 2026-11-22
  std::string time_zone;               // Europe/Copenhagen
  std::int64_t offered = 0;
  std::int64_t answered = 0;
  std::int64_t abandoned = 0;
  std::int64_t abandoned_short = 0;
  std::int64_t overflowed = 0;
  std::optional<double> speed_of_answer_avg{}; // seconds
  std::optional<double> wait_avg{};            // seconds
  service_level level;
  double level_target = 0.8;
  std::int64_t agents_logged_on = 0;
  std::int64_t agents_ready = 0;
  std::int64_t agents_not_ready = 0;
  std::int64_t agents_busy = 0;
  std::int64_t agents_after_call = 0;
  std::vector<agent_view> agents;
  std::vector<half_hour> half_hours; // those with a call, in order
  friend bool operator==(const queue_view&, const queue_view&) = default;
};
BOOST_DESCRIBE_STRUCT(queue_view, (),
                      (id, site, name, short_name, number, priority, waiting, longest_waiting_since,
                       max_wait_seconds, day, time_zone, offered, answered, abandoned,
                       abandoned_short, overflowed, speed_of_answer_avg, wait_avg, level,
                       level_target, agents_logged_on, agents_ready, agents_not_ready, agents_busy,
                       agents_after_call, agents, half_hours))

/// Topic `desk/{user}`: the receptionist herself; her calls stand beside it as items of their own.
struct desk_view {
  user_id id;
  site_id site;
  std::string name;
  std::optional<queue_id> chosen_queue{};
  agent_state agent = agent_state::unknown;
  time_point agent_since;
  std::string phone; // the number that rings for her calls
  friend bool operator==(const desk_view&, const desk_view&) = default;
};
BOOST_DESCRIBE_STRUCT(desk_view, (), (id, site, name, chosen_queue, agent, agent_since, phone))

/// What to wait for. `status_type` goes with person_status, `phone_lamp` with phone_status.
struct watch_condition {
  watch_kind kind = watch_kind::any_change;
  std::optional<std::string> status_type{};
  std::optional<lamp> phone_lamp{};
  friend bool operator==(const watch_condition&, const watch_condition&) = default;
};
BOOST_DESCRIBE_STRUCT(watch_condition, (), (kind, status_type, phone_lamp))

/// Topic `watchlist/{user}`: one person being watched.
struct watch_view {
  watch_id id;
  employee_id employee;
  std::string name;
  watch_condition condition;
  bool once = false;
  person_status status;
  lamp lamp_state = lamp::unknown;
  time_point lamp_since;
  std::optional<time_point> fired_at{}; // the last pop-up
  std::optional<time_point> until{};    // then it is gone
  friend bool operator==(const watch_view&, const watch_view&) = default;
};
BOOST_DESCRIBE_STRUCT(watch_view, (),
                      (id, employee, name, condition, once, status, lamp_state, lamp_since,
                       fired_at, until))

/// Notification `popup`, and an item of `watchlist/{user}` until dismissed.
struct popup_view {
  popup_id id;
  time_point at;
  popup_kind reason = popup_kind::watch; // `kind` is of every item
  std::optional<watch_id> watch{};       // where the reason is `watch`
  std::string by;                        // who changed the user's own status or phone, or promised
  std::optional<promise_id> promise{};   // then the next is whom to call back
  std::optional<party> caller{};
  std::optional<time_point> deadline{}; // of the promise
  employee_id employee;
  std::string name;
  person_status status;
  lamp lamp_state = lamp::unknown;
  friend bool operator==(const popup_view&, const popup_view&) = default;
};
BOOST_DESCRIBE_STRUCT(popup_view, (),
                      (id, at, reason, watch, by, promise, caller, deadline, employee, name, status,
                       lamp_state))

/// A key that works while another program has the focus (S16.11, S16.12).
struct hotkey {
  hotkey_action action = hotkey_action::unknown;
  std::string keys; // `Ctrl+Alt+A`: of Ctrl, Shift, Alt and one other key; empty: not chosen
  bool active = false;
  friend bool operator==(const hotkey&, const hotkey&) = default;
};
BOOST_DESCRIBE_STRUCT(hotkey, (), (action, keys, active))

/// A filter of the overview under a name (areas 20 and 21); an empty list filters nothing.
struct saved_view {
  std::string name;
  std::vector<std::string> status_types;
  std::vector<std::string> locations;
  std::vector<std::string> groups;
  std::vector<lamp> lamps;
  friend bool operator==(const saved_view&, const saved_view&) = default;
};
BOOST_DESCRIBE_STRUCT(saved_view, (), (name, status_types, locations, groups, lamps))

/// Topic `settings/{user}`: what a user chose (area 16), the same on every PC. `id` is the user's.
struct settings_view {
  user_id id;
  std::string name;           // the user's, by the administrator
  std::string call_phone;     // the number that is chosen for calls; empty: the primary one
  std::string sms_phone;      // the same for SMS; empty: the first mobile, else external
  std::string locked_address; // the desk phone is rung at this IP address only; empty: where it is
  bool headset = true;        // answering opens the call on the phone; else it rings first
  bool switchboard = true;    // else the ordinary client is shown
  bool start_at_login = false;
  bool dnd_at_lock = false;      // the own phone, while the PC is locked
  bool dnd_off_at_start = false; // of the program
  bool callback_calls = true;    // the own phone may be rung first to make a call
  bool hotkeys_allowed = false;
  std::vector<hotkey> hotkeys;
  bool popups = true; // desktop notifications
  bool sound = true;
  bool reduced_motion = false;
  colour_theme theme = colour_theme::light;
  language words = language::unknown; // unknown: the desktop's
  double text_size = 0;               // 1 is 100 %; 0: the desktop's
  double left_width = 0; // of the console's cards at 100 %, in pixels; 0: by the window
  double right_width = 0;
  std::vector<saved_view> views;
  friend bool operator==(const settings_view&, const settings_view&) = default;
};
BOOST_DESCRIBE_STRUCT(settings_view, (),
                      (id, name, call_phone, sms_phone, locked_address, headset, switchboard,
                       start_at_login, dnd_at_lock, dnd_off_at_start, callback_calls,
                       hotkeys_allowed, hotkeys, popups, sound, reduced_motion, theme, words,
                       text_size, left_width, right_width, views))

/// Topic `health`: one part of the service; `id` is `store`, `site:{site}` or `pbx:{site}`.
struct health_view {
  std::string id;
  std::string name; // for a site and its PBX the site's own
  bool ok = false;
  std::string problem; // why not, in a few words
  time_point since;
  std::vector<capability> can; // of a PBX; what it cannot is refused with not_supported
  friend bool operator==(const health_view&, const health_view&) = default;
};
BOOST_DESCRIBE_STRUCT(health_view, (), (id, name, ok, problem, since, can))

} // namespace omstilling

#pragma once

#include "protocol/ids.hpp"
#include "protocol/time.hpp"
#include "protocol/vocabulary.hpp"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What observers see of where people are, and why.
namespace omstilling {

/// Something done when a status starts or stops.
struct status_action {
  status_action_kind kind = status_action_kind::unknown;
  std::optional<std::string> to{};       // the number, for set_forwarding
  std::optional<forwarding_type> type{}; // of a forwarding; immediate unless said otherwise
  friend bool operator==(const status_action&, const status_action&) = default;
};
BOOST_DESCRIBE_STRUCT(status_action, (), (kind, to, type))

/// The status in force, as one audience may see it. `type` names one of the site's status types
/// (`available`, `meeting`, ...).
struct person_status {
  std::string type = "available";
  rpid_activity activity = rpid_activity::unknown;
  basic_status basic = basic_status::open;
  std::string note;
  time_point since;
  std::optional<time_point> until{};
  claim_source source = claim_source::unknown;
  std::vector<status_action> start_actions;
  std::vector<status_action> stop_actions;
  bool overrun = false; // its end has passed and it stays until changed by hand
  friend bool operator==(const person_status&, const person_status&) = default;
};
BOOST_DESCRIBE_STRUCT(person_status, (),
                      (type, activity, basic, note, since, until, source, start_actions,
                       stop_actions, overrun))

/// Topic `presence/{employee}`: one source's word on where the person is ("why?"). The ids sort in
/// the order in which sources decide; the first is in force.
struct claim_view {
  std::string id; // `1.manual`, `2.schedule.p1`
  claim_source source = claim_source::unknown;
  std::string type;
  std::string note;
  time_point since;
  std::optional<time_point> until{};
  std::optional<plan_id> plan{};
  std::vector<status_action> start_actions;
  std::vector<status_action> stop_actions;
  on_expiry expiry = on_expiry::fall_back;
  std::string forced_type;
  std::string alias; // the type that outsiders see; empty: the type's own
  bool overrun = false;
  std::optional<time_point> stale_since{}; // nothing was heard of the source since
  friend bool operator==(const claim_view&, const claim_view&) = default;
};
BOOST_DESCRIBE_STRUCT(claim_view, (),
                      (id, source, type, note, since, until, plan, start_actions, stop_actions,
                       expiry, forced_type, alias, overrun, stale_since))

/// Topic `presence/{employee}`: a status to come (S14.2, S14.4). Local times are of `time_zone`, as
/// `2026-11-27T12:00`, and stay the same on the clock through daylight saving.
struct plan_view {
  plan_id id;
  std::string type;
  std::string note;
  std::string starts;                  // local, of the first time
  std::string ends;                    // local, of the first time
  std::string rule;                    // RRULE of RFC 5545, as `FREQ=WEEKLY;BYDAY=FR`; empty: once
  std::vector<std::string> exceptions; // local starts that are left out
  std::string time_zone;
  std::optional<time_point> next{}; // the next start
  std::vector<status_action> start_actions;
  std::vector<status_action> stop_actions;
  on_expiry expiry = on_expiry::fall_back;
  std::string forced_type;
  std::string alias;
  friend bool operator==(const plan_view&, const plan_view&) = default;
};
BOOST_DESCRIBE_STRUCT(plan_view, (),
                      (id, type, note, starts, ends, rule, exceptions, time_zone, next,
                       start_actions, stop_actions, expiry, forced_type, alias))

/// Topic `presence/{employee}`: one line of the agenda (area 11), by start: what is on and what
/// comes, of plans and calendar.
struct agenda_entry {
  std::string id;
  claim_source source = claim_source::unknown; // schedule or calendar
  std::optional<plan_id> plan{};
  std::string type; // the status it makes; of a calendar's free time `available`
  std::string text; // note or title; empty where it is private
  time_point start;
  time_point end;
  bool all_day = false;
  bool is_private = false;
  bool repeats = false;
  busy_type busy = busy_type::unknown; // of a calendar's
  friend bool operator==(const agenda_entry&, const agenda_entry&) = default;
};
BOOST_DESCRIBE_STRUCT(agenda_entry, (),
                      (id, source, plan, type, text, start, end, all_day, is_private, repeats,
                       busy))

/// Topic `statuses/{site}`: one kind of person status, as data: what it is called, what it means to
/// others' programs, what strangers see of it.
struct status_type {
  std::string id; // `meeting`
  std::string label_da;
  std::string label_en;
  rpid_activity activity = rpid_activity::unknown;
  basic_status basic = basic_status::open;
  std::string public_alias;  // the type that outsiders see; itself when nothing is hidden
  std::int64_t position = 0; // in menus
  friend bool operator==(const status_type&, const status_type&) = default;
};
BOOST_DESCRIBE_STRUCT(status_type, (),
                      (id, label_da, label_en, activity, basic, public_alias, position))

/// Topics `statuses/{site}` (global) and `templates/{user}` (own): a status set in advance
/// (area 19).
struct template_view {
  template_id id;
  std::string name;
  bool global = false;
  std::string type;
  std::string note;
  std::optional<std::int64_t> for_seconds{}; // from when it is set; none: until changed
  std::vector<status_action> start_actions;
  std::vector<status_action> stop_actions;
  on_expiry expiry = on_expiry::fall_back;
  std::string forced_type;
  std::string alias;
  friend bool operator==(const template_view&, const template_view&) = default;
};
BOOST_DESCRIBE_STRUCT(template_view, (),
                      (id, name, global, type, note, for_seconds, start_actions, stop_actions,
                       expiry, forced_type, alias))

} // namespace omstilling

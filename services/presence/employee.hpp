#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/events.hpp"
#include "services/calendars/calendar_event.hpp"
#include "services/presence/recurrence.hpp"
#include "services/presence/status_types.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// What a start action really changed, so that the stop action undoes that and no more.
struct done_action {
  status_action_kind kind = status_action_kind::unknown;
  phone_id phone;     // the one it was done to; none for an agent's pause
  std::string before; // the forwarding's target
  std::string after;
  forwarding_type forwarding = forwarding_type::unknown; // which one; unknown for other matters
  friend bool operator==(const done_action&, const done_action&) = default;
};
BOOST_DESCRIBE_STRUCT(done_action, (), (kind, phone, before, after, forwarding))

/// One source's word on where a person is. At most one a source; of the schedule one a plan.
struct claim {
  claim_source source = claim_source::manual;
  std::string type;
  std::string note;
  time_point since;
  std::optional<time_point> until{};
  std::vector<status_action> start_actions;
  std::vector<status_action> stop_actions;
  on_expiry expiry = on_expiry::fall_back;
  std::string forced_type;
  bool overrun = false;          // its end has passed, and it stays (pop_up)
  std::vector<done_action> did;  // by its start actions, not yet undone
  std::optional<plan_id> plan{}; // of the schedule
  std::string alias;             // what outsiders see; empty: as the type says
  bool is_private = false;       // of a calendar
  bool in_calendar = false;      // it is to stand in the person's calendar
  friend bool operator==(const claim&, const claim&) = default;
};
BOOST_DESCRIBE_STRUCT(claim, (),
                      (source, type, note, since, until, start_actions, stop_actions, expiry,
                       forced_type, overrun, did, plan, alias, is_private, in_calendar))

/// A status to come, as it is kept.
struct plan {
  plan_id id;
  wall_times times;
  claim begins; // what begins at each time; without since and until
  std::optional<occurrence> next{};
  friend bool operator==(const plan&, const plan&) = default;
};
BOOST_DESCRIBE_STRUCT(plan, (), (id, times, begins, next))

/// What a status asked of her desk last, `agent_pause` or `agent_resume`. Each is later than the
/// one before, so that a desk knows those that it has carried out.
struct agent_order {
  time_point at;
  status_action_kind kind = status_action_kind::unknown;
  friend bool operator==(const agent_order&, const agent_order&) = default;
};
BOOST_DESCRIBE_STRUCT(agent_order, (), (at, kind))

/// All that is kept of one employee.
struct employee_record {
  employee_id id;
  site_id site;
  std::string name;
  std::string title;
  std::string department;
  std::string location;
  std::vector<std::string> groups;
  std::vector<phone>
    phones; // the first is the primary one; reach and activity are live and not kept
  std::vector<claim> claims;
  time_point available_since; // while no claim is in force
  std::vector<plan> plans;
  std::int64_t plans_made = 0; // numbers them
  std::optional<calendar_link> calendar{};
  std::vector<calendar_event> appointments; // as last read, by start
  time_point calendar_at;                   // the claim of the calendar is that of this instant
  std::optional<agent_order> ordered{};     // the last; said again at each start
  std::optional<time_point> overran_at{};   // the last time a status did; said again at each start
  std::optional<std::string> email{};
  std::vector<std::string> alternate_names;
  std::vector<std::string> tasks;
  std::optional<employee_id> deputy{};
  std::optional<std::string> imported_from{};
  friend bool operator==(const employee_record&, const employee_record&) = default;
};
BOOST_DESCRIBE_STRUCT(employee_record, (),
                      (id, site, name, title, department, location, groups, phones, claims,
                       available_since, plans, plans_made, calendar, appointments, calendar_at,
                       ordered, overran_at, email, alternate_names, tasks, deputy, imported_from))

/// The record that a put_employee asks for, or what is wrong with it. `before` keeps its claims and
/// the state of phones that stay; of an import also what that does not say, and its other phones.
tl::expected<employee_record, problem> make_employee(const put_employee& x,
                                                     const employee_record* before);

struct employee_decision {
  std::vector<event> events;
  std::optional<problem> refused{}; // then nothing changed
  bool changed = false;
  std::vector<status_action> agent_orders; // agent_pause, agent_resume: for the person's desk
  bool overrun_popup = false;              // the status ran out and stays: tell the person
  std::optional<plan_id> plan{};           // that was put
};

/// One employee: phones, claims, plans, and the status that follows from them.
///
/// The status in force comes from the claims in a stated order: manual before schedule, calendar,
/// agent, device; without any, `available`. Start actions run when a status starts, stop actions
/// when it ends, by expiry or by hand; a stop action undoes only what its own start action did (a
/// do-not-disturb that was already on stays on). Plans begin and end at their instants, and a timed
/// status ends at its own, also when that passed while the service was away: then all of it is done
/// in its order.
class employee {
public:
  employee() = default;
  /// An employee as kept. What the phones do is not known yet: since `started`, if that is given.
  explicit employee(employee_record kept, std::optional<time_point> started = std::nullopt);

  /// The site's status types, the Danish defaults until then.
  employee_decision use(std::shared_ptr<const std::vector<status_type>> types);

  employee_decision set(const set_status& x, time_point now);
  employee_decision clear(const clear_status& x, time_point now);
  employee_decision set(const set_phone& x, time_point now);
  employee_decision put(const put_employee& x, time_point now);
  /// The times are of `time_zone`, the site's.
  employee_decision put(const put_plan& x, const std::string& time_zone, time_point now);
  employee_decision remove(const remove_plan& x, time_point now);
  /// All that the person's calendar holds from about now on.
  employee_decision appointments_are(std::vector<calendar_event> all, time_point now);
  /// Nothing was heard of the calendar since then; none: it is heard of.
  employee_decision calendar_silent(std::optional<time_point> since);
  /// What the PBX says of a phone of this person.
  employee_decision phone_seen(const std::string& number, phone_reach reach,
                               phone_activity activity, time_point now);
  /// The PBX is silent: its phones are unknown since `now`.
  employee_decision phones_unknown(time_point now);
  /// Her desk's agent state, for the lamp (U5). The desk has carried out the orders given up to
  /// `carried_out`.
  employee_decision agent_seen(agent_state state, time_point now,
                               time_point carried_out = time_point::max());
  /// The same at a start, before what came due is done: only what actions go by.
  void agent_was(agent_state state, time_point carried_out);
  /// Ends and begins what is due; may be stale.
  employee_decision wake(time_point now);

  const employee_record& record() const { return record_; }
  const std::shared_ptr<const std::vector<status_type>>& types() const { return types_; }
  std::optional<time_point> deadline() const;
  /// The picture for one audience; `public_` gets the alias, without note and actions.
  person view(audience who) const;
  /// Whether she is seen to take calls now: no phone of hers is in use, and she is there.
  bool can_take_call(audience who) const;
  /// Why the status is what it is: every source's word, the one that decides first.
  std::vector<claim_view> claims(audience who) const;
  std::vector<plan_view> plans(audience who) const;
  /// What is on and what comes, by start: all appointments, and the next five times of each plan.
  std::vector<agenda_entry> agenda(audience who, time_point now) const;
  /// What touches [from, to), of each plan at most 500 times.
  std::vector<agenda_entry> agenda(audience who, time_point from, time_point to) const;

private:
  /// Lets `change` loose on the record and reports what of it shows.
  void apply(time_point at, employee_decision& out, const std::function<void()>& change);
  /// Does what is due, each at its own instant, so that lateness changes nothing.
  void settle(time_point now, employee_decision& out);
  void do_due(time_point at, employee_decision& out);
  void expire(claim x, time_point at, employee_decision& out);
  void begin(claim x, employee_decision& out);
  void end(claim_source source, const std::optional<plan_id>& plan, employee_decision& out);
  void begin_plan(plan& x, const occurrence& one, time_point at, employee_decision& out);
  /// The claim of the calendar becomes that of this instant.
  void look_at_calendar(time_point at);
  /// What is kept and what is live, in the stated order.
  std::vector<claim> all_claims() const;
  person_status status() const;
  void conceal(person_status& x, const claim* decides, bool keeps_note) const;
  std::vector<agenda_entry> agenda_of(audience who, time_point from, std::size_t most) const;

  employee_record record_;
  std::shared_ptr<const std::vector<status_type>> types_ = shared_default_status_types();
  agent_state agent_ = agent_state::unknown;          // live
  agent_state agent_expected_ = agent_state::unknown; // live: once the orders given are carried out
  time_point lamp_since_;                             // live
  time_point agent_since_;                            // live
  time_point talks_since_;                            // live
  std::optional<time_point> calendar_silent_;         // live
};

/// The lamp of these phones, by the order that `lamp` states; external phones do not count unless
/// there is no other.
lamp lamp_of(const std::vector<phone>& phones, agent_state agent);

} // namespace omstilling

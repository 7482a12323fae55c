#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/events.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// What a start action really changed, so that the stop action undoes that and no more.
struct done_action {
  status_action_kind kind = status_action_kind::unknown;
  phone_id phone;     // the one it was done to; none for an agent's pause
  std::string before; // the immediate forwarding's target, for forwarding
  std::string after;
  friend bool operator==(const done_action&, const done_action&) = default;
};
BOOST_DESCRIBE_STRUCT(done_action, (), (kind, phone, before, after))

/// One source's word on where a person is. At most one a source.
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
  bool overrun = false;         // its end has passed, and it stays (pop_up)
  std::vector<done_action> did; // by its start actions, not yet undone
  friend bool operator==(const claim&, const claim&) = default;
};
BOOST_DESCRIBE_STRUCT(claim, (),
                      (source, type, note, since, until, start_actions, stop_actions, expiry,
                       forced_type, overrun, did))

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
  friend bool operator==(const employee_record&, const employee_record&) = default;
};
BOOST_DESCRIBE_STRUCT(employee_record, (),
                      (id, site, name, title, department, location, groups, phones, claims,
                       available_since))

/// The record that a put_employee asks for, or what is wrong with it. `before` keeps its claims and
/// the state of phones that stay.
tl::expected<employee_record, problem> make_employee(const put_employee& x,
                                                     const employee_record* before);

struct employee_decision {
  std::vector<event> events;
  std::optional<problem> refused{}; // then nothing changed
  bool changed = false;
  std::vector<status_action> agent_orders; // agent_pause, agent_resume: for the person's desk
  bool overrun_popup = false;              // the status ran out and stays: tell the person
};

/// One employee: phones, claims, and the status that follows from them.
///
/// The status in force comes from the claims in a stated order: manual before schedule, calendar,
/// agent, device; without any, `available`. Start actions run when a status starts, stop actions
/// when it ends, by expiry or by hand; a stop action undoes only what its own start action did (a
/// do-not-disturb that was already on stays on). A timed status ends at its instant, also when that
/// passed while the service was away.
class employee {
public:
  employee() = default;
  /// An employee as kept. What the phones do is not known yet: since `started`, if that is given.
  explicit employee(employee_record kept, std::optional<time_point> started = std::nullopt);

  employee_decision set(const set_status& x, time_point now);
  employee_decision clear(time_point now);
  employee_decision set(const set_phone& x, time_point now);
  employee_decision put(const put_employee& x, time_point now);
  /// What the PBX says of a phone of this person.
  employee_decision phone_seen(const std::string& number, phone_reach reach,
                               phone_activity activity, time_point now);
  /// The PBX is silent: its phones are unknown since `now`.
  employee_decision phones_unknown(time_point now);
  /// Her desk's agent state, for the lamp (U5).
  employee_decision agent_seen(agent_state state, time_point now);
  /// Ends what is due; may be stale.
  employee_decision wake(time_point now);

  const employee_record& record() const { return record_; }
  std::optional<time_point> deadline() const;
  /// The picture for one audience; `public_` gets the alias, without note and actions.
  person view(audience who) const;

private:
  /// Lets `change` loose on the record and reports what of it shows.
  template <class Change>
  void apply(time_point at, employee_decision& out, Change change);
  /// Ends what is due, each at its own instant, so that lateness changes nothing.
  void settle(time_point now, employee_decision& out);
  void expire(claim_source source, time_point at, employee_decision& out);
  void begin(claim x, employee_decision& out);
  void end(claim_source source, employee_decision& out);

  employee_record record_;
  agent_state agent_ = agent_state::unknown;          // live
  agent_state agent_expected_ = agent_state::unknown; // live: once the orders given are carried out
  time_point lamp_since_;                             // live
};

/// The lamp of these phones, by the order that `lamp` states; external phones do not count unless
/// there is no other.
lamp lamp_of(const std::vector<phone>& phones, agent_state agent);

} // namespace omstilling

#pragma once

#include "services/presence/status_types.hpp"
#include "tests/protocol/generators.hpp"
#include "tests/services/presence/people.hpp"

#include <rapidcheck/catch.h>

/// Random lives of an employee, for property tests.
namespace omstilling::people {

struct agent_is {
  agent_state state = agent_state::unknown;
};
struct phone_is {
  std::string number;
  phone_reach reach = phone_reach::unknown;
  phone_activity activity = phone_activity::unknown;
};
struct pbx_silent {};
struct wake_up {};
struct calendar_is {
  std::vector<calendar_event> events;
};
using input = std::variant<set_status, clear_status, set_phone, put_employee, agent_is, phone_is,
                           pbx_silent, wake_up, put_plan, remove_plan, calendar_is>;

inline const std::string wall = "Europe/Copenhagen"; // an hour before t0's

inline employee_decision carry_out(employee& x, const input& what, time_point now) {
  struct {
    employee& x;
    time_point now;
    employee_decision operator()(const set_status& y) { return x.set(y, now); }
    employee_decision operator()(const clear_status& y) { return x.clear(y, now); }
    employee_decision operator()(const put_plan& y) { return x.put(y, wall, now); }
    employee_decision operator()(const remove_plan& y) { return x.remove(y, now); }
    employee_decision operator()(const calendar_is& y) { return x.appointments_are(y.events, now); }
    employee_decision operator()(const set_phone& y) { return x.set(y, now); }
    employee_decision operator()(const put_employee& y) { return x.put(y, now); }
    employee_decision operator()(const agent_is& y) { return x.agent_seen(y.state, now); }
    employee_decision operator()(const phone_is& y) {
      return x.phone_seen(y.number, y.reach, y.activity, now);
    }
    employee_decision operator()(pbx_silent) { return x.phones_unknown(now); }
    employee_decision operator()(wake_up) { return x.wake(now); }
  } visitor{x, now};
  return std::visit(visitor, what);
}

inline bool often() { return *rc::gen::inRange(0, 10) > 0; }

inline std::string any_number() {
  return *rc::gen::elementOf(std::vector<std::string>{"21", "22", "30", "+45 40", "x", ""});
}

inline std::string known_type() { return (*rc::gen::elementOf(default_status_types())).id; }

inline std::string any_type() { return often() ? known_type() : "fishing"; }

inline std::vector<status_action> any_actions() {
  std::vector<status_action> result;
  for (auto left = *rc::gen::inRange(0, 4); left > 0; --left)
    result.push_back({often() ? any::enumerator<status_action_kind>() : status_action_kind::unknown,
                      often() ? "30" : any_number()});
  return result;
}

inline std::optional<std::int64_t> any_seconds() {
  return *rc::gen::arbitrary<bool>() ? std::optional<std::int64_t>{*rc::gen::inRange(-2, 40)}
                                     : std::nullopt;
}

inline set_status any_status(time_point now) {
  auto result = status(any_type());
  result.for_seconds = any_seconds();
  if (*rc::gen::inRange(0, 4) == 0)
    result.until = now + std::chrono::seconds{*rc::gen::inRange(-2, 40)};
  if (*rc::gen::arbitrary<bool>())
    result.note = "a secret";
  result.start_actions = any_actions();
  result.stop_actions = any_actions();
  if (*rc::gen::arbitrary<bool>())
    result.expiry = any::enumerator<on_expiry>();
  if (often())
    result.forced_type = any_type();
  return result;
}

inline set_phone any_phone_setting() {
  set_phone result{.employee = employee_id{"anna"}, .phone = phone_id{any_number()}};
  if (*rc::gen::arbitrary<bool>())
    result.do_not_disturb = *rc::gen::arbitrary<bool>();
  if (*rc::gen::arbitrary<bool>()) {
    result.forwarding.emplace();
    for (auto left = *rc::gen::inRange(0, 3); left > 0; --left)
      result.forwarding->push_back({any::enumerator<forwarding_type>(), any_number()});
  }
  return result;
}

inline put_employee any_employee() {
  auto result = anna();
  result.name = often() ? "Anna" : "";
  result.phones.clear();
  for (auto left = *rc::gen::inRange(0, 3); left > 0; --left)
    result.phones.push_back({any_number(), any::enumerator<phone_kind>()});
  return result;
}

inline plan_id any_plan_id() { return plan_id{'p' + std::to_string(*rc::gen::inRange(1, 6))}; }

/// As it stands on the wall.
inline std::string on_the_wall(time_point x) { return to_rfc3339(x + 1h).substr(0, 19); }

/// Some are on, some come soon, some are over.
inline put_plan any_plan(time_point now) {
  const auto starts = now + std::chrono::seconds{*rc::gen::inRange(-40, 40)};
  put_plan result{.employee = employee_id{"anna"},
                  .type = any_type(),
                  .starts = on_the_wall(starts),
                  .ends = on_the_wall(starts + std::chrono::seconds{*rc::gen::inRange(0, 60)}),
                  .note = "a secret"};
  if (*rc::gen::arbitrary<bool>())
    result.plan = any_plan_id();
  result.start_actions = any_actions();
  result.stop_actions = any_actions();
  if (*rc::gen::arbitrary<bool>())
    result.expiry = any::enumerator<on_expiry>();
  if (often())
    result.forced_type = any_type();
  return result;
}

inline calendar_is any_calendar(time_point now) {
  calendar_is result;
  for (auto left = *rc::gen::inRange(0, 4); left > 0; --left) {
    const auto start = now + std::chrono::seconds{*rc::gen::inRange(-40, 40)};
    result.events.push_back({.id = 'e' + std::to_string(left),
                             .title = "a secret",
                             .start = start,
                             .end = start + std::chrono::seconds{*rc::gen::inRange(0, 60)},
                             .busy = any::enumerator<busy_type>()});
  }
  return result;
}

inline input any_input(time_point now) {
  switch (*rc::gen::inRange(0, 14)) {
    case 0:
    case 1:
    case 2: return any_status(now);
    case 3: return clear_status{};
    case 4: return any_phone_setting();
    case 5: return any_employee();
    case 6: return agent_is{any::enumerator<agent_state>()};
    case 7:
      return phone_is{any_number(), any::enumerator<phone_reach>(),
                      any::enumerator<phone_activity>()};
    case 8: return pbx_silent{};
    case 9:
    case 10: return any_plan(now);
    case 11:
      return *rc::gen::arbitrary<bool>() ? input{remove_plan{.plan = any_plan_id()}}
                                         : input{clear_status{.plan = any_plan_id()}};
    case 12: return any_calendar(now);
    default: return wake_up{};
  }
}

/// Calls `step(employee, input, now)` for a random life.
template <class Step>
void live(Step step) {
  auto x = at_desk();
  auto now = t0;
  for (auto left = *rc::gen::inRange(0, 30); left > 0; --left) {
    now += std::chrono::seconds{*rc::gen::inRange(0, 20)};
    step(x, any_input(now), now);
  }
}

} // namespace omstilling::people

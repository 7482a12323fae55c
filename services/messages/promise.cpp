#include "services/messages/promise.hpp"

#include "services/directory/numbers.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr duration longest_reminder = std::chrono::minutes{15};
constexpr std::chrono::hours shown_after{24};
constexpr std::size_t digits_of_a_number = 8; // in Denmark, without its country

bool is_owner_or_deputy(const promise_record& x, const employee_id& who) {
  return who == x.shown.owner || who == x.shown.deputy || (x.deputy && who == x.deputy->id);
}

promise_news last_resort(const promise_view& x) {
  if (x.deputy)
    return {.what = popup_kind::promise_escalated, .employee = x.deputy};
  return {.what = popup_kind::promise_escalated, .user = x.by};
}

} // namespace

bool same_number(const std::string& a, const std::string& b) {
  const auto x = normal_number(a);
  const auto y = normal_number(b);
  if (!x || !y)
    return false;
  if (*x == *y)
    return true;
  if (std::min(x->size(), y->size()) < digits_of_a_number)
    return false;
  return x->substr(x->size() - digits_of_a_number) == y->substr(y->size() - digits_of_a_number);
}

bool is_shown(const promise_record& x, time_point now) {
  return !x.shown.id.empty() && (!callback_promise{x}.over() || x.shown.since + shown_after > now);
}

promise_record make_promise(const site_id& site, promise_view made,
                            std::optional<stand_in> deputy) {
  const auto ahead = std::min(duration{(made.deadline - made.at) / 4}, longest_reminder);
  if (deputy && deputy->id == made.owner)
    deputy.reset();
  made.state = promise_state::open;
  made.since = made.at;
  const auto remind_at = made.deadline - ahead;
  return {
    .site = site, .shown = std::move(made), .remind_at = remind_at, .deputy = std::move(deputy)};
}

void callback_promise::enter(promise_state next, time_point now, promise_decision& out) {
  record_.shown.state = next;
  record_.shown.since = now;
  out.changed = true;
  out.events.emplace_back(promise_changed{next, record_.shown.kept_by});
}

promise_decision callback_promise::make() const {
  return {.events = {promise_changed{promise_state::open, std::nullopt}},
          .changed = true,
          .tell = told_last()};
}

promise_decision callback_promise::remind(time_point now) {
  promise_decision out;
  if (record_.shown.state != promise_state::open || now < record_.remind_at || late(now))
    return out;
  enter(promise_state::reminded, now, out);
  out.tell = told_last();
  return out;
}

bool callback_promise::late(time_point now) const {
  return !over() && record_.shown.state != promise_state::escalated &&
         now >= record_.shown.deadline;
}

promise_decision callback_promise::escalate(const std::optional<stand_in>& deputy, time_point now) {
  promise_decision out;
  if (!late(now))
    return out;
  record_.shown.deputy.reset();
  record_.shown.deputy_name.clear();
  if (deputy && !deputy->id.empty() && deputy->id != record_.shown.owner) {
    record_.shown.deputy = deputy->id;
    record_.shown.deputy_name = deputy->name;
  }
  enter(promise_state::escalated, now, out);
  out.tell = told_last();
  return out;
}

promise_decision callback_promise::reached(const call_reached& x, time_point now) {
  promise_decision out;
  if (over() || x.at <= record_.shown.at || !is_owner_or_deputy(record_, x.by) ||
      !same_number(x.number, record_.shown.caller.number))
    return out;
  record_.shown.kept_by = x.call;
  enter(promise_state::kept, now, out);
  return out;
}

promise_decision callback_promise::close(const user_id& user,
                                         const std::optional<employee_id>& employee,
                                         const std::string& name, time_point now) {
  if (!concerns(user, employee))
    return {.refused = problem{.reason = error_reason::unknown_promise,
                               .path = "params.promise",
                               .expected = "a promise of one's own",
                               .got = record_.shown.id.value}};
  promise_decision out;
  if (over())
    return out; // by a colleague or a call meanwhile: as good as closed
  record_.shown.closed_by = name;
  enter(promise_state::closed, now, out);
  return out;
}

std::optional<promise_news> callback_promise::told_last() const {
  const auto& x = record_.shown;
  switch (x.state) {
    case promise_state::open:
      return promise_news{.what = popup_kind::promise_made, .employee = x.owner, .except = x.by};
    case promise_state::reminded:
      return promise_news{.what = popup_kind::promise_due, .employee = x.owner};
    case promise_state::escalated: return last_resort(x);
    default: return std::nullopt;
  }
}

bool callback_promise::over() const {
  const auto x = record_.shown.state;
  return x == promise_state::kept || x == promise_state::closed;
}

bool callback_promise::concerns(const user_id& user,
                                const std::optional<employee_id>& employee) const {
  const auto& x = record_.shown;
  return user == x.by || (employee && (*employee == x.owner || employee == x.deputy));
}

std::optional<time_point> callback_promise::deadline() const {
  if (record_.shown.state == promise_state::open && record_.remind_at < record_.shown.deadline)
    return record_.remind_at;
  if (record_.shown.state == promise_state::open || record_.shown.state == promise_state::reminded)
    return record_.shown.deadline;
  return std::nullopt;
}

} // namespace omstilling

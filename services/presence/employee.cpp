#include "services/presence/employee.hpp"

#include "services/directory/numbers.hpp"
#include "services/presence/checks.hpp"
#include "services/presence/claims.hpp"
#include "services/presence/forwarding.hpp"
#include "services/presence/status_actions.hpp"

#include <algorithm>

namespace omstilling {

namespace {

template <class Phones>
auto* find_phone(Phones& phones, const phone_id& id) {
  const auto found =
    std::find_if(phones.begin(), phones.end(), [&](const phone& x) { return x.id == id; });
  return found == phones.end() ? nullptr : &*found;
}

claim* find_claim(std::vector<claim>& claims, claim_source source) {
  const auto found =
    std::find_if(claims.begin(), claims.end(), [&](const claim& x) { return x.source == source; });
  return found == claims.end() ? nullptr : &*found;
}

/// The claim that ends next; nullptr when none has an end, or all have passed theirs.
const claim* ends_next(const std::vector<claim>& claims) {
  const claim* next = nullptr;
  for (const auto& x : claims)
    if (x.until && !x.overrun && (!next || *x.until < *next->until))
      next = &x;
  return next;
}

/// Numbers as they are compared and dialled.
std::vector<status_action> normalised(std::vector<status_action> actions) {
  for (auto& x : actions) {
    if (x.kind != status_action_kind::set_forwarding)
      x.to.reset();
    else if (auto number = normal_number(x.to.value_or("")))
      x.to = std::move(number);
  }
  return actions;
}

claim make_claim(const set_status& x, time_point now) {
  claim result{.source = claim_source::manual,
               .type = x.type,
               .note = x.note.value_or(""),
               .since = now,
               .until = x.until,
               .start_actions = normalised(x.start_actions),
               .stop_actions = normalised(x.stop_actions),
               .expiry = x.expiry.value_or(on_expiry::fall_back)};
  if (x.for_seconds)
    result.until = now + std::chrono::seconds{*x.for_seconds};
  if (result.expiry == on_expiry::force_status)
    result.forced_type = *x.forced_type;
  return result;
}

/// Reports what of the phones is another than before, and stamps when.
void report_phones(const std::vector<phone>& before, std::vector<phone>& after, time_point at,
                   std::vector<event>& events) {
  for (auto& x : after) {
    const auto* was = find_phone(before, x.id);
    if (!was) {
      x.since = at;
      continue;
    }
    if (was->do_not_disturb != x.do_not_disturb || was->forwarding != x.forwarding)
      events.emplace_back(phone_set{x.id, x.do_not_disturb, x.forwarding});
    if (was->reach != x.reach || was->activity != x.activity) {
      x.since = at;
      events.emplace_back(phone_activity_changed{x.id, x.reach, x.activity});
    }
  }
}

} // namespace

employee::employee(employee_record kept, std::optional<time_point> started)
  : record_(std::move(kept)), lamp_since_(started.value_or(time_point{})) {
  for (auto& x : record_.phones) {
    const bool external = x.kind == phone_kind::external;
    x.reach = external ? phone_reach::unmonitored : phone_reach::unknown;
    x.activity = phone_activity::unknown;
    if (started && !external)
      x.since = *started;
    if (!started)
      lamp_since_ = std::max(lamp_since_, x.since);
  }
}

template <class Change>
void employee::apply(time_point at, employee_decision& out, Change change) {
  const auto before = record_;
  const auto status_before = status_in_force(record_);
  const auto lamp_before = lamp_of(record_.phones, agent_);
  change();
  if (record_.claims.empty() && !before.claims.empty())
    record_.available_since = at;
  report_phones(before.phones, record_.phones, at, out.events);
  const auto status = status_in_force(record_);
  if (status != status_before)
    out.events.emplace_back(
      status_changed{status_before.type, status.type, status.source, status.until});
  const bool lamp_changed = lamp_of(record_.phones, agent_) != lamp_before;
  if (lamp_changed)
    lamp_since_ = at;
  out.changed = out.changed || lamp_changed || record_ != before;
}

void employee::settle(time_point now, employee_decision& out) {
  for (const auto* due = ends_next(record_.claims); due && *due->until <= now;
       due = ends_next(record_.claims)) {
    const auto at = *due->until;
    apply(at, out, [&, source = due->source] { expire(source, at, out); });
  }
}

void employee::expire(claim_source source, time_point at, employee_decision& out) {
  auto* due = find_claim(record_.claims, source);
  if (due->expiry == on_expiry::pop_up) {
    status_actions{record_.phones, agent_expected_, out.agent_orders}.stop(*due);
    due->overrun = true;
    out.overrun_popup = true;
    return;
  }
  const auto forced =
    due->expiry == on_expiry::force_status ? std::optional{due->forced_type} : std::nullopt;
  end(source, out);
  if (forced)
    begin({.source = claim_source::manual, .type = *forced, .since = at}, out);
}

void employee::begin(claim x, employee_decision& out) {
  end(x.source, out);
  status_actions{record_.phones, agent_expected_, out.agent_orders}.start(x);
  record_.claims.push_back(std::move(x));
}

void employee::end(claim_source source, employee_decision& out) {
  auto* ending = find_claim(record_.claims, source);
  if (!ending)
    return;
  // One that has overrun ran its stop actions at its end.
  if (!ending->overrun)
    status_actions{record_.phones, agent_expected_, out.agent_orders}.stop(*ending);
  std::erase_if(record_.claims, [&](const claim& x) { return x.source == source; });
}

employee_decision employee::set(const set_status& x, time_point now) {
  if (auto wrong = checks::status(x, now))
    return {.refused = std::move(wrong)};
  employee_decision out;
  settle(now, out);
  apply(now, out, [&] { begin(make_claim(x, now), out); });
  return out;
}

employee_decision employee::clear(time_point now) {
  employee_decision out;
  settle(now, out);
  apply(now, out, [&] { end(claim_source::manual, out); });
  return out;
}

employee_decision employee::set(const set_phone& x, time_point now) {
  auto* phone = find_phone(record_.phones, x.phone);
  if (!phone)
    return {.refused = problem{.reason = error_reason::unknown_phone,
                               .path = "params.phone",
                               .expected = "a phone of " + record_.id.value,
                               .got = x.phone.value}};
  if (x.forwarding)
    if (auto wrong = checks::forwarding(*x.forwarding, phone->number, "params.forwarding"))
      return {.refused = std::move(wrong)};
  employee_decision out;
  settle(now, out);
  apply(now, out, [&] {
    const auto before = *phone;
    phone->do_not_disturb = x.do_not_disturb.value_or(phone->do_not_disturb);
    if (x.forwarding)
      phone->forwarding = *x.forwarding;
    for (auto& rule : phone->forwarding)
      rule.to = normal_number(rule.to).value_or(rule.to);
    if (phone->do_not_disturb != before.do_not_disturb)
      forget_do_not_disturb(record_.claims, phone->id);
    if (immediate_target(*phone) != immediate_target(before))
      forget_forwarding(record_.claims, phone->id);
  });
  return out;
}

employee_decision employee::put(const put_employee& x, time_point now) {
  const bool is_new = record_.name.empty(); // nobody who was put is without one
  if (auto made = make_employee(x, is_new ? nullptr : &record_); !made)
    return {.refused = std::move(made.error())};
  employee_decision out;
  settle(now, out);
  apply(now, out, [&] {
    // Made anew: what was due may have changed the phones since the check.
    record_ = std::move(*make_employee(x, is_new ? nullptr : &record_));
    if (is_new)
      record_.available_since = lamp_since_ = now;
  });
  if (out.changed)
    out.events.emplace_back(employee_put{record_.name});
  return out;
}

employee_decision employee::phone_seen(const std::string& number, phone_reach reach,
                                       phone_activity activity, time_point now) {
  employee_decision out;
  settle(now, out);
  apply(now, out, [&] {
    auto* phone = find_phone(record_.phones, phone_id{number});
    if (!phone || phone->kind == phone_kind::external)
      return;
    phone->reach = reach;
    phone->activity = activity;
  });
  return out;
}

employee_decision employee::phones_unknown(time_point now) {
  employee_decision out;
  settle(now, out);
  apply(now, out, [&] {
    for (auto& x : record_.phones)
      if (x.kind != phone_kind::external) {
        x.reach = phone_reach::unknown;
        x.activity = phone_activity::unknown;
      }
  });
  return out;
}

employee_decision employee::agent_seen(agent_state state, time_point now) {
  employee_decision out;
  settle(now, out);
  apply(now, out, [&] { agent_ = agent_expected_ = state; });
  return out;
}

employee_decision employee::wake(time_point now) {
  employee_decision out;
  settle(now, out);
  return out;
}

std::optional<time_point> employee::deadline() const {
  const auto* next = ends_next(record_.claims);
  return next ? next->until : std::nullopt;
}

} // namespace omstilling

#include "services/presence/employee.hpp"

#include "services/directory/numbers.hpp"
#include "services/presence/checks.hpp"
#include "services/presence/claims.hpp"
#include "services/presence/forwarding.hpp"
#include "services/presence/people_parts.hpp"
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

claim make_claim(const set_status& x, time_point now) {
  auto result = claim_of(x, claim_source::manual);
  result.since = now;
  result.until = x.for_seconds ? now + std::chrono::seconds{*x.for_seconds} : x.until;
  result.in_calendar = x.to_calendar.value_or(false);
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

agent_order next_order(const std::optional<agent_order>& last, status_action_kind kind,
                       time_point at) {
  return {.at = last ? std::max(at, last->at + duration{1}) : at, .kind = kind};
}

bool talks(const std::vector<phone>& phones) {
  return std::any_of(phones.begin(), phones.end(), [](const phone& x) {
    return x.activity == phone_activity::connected || x.activity == phone_activity::hold ||
           x.activity == phone_activity::busy;
  });
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

employee_decision employee::use(std::shared_ptr<const std::vector<status_type>> types) {
  employee_decision out;
  const auto before = status();
  types_ = std::move(types);
  out.changed = status() != before || !record_.claims.empty();
  return out;
}

std::vector<claim> employee::all_claims() const {
  auto result = record_.claims;
  if (agent_ == agent_state::not_ready || agent_ == agent_state::working_after_call)
    result.push_back({.source = claim_source::agent, .type = "busy", .since = agent_since_});
  if (talks(record_.phones))
    result.push_back(
      {.source = claim_source::device, .type = "on_the_phone", .since = talks_since_});
  put_in_order(result);
  return result;
}

person_status employee::status() const {
  return status_in_force(all_claims(), record_.available_since, *types_);
}

void employee::apply(time_point at, employee_decision& out, const std::function<void()>& change) {
  const auto before = record_;
  const auto claims_before = all_claims();
  const auto kept_before = status_in_force(record_.claims, record_.available_since, *types_);
  const auto lamp_before = lamp_of(record_.phones, agent_);
  const auto orders_before = out.agent_orders.size();
  change();
  if (out.agent_orders.size() > orders_before)
    record_.ordered = next_order(record_.ordered, out.agent_orders.back().kind, at);
  if (record_.claims.empty() && !before.claims.empty())
    record_.available_since = at;
  report_phones(before.phones, record_.phones, at, out.events);
  if (talks(record_.phones) && !talks(before.phones))
    talks_since_ = at;
  const auto kept = status_in_force(record_.claims, record_.available_since, *types_);
  if (kept != kept_before)
    out.events.emplace_back(status_changed{kept_before.type, kept.type, kept.source, kept.until});
  const bool lamp_changed = lamp_of(record_.phones, agent_) != lamp_before;
  if (lamp_changed)
    lamp_since_ = at;
  out.changed = out.changed || lamp_changed || all_claims() != claims_before || record_ != before;
}

void employee::settle(time_point now, employee_decision& out) {
  for (auto due = deadline(); due && *due <= now; due = deadline())
    apply(*due, out, [&] { do_due(*due, out); });
}

/// Ends before beginnings, so that what follows at once is not cut short.
void employee::do_due(time_point at, employee_decision& out) {
  const auto is_due = [&](const claim& x) { return ends_by_itself(x) && *x.until <= at; };
  for (;;) {
    const auto due = std::find_if(record_.claims.begin(), record_.claims.end(), is_due);
    if (due == record_.claims.end())
      break;
    expire(claim{*due}, at, out);
  }
  for (auto& x : record_.plans)
    if (x.next && x.next->start <= at)
      begin_plan(x, occurrence{*x.next}, at, out);
  std::erase_if(record_.plans, [&](const plan& x) {
    return !x.next && !find_claim(record_.claims, claim_source::schedule, x.id);
  });
  look_at_calendar(at);
}

void employee::expire(claim x, time_point at, employee_decision& out) {
  if (x.expiry == on_expiry::pop_up) {
    auto* stays = find_claim(record_.claims, x.source, x.plan);
    stays->overrun = true;
    status_actions{record_.phones, agent_expected_, out.agent_orders}.stop(*stays, record_.claims);
    out.overrun_popup = true;
    record_.overran_at = at;
    if (x.plan)
      out.events.emplace_back(plan_ended{*x.plan, at});
    return;
  }
  end(x.source, x.plan, out);
  if (x.plan)
    out.events.emplace_back(plan_ended{*x.plan, at});
  if (x.expiry == on_expiry::force_status)
    begin({.source = claim_source::manual, .type = x.forced_type, .since = at}, out);
}

void employee::begin(claim x, employee_decision& out) {
  end(x.source, x.plan, out);
  status_actions{record_.phones, agent_expected_, out.agent_orders}.start(x);
  record_.claims.push_back(std::move(x));
  put_in_order(record_.claims);
}

void employee::end(claim_source source, const std::optional<plan_id>& plan,
                   employee_decision& out) {
  const auto* found = find_claim(record_.claims, source, plan);
  if (!found)
    return;
  auto ending = *found;
  std::erase_if(record_.claims,
                [&](const claim& x) { return x.source == source && x.plan == plan; });
  // One that has overrun ran its stop actions at its end.
  if (!ending.overrun)
    status_actions{record_.phones, agent_expected_, out.agent_orders}.stop(ending, record_.claims);
}

employee_decision employee::set(const set_status& x, time_point now) {
  if (auto wrong = checks::status(x, *types_, now))
    return {.refused = std::move(wrong)};
  employee_decision out;
  settle(now, out);
  apply(now, out, [&] { begin(make_claim(x, now), out); });
  return out;
}

employee_decision employee::clear(const clear_status& x, time_point now) {
  const auto source = x.plan ? claim_source::schedule : claim_source::manual;
  if (x.plan && !find_claim(record_.claims, source, x.plan) && !find_plan(record_.plans, *x.plan))
    return {.refused = unknown(*x.plan, record_.id)};
  employee_decision out;
  settle(now, out);
  apply(now, out, [&] {
    if (x.plan && find_claim(record_.claims, source, x.plan))
      out.events.emplace_back(plan_ended{*x.plan, now});
    end(source, x.plan, out);
  });
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
    for (const auto type :
         {forwarding_type::immediate, forwarding_type::busy, forwarding_type::no_answer})
      if (forwarding_target(*phone, type) != forwarding_target(before, type))
        forget_forwarding(record_.claims, phone->id, type);
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

void employee::agent_was(agent_state state, time_point carried_out) {
  const auto& last = record_.ordered;
  agent_expected_ = state;
  if (last && carried_out < last->at && state != agent_state::logged_off)
    agent_expected_ =
      last->kind == status_action_kind::agent_pause ? agent_state::not_ready : agent_state::ready;
}

employee_decision employee::agent_seen(agent_state state, time_point now, time_point carried_out) {
  employee_decision out;
  settle(now, out);
  apply(now, out, [&] {
    if (state != agent_)
      agent_since_ = now;
    agent_ = state;
    agent_was(state, carried_out);
  });
  return out;
}

employee_decision employee::wake(time_point now) {
  employee_decision out;
  settle(now, out);
  return out;
}

std::optional<time_point> employee::deadline() const {
  std::optional<time_point> next;
  const auto consider = [&](time_point x) { next = next ? std::min(*next, x) : x; };
  for (const auto& x : record_.claims)
    if (ends_by_itself(x))
      consider(*x.until);
  for (const auto& x : record_.plans)
    if (x.next)
      consider(x.next->start);
  for (const auto& x : record_.appointments)
    for (const auto boundary : {x.start, x.end})
      if (boundary > record_.calendar_at)
        consider(boundary);
  return next;
}

} // namespace omstilling

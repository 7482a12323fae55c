#include "services/presence/checks.hpp"
#include "services/presence/claims.hpp"
#include "services/presence/people_parts.hpp"

#include <array>
#include <tuple>

/// What an employee does by the clock: plans and appointments.
namespace omstilling {

namespace {

constexpr std::size_t most_plans = 100;
constexpr std::size_t most_appointments = 1000;

/// Who is out of office is that, whatever else stands in the calendar.
constexpr std::array weight{busy_type::out_of_office, busy_type::busy, busy_type::tentative,
                            busy_type::working_elsewhere};

std::size_t rank(busy_type x) {
  return static_cast<std::size_t>(std::find(weight.begin(), weight.end(), x) - weight.begin());
}

std::optional<problem> wrong(const put_plan& x, const wall_times& times,
                             const std::vector<status_type>& types, time_point now) {
  if (auto words = checks::wish(x, types))
    return words;
  if (auto when = wrong_times(times, "params"))
    return when;
  if (ends_after(times, now))
    return std::nullopt;
  return codec::wrong_value(x.rule ? "params.rule" : "params.ends", "a time that is not over",
                            encode(x.rule.value_or(x.ends)));
}

} // namespace

const calendar_event* appointment_at(const std::vector<calendar_event>& all, time_point at) {
  const calendar_event* result = nullptr;
  const auto place = [](const calendar_event& x) {
    // Of two alike the later end: then the person is back.
    return std::tuple{rank(x.busy), -x.end.time_since_epoch(), x.id};
  };
  for (const auto& x : all)
    if (x.start <= at && at < x.end && rank(x.busy) < weight.size() &&
        (!result || place(x) < place(*result)))
      result = &x;
  return result;
}

std::string type_of(const calendar_event& x) {
  switch (x.busy) {
    case busy_type::out_of_office: return "away";
    case busy_type::busy: return "meeting";
    case busy_type::tentative: return "busy";
    case busy_type::working_elsewhere: return "works_from_home";
    default: return "available";
  }
}

employee_decision employee::put(const put_plan& x, const std::string& time_zone, time_point now) {
  wall_times times{x.starts, x.ends, x.rule.value_or(""), x.exceptions, time_zone};
  if (auto refused = wrong(x, times, *types_, now))
    return {.refused = std::move(refused)};
  if (x.plan && !find_plan(record_.plans, *x.plan))
    return {.refused = unknown(*x.plan, record_.id)};
  if (!x.plan && record_.plans.size() >= most_plans)
    return {.refused = problem{.reason = error_reason::too_many,
                               .expected = "at most " + std::to_string(most_plans) + " plans",
                               .got = std::to_string(record_.plans.size() + 1)}};
  employee_decision out;
  settle(now, out);
  apply(now, out, [&] {
    if (!x.plan)
      ++record_.plans_made;
    const auto id = x.plan.value_or(plan_id{'p' + std::to_string(record_.plans_made)});
    if (!find_plan(record_.plans, id)) // it is new, or was over just now
      record_.plans.push_back({.id = id, .times = {}, .begins = {}});
    auto& kept = *find_plan(record_.plans, id);
    kept.times = std::move(times);
    kept.begins = claim_of(x, claim_source::schedule);
    kept.begins.plan = id;
    if (find_claim(record_.claims, claim_source::schedule, id))
      out.events.emplace_back(plan_ended{id, now});
    end(claim_source::schedule, id, out);
    out.events.emplace_back(plan_put{id, x.type});
    out.plan = id;
    kept.next = ends_after(kept.times, now);
    if (kept.next->start <= now)
      begin_plan(kept, occurrence{*kept.next}, now, out);
  });
  return out;
}

employee_decision employee::remove(const remove_plan& x, time_point now) {
  if (!find_plan(record_.plans, x.plan))
    return {.refused = unknown(x.plan, record_.id)};
  employee_decision out;
  settle(now, out);
  apply(now, out, [&] {
    if (find_claim(record_.claims, claim_source::schedule, x.plan))
      out.events.emplace_back(plan_ended{x.plan, now});
    end(claim_source::schedule, x.plan, out);
    std::erase_if(record_.plans, [&](const plan& y) { return y.id == x.plan; });
    out.events.emplace_back(plan_removed{x.plan});
  });
  return out;
}

void employee::begin_plan(plan& x, const occurrence& one, time_point at, employee_decision& out) {
  auto begins = x.begins;
  begins.since = at;
  begins.until = one.end;
  // One that is still on when it begins again.
  if (find_claim(record_.claims, claim_source::schedule, x.id))
    out.events.emplace_back(plan_ended{x.id, at});
  begin(std::move(begins), out);
  out.events.emplace_back(plan_began{x.id, at});
  x.next = starts_after(x.times, one.start);
}

employee_decision employee::appointments_are(std::vector<calendar_event> all, time_point now) {
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tie(a.start, a.end, a.id) < std::tie(b.start, b.end, b.id);
  });
  std::erase_if(all, [&](const calendar_event& x) { return x.end <= now || x.end <= x.start; });
  if (all.size() > most_appointments)
    all.resize(most_appointments);
  employee_decision out;
  settle(now, out);
  calendar_silent_.reset();
  auto known = record_.appointments;
  std::erase_if(known, [&](const calendar_event& x) { return x.end <= now; });
  if (all == known)
    return out;
  apply(now, out, [&] {
    record_.appointments = std::move(all);
    look_at_calendar(now);
    out.events.emplace_back(
      calendar_changed{static_cast<std::int64_t>(record_.appointments.size())});
  });
  return out;
}

employee_decision employee::calendar_silent(std::optional<time_point> since) {
  employee_decision out;
  out.changed = calendar_silent_ != since;
  calendar_silent_ = since;
  return out;
}

void employee::look_at_calendar(time_point at) {
  record_.calendar_at = at;
  const auto* found = appointment_at(record_.appointments, at);
  const auto* known = find_claim(record_.claims, claim_source::calendar, std::nullopt);
  std::optional<claim> now;
  if (found)
    now = claim{.source = claim_source::calendar,
                .type = type_of(*found),
                .note = found->title,
                .since = found->start,
                .until = found->end,
                .is_private = found->is_private};
  if (known ? now == *known : !now)
    return;
  std::erase_if(record_.claims, [](const claim& x) { return x.source == claim_source::calendar; });
  if (now)
    record_.claims.push_back(std::move(*now));
  put_in_order(record_.claims);
}

} // namespace omstilling

#include "services/presence/claims.hpp"
#include "services/presence/forwarding.hpp"
#include "services/presence/people_parts.hpp"

namespace omstilling {

namespace {

constexpr std::size_t times_of_a_plan = 5;
constexpr std::size_t most_times = 500;

} // namespace

/// What outsiders see: the alias; and a note only when the alias hides nothing, and never in
/// public, because a note says in other words what the alias conceals.
void employee::conceal(person_status& x, const claim* decides, bool keeps_note) const {
  const auto alias = shown_outside(x.type, decides ? decides->alias : "", *types_);
  if (!keeps_note || alias != x.type)
    x.note.clear();
  take_type(x, alias, *types_);
  x.start_actions.clear();
  x.stop_actions.clear();
}

person employee::view(audience who) const {
  const auto claims = all_claims();
  person result{.id = record_.id,
                .site = record_.site,
                .name = record_.name,
                .title = record_.title,
                .department = record_.department,
                .location = record_.location,
                .groups = record_.groups,
                .phones = record_.phones,
                .lamp_state = lamp_of(record_.phones, agent_),
                .lamp_since = lamp_since_,
                .status = status_in_force(claims, record_.available_since, *types_),
                .email = record_.email,
                .alternate_names = record_.alternate_names,
                .tasks = record_.tasks,
                .deputy = record_.deputy};
  if (!record_.phones.empty()) {
    result.extension = record_.phones.front().number;
    result.forwarded_to = forwarding_target(record_.phones.front());
  }
  if (const auto* x = appointment_at(record_.appointments, record_.calendar_at))
    result.calendar = x->busy;
  if (who != audience::reception)
    conceal(result.status, in_force(claims), who == audience::colleague);
  if (who == audience::public_) {
    // A hall needs nobody's mobile, and not where their calls go.
    if (!record_.phones.empty() && record_.phones.front().kind != phone_kind::desk)
      result.extension.clear();
    result.phones.clear();
    result.forwarded_to.clear();
    result.email.reset();
    result.alternate_names.clear();
    result.tasks.clear();
    result.deputy.reset();
  }
  return result;
}

bool employee::can_take_call(audience who) const {
  const auto lit = lamp_of(record_.phones, agent_);
  if (record_.phones.empty() || (lit != lamp::idle && lit != lamp::unmonitored))
    return false;
  const auto claims = all_claims();
  auto status = status_in_force(claims, record_.available_since, *types_);
  const bool is_there = status.basic == basic_status::open;
  if (who != audience::reception)
    conceal(status, in_force(claims), false);
  return is_there && status.basic == basic_status::open;
}

std::vector<claim_view> employee::claims(audience who) const {
  std::vector<claim_view> result;
  for (const auto& x : all_claims()) {
    claim_view one{.id = id_of(x),
                   .source = x.source,
                   .type = x.type,
                   .note = x.note,
                   .since = x.since,
                   .until = x.until,
                   .plan = x.plan,
                   .start_actions = x.start_actions,
                   .stop_actions = x.stop_actions,
                   .expiry = x.expiry,
                   .forced_type = x.forced_type,
                   .alias = x.alias,
                   .overrun = x.overrun};
    if (x.source == claim_source::calendar)
      one.stale_since = calendar_silent_;
    if (who != audience::reception)
      one = {.id = one.id,
             .source = x.source,
             .type = shown_outside(x.type, x.alias, *types_),
             .since = x.since,
             .until = x.until,
             .plan = x.plan,
             .overrun = x.overrun,
             .stale_since = one.stale_since};
    result.push_back(std::move(one));
  }
  if (calendar_silent_ && !find_claim(record_.claims, claim_source::calendar, std::nullopt))
    result.push_back({.id = "9.calendar",
                      .source = claim_source::calendar,
                      .since = *calendar_silent_,
                      .stale_since = calendar_silent_});
  return result;
}

std::vector<plan_view> employee::plans(audience who) const {
  std::vector<plan_view> result;
  for (const auto& x : record_.plans) {
    plan_view one{.id = x.id,
                  .type = x.begins.type,
                  .note = x.begins.note,
                  .starts = x.times.starts,
                  .ends = x.times.ends,
                  .rule = x.times.rule,
                  .exceptions = x.times.exceptions,
                  .time_zone = x.times.time_zone,
                  .start_actions = x.begins.start_actions,
                  .stop_actions = x.begins.stop_actions,
                  .expiry = x.begins.expiry,
                  .forced_type = x.begins.forced_type,
                  .alias = x.begins.alias};
    if (x.next)
      one.next = x.next->start;
    if (who != audience::reception) {
      one.type = shown_outside(x.begins.type, x.begins.alias, *types_);
      one.note.clear();
      one.start_actions.clear();
      one.stop_actions.clear();
      one.expiry = on_expiry::fall_back;
      one.forced_type.clear();
      one.alias.clear();
    }
    result.push_back(std::move(one));
  }
  return result;
}

std::vector<agenda_entry> employee::agenda(audience who, time_point now) const {
  return agenda_of(who, now, times_of_a_plan);
}

std::vector<agenda_entry> employee::agenda(audience who, time_point from, time_point to) const {
  auto result = agenda_of(who, from, most_times);
  std::erase_if(result, [&](const agenda_entry& x) { return x.start >= to; });
  return result;
}

std::vector<agenda_entry> employee::agenda_of(audience who, time_point from,
                                              std::size_t most) const {
  const bool sees_all = who == audience::reception;
  std::vector<agenda_entry> result;
  for (const auto& x : record_.plans)
    for (const auto& one : times_from(x.times, from, most))
      result.push_back(
        {.id = x.id.value + '/' + std::to_string(one.start.time_since_epoch().count()),
         .source = claim_source::schedule,
         .plan = x.id,
         .type = sees_all ? x.begins.type : shown_outside(x.begins.type, x.begins.alias, *types_),
         .text = sees_all ? x.begins.note : "",
         .start = one.start,
         .end = one.end,
         .repeats = !x.times.rule.empty()});
  for (const auto& x : record_.appointments)
    if (x.end > from)
      result.push_back({.id = "calendar/" + x.id,
                        .source = claim_source::calendar,
                        .type = sees_all ? type_of(x) : shown_outside(type_of(x), "", *types_),
                        .text = sees_all ? x.title : "",
                        .start = x.start,
                        .end = x.end,
                        .all_day = x.all_day,
                        .is_private = x.is_private,
                        .busy = x.busy});
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
    return std::tie(a.start, a.id) < std::tie(b.start, b.id);
  });
  return result;
}

} // namespace omstilling

#include "services/watches/watchlist.hpp"

#include "services/presence/checks.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

namespace {

constexpr std::size_t most_watches = 200;
constexpr std::size_t most_popups = 100;
constexpr std::size_t most_told = 500;
constexpr std::chrono::days longest_watch{366};

template <class List>
bool watched(const List& watches, const employee_id& who) {
  return std::any_of(watches.begin(), watches.end(),
                     [&](const auto& x) { return x.employee == who; });
}

watch_view shown(const watch& x) {
  return {.id = x.id,
          .employee = x.employee,
          .name = x.name,
          .condition = x.condition,
          .once = x.once,
          .status = x.status,
          .lamp_state = x.lamp_state,
          .lamp_since = x.lamp_since,
          .fired_at = x.fired_at,
          .until = x.until};
}

/// Only what the kind goes by, so that equal wishes are equal values.
watch_condition pared(watch_condition x) {
  if (x.kind != watch_kind::person_status)
    x.status_type.reset();
  if (x.kind != watch_kind::phone_status)
    x.phone_lamp.reset();
  return x;
}

std::optional<problem> wrong_with(const watch_condition& x, const std::vector<status_type>& types) {
  if (auto wrong = checks::known_word(x.kind, "params.condition.kind"))
    return wrong;
  if (x.kind == watch_kind::person_status)
    return checks::known_type(types, x.status_type.value_or(""), "params.condition.status_type");
  if (x.kind == watch_kind::phone_status)
    return checks::known_word(x.phone_lamp.value_or(lamp::unknown), "params.condition.phone_lamp");
  return std::nullopt;
}

const person* find_person(const std::vector<person>& known, const employee_id& who) {
  const auto found =
    std::find_if(known.begin(), known.end(), [&](const person& x) { return x.id == who; });
  return found == known.end() ? nullptr : &*found;
}

std::optional<problem> wrong_with(const add_watch& x, const std::vector<person>& known,
                                  const std::vector<status_type>& types, time_point now) {
  if (auto wrong = wrong_with(x.condition, types))
    return wrong;
  if (x.until && (*x.until <= now || *x.until > now + longest_watch))
    return codec::wrong_value("params.until", "a time after now, at most 366 days ahead",
                              encode(*x.until));
  if (x.employees.empty())
    return problem{.reason = error_reason::invalid_params,
                   .path = "params.employees",
                   .expected = "at least one employee",
                   .got = "none"};
  for (std::size_t i = 0; i < x.employees.size(); ++i)
    if (!find_person(known, x.employees[i]))
      return problem{.reason = error_reason::unknown_employee,
                     .path = "params.employees[" + std::to_string(i) + "]",
                     .expected = "an employee",
                     .got = x.employees[i].value};
  return std::nullopt;
}

/// Whether the person is, by what is known of her, as the watch waits for her to be.
bool has_come(const watch& x) {
  return (x.condition.kind == watch_kind::person_status &&
          x.status.type == x.condition.status_type) ||
         (x.condition.kind == watch_kind::phone_status && x.known_lamp == x.condition.phone_lamp);
}

/// Notes what is to be seen of the person now; says whether it is what the watch waits for.
bool look(watch& x, const person& now) {
  const bool type_changed = x.status.type != now.status.type;
  const bool lamp_changed = now.lamp_state != lamp::unknown && x.known_lamp != now.lamp_state;
  x.name = now.name;
  x.status = now.status;
  x.lamp_state = now.lamp_state;
  x.lamp_since = now.lamp_since;
  if (now.lamp_state != lamp::unknown)
    x.known_lamp = now.lamp_state;
  switch (x.condition.kind) {
    case watch_kind::any_change: return type_changed || lamp_changed;
    case watch_kind::person_status:
      return type_changed && now.status.type == x.condition.status_type;
    case watch_kind::phone_status: return lamp_changed && now.lamp_state == x.condition.phone_lamp;
    default: return false;
  }
}

bool over(const watch& x, time_point now) { return x.until && *x.until <= now; }

popup_view of_person(const person& x, popup_kind why, time_point now) {
  return {.at = now,
          .reason = why,
          .employee = x.id,
          .name = x.name,
          .status = x.status,
          .lamp_state = x.lamp_state};
}

/// Shows a pop-up; the oldest make room.
const popup_id& show(watchlist_record& record, popup_view popup, watchlist_decision& out) {
  popup.id = popup_id{"p" + std::to_string(++record.made)};
  record.popups.push_back(popup);
  out.shown.push_back(std::move(popup));
  while (record.popups.size() > most_popups) {
    out.dismissed.push_back(record.popups.front().id);
    out.events.emplace_back(popup_dismissed{record.popups.front().id});
    record.popups.erase(record.popups.begin());
  }
  return out.shown.back().id;
}

/// Shows the pop-up of a watch that came true.
void fire(watchlist_record& record, watch& x, time_point now, watchlist_decision& out) {
  x.fired_at = now;
  const auto& popup = show(record,
                           {.at = now,
                            .reason = popup_kind::watch,
                            .watch = x.id,
                            .employee = x.employee,
                            .name = x.name,
                            .status = x.status,
                            .lamp_state = x.lamp_state},
                           out);
  out.events.emplace_back(watch_fired{x.id, popup});
}

} // namespace

watchlist_decision watchlist::add(const add_watch& x, const std::vector<person>& known,
                                  const std::vector<status_type>& types, time_point now) {
  if (auto wrong = wrong_with(x, known, types, now))
    return {.refused = std::move(wrong)};
  auto next = record_;
  watchlist_decision out;
  for (const auto& who : x.employees) {
    watch made{.employee = who, .condition = pared(x.condition), .once = x.once, .until = x.until};
    const auto same = std::find_if(next.watches.begin(), next.watches.end(), [&](const watch& y) {
      return y.employee == who && y.condition == made.condition && y.once == made.once;
    });
    if (same != next.watches.end()) {
      // Watching twice for the same thing would show everything twice.
      if (std::find(out.added.begin(), out.added.end(), same->id) == out.added.end())
        out.added.push_back(same->id);
      if (std::exchange(same->until, x.until) != x.until) {
        out.updated.push_back(shown(*same));
        out.events.emplace_back(watch_added{same->id, who});
      }
      continue;
    }
    if (!watched(next.watches, who))
      out.observe.push_back(who);
    made.id = watch_id{"w" + std::to_string(++next.made)};
    look(made, *find_person(known, who));
    out.added.push_back(made.id);
    out.updated.push_back(shown(made));
    out.events.emplace_back(watch_added{made.id, who});
    next.watches.push_back(std::move(made));
  }
  if (next.watches.size() > most_watches)
    return {.refused = problem{.reason = error_reason::too_many,
                               .path = "params.employees",
                               .expected = "at most " + std::to_string(most_watches) + " watches",
                               .got = std::to_string(next.watches.size())}};
  out.changed = next != record_;
  record_ = std::move(next);
  return out;
}

watchlist_decision watchlist::remove(const watch_id& x) {
  const auto found = std::find_if(record_.watches.begin(), record_.watches.end(),
                                  [&](const watch& y) { return y.id == x; });
  if (found == record_.watches.end())
    return {.refused = problem{.reason = error_reason::unknown_watch,
                               .path = "params.watch",
                               .expected = "a watch of one's own",
                               .got = x.value}};
  watchlist_decision out{.changed = true};
  const auto who = found->employee;
  record_.watches.erase(found);
  out.removed.push_back(x);
  out.events.emplace_back(watch_removed{x});
  if (!watched(record_.watches, who))
    out.stop_observing.push_back(who);
  return out;
}

watchlist_decision watchlist::dismiss(const popup_id& x) {
  // Gone already, by another window or by its age, is as good as dismissed.
  if (std::erase_if(record_.popups, [&](const popup_view& y) { return y.id == x; }) == 0)
    return {};
  watchlist_decision out{.changed = true};
  out.dismissed.push_back(x);
  out.events.emplace_back(popup_dismissed{x});
  return out;
}

watchlist_decision watchlist::sees_less() {
  watchlist_decision out{.changed = !record_.popups.empty()};
  for (const auto& x : record_.popups) {
    out.dismissed.push_back(x.id);
    out.events.emplace_back(popup_dismissed{x.id});
  }
  record_.popups.clear();
  return out;
}

watchlist_decision watchlist::own_status_over(const person& x, time_point overran_at,
                                              time_point now) {
  if (overran_at <= record_.overran_at)
    return {};
  record_.overran_at = overran_at;
  watchlist_decision out{.changed = true};
  const auto& popup = show(record_, of_person(x, popup_kind::overrun, now), out);
  out.events.emplace_back(status_overrun{popup});
  return out;
}

watchlist_decision watchlist::told(const person& x, popup_kind what, const std::string& by,
                                   time_point now) {
  watchlist_decision out{.changed = true};
  auto made = of_person(x, what, now);
  made.by = by;
  const auto& popup = show(record_, std::move(made), out);
  out.events.emplace_back(change_told{popup});
  return out;
}

watchlist_decision watchlist::told(const promise_view& x, popup_kind what, time_point now) {
  auto& known = record_.told_promises;
  auto key = x.id.value + ':' + word(what);
  if (std::find(known.begin(), known.end(), key) != known.end())
    return {};
  known.push_back(std::move(key));
  if (known.size() > most_told)
    known.erase(known.begin());
  watchlist_decision out{.changed = true};
  const auto& popup = show(record_,
                           {.at = now,
                            .reason = what,
                            .by = x.by_name,
                            .promise = x.id,
                            .caller = x.caller,
                            .deadline = x.deadline,
                            .employee = x.owner,
                            .name = x.owner_name},
                           out);
  out.events.emplace_back(promise_told{popup});
  return out;
}

std::optional<time_point> watchlist::deadline() const {
  std::optional<time_point> first;
  for (const auto& x : record_.watches)
    if (x.until && (!first || *x.until < *first))
      first = x.until;
  return first;
}

watchlist_decision watchlist::wake(time_point now) {
  watchlist_decision out;
  std::vector<employee_id> let_go;
  for (const auto& x : record_.watches)
    if (over(x, now)) {
      out.removed.push_back(x.id);
      out.events.emplace_back(watch_removed{x.id});
      if (std::find(let_go.begin(), let_go.end(), x.employee) == let_go.end())
        let_go.push_back(x.employee);
    }
  out.changed = std::erase_if(record_.watches, [&](const watch& x) { return over(x, now); }) > 0;
  for (auto& who : let_go)
    if (!watched(record_.watches, who))
      out.stop_observing.push_back(std::move(who));
  return out;
}

watchlist_decision watchlist::seen(const person& x, time_point now) {
  watchlist_decision out;
  for (auto& y : record_.watches) {
    if (y.employee != x.id || over(y, now))
      continue;
    const auto before = y;
    const bool fires = look(y, x);
    if (y == before)
      continue;
    if (!out.changed)
      out.events.emplace_back(watch_seen{x.id});
    out.changed = true;
    // Else a restart would forget that she was away, and her coming back would be no change.
    out.must_keep = out.must_keep || (has_come(before) && !has_come(y));
    if (fires)
      fire(record_, y, now, out);
    if (fires && y.once)
      out.removed.push_back(y.id);
    else
      out.updated.push_back(shown(y));
  }
  for (const auto& gone : out.removed) {
    std::erase_if(record_.watches, [&](const watch& y) { return y.id == gone; });
    out.events.emplace_back(watch_removed{gone});
  }
  if (!out.removed.empty() && !watched(record_.watches, x.id))
    out.stop_observing.push_back(x.id);
  return out;
}

std::vector<employee_id> watchlist::observed() const {
  std::vector<employee_id> result;
  for (const auto& x : record_.watches)
    if (std::find(result.begin(), result.end(), x.employee) == result.end())
      result.push_back(x.employee);
  return result;
}

std::vector<watch_view> watchlist::view() const {
  std::vector<watch_view> result;
  result.reserve(record_.watches.size());
  for (const auto& x : record_.watches)
    result.push_back(shown(x));
  return result;
}

} // namespace omstilling

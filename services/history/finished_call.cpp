#include "services/history/finished_call.hpp"

#include "protocol/codec.hpp"
#include "services/directory/numbers.hpp"
#include "services/history/call_story.hpp"

#include <algorithm>

namespace omstilling {

namespace {

std::int64_t seconds(const talk_clock& x) { return x.millis / 1000; }

log_kind kind_of(const call_part& x) {
  if (x.called)
    return log_kind::outgoing;
  if (x.talked || x.asked)
    return log_kind::incoming;
  return x.wanted || x.offered ? log_kind::missed : log_kind::unknown;
}

party other_of(const call_part& x, const call_tale& tale) {
  if (x.called)
    return tale.to;
  if (x.with)
    return *x.with;
  return same_party(x.who, tale.with) ? tale.from : tale.with;
}

std::vector<party> talked_to(const call_tale& tale) {
  std::vector<const call_part*> talked;
  for (const auto& x : tale.parts)
    if (x.talked && !same_party(x.who, tale.with))
      talked.push_back(&x);
  std::ranges::stable_sort(talked, {}, [](const call_part* x) { return *x->talked; });
  std::vector<party> result;
  for (const auto* const x : talked)
    result.push_back(x->who);
  return result;
}

call_history_entry entry_of(const call_record& x) {
  const auto& tale = x.tale;
  const bool told = !tale.steps.empty();
  const auto end = told ? tale.steps.back().at : x.since;
  return {
    .call = x.id,
    .site = x.site,
    .direction = x.direction,
    .at = x.arrived,
    .caller = tale.with,
    .called = x.called,
    .show_in_switchboard = x.show_in_switchboard,
    .outcome =
      told ? tale.steps.back().outcome.value_or(call_outcome::unknown) : call_outcome::lost,
    .talked_to = talked_to(tale),
    .returned = tale.returned,
    .talk_seconds = seconds(tale.talk),
    .wait_seconds = std::max<std::int64_t>(
      0, std::chrono::floor<std::chrono::seconds>(tale.answered.value_or(end) - x.arrived).count()),
    .story = tale.steps,
    .notes = x.notes};
}

} // namespace

std::string number_key(std::string_view number) {
  auto key = normal_number(number).value_or("");
  if (key.starts_with("00"))
    key = '+' + key.substr(2);
  constexpr std::string_view denmark = "+45";
  constexpr std::size_t digits = 8;
  if (key.starts_with(denmark) && key.size() == denmark.size() + digits)
    key.erase(0, denmark.size());
  return key;
}

std::string owner_key(const std::optional<employee_id>& who, const std::optional<user_id>& user) {
  if (who)
    return who->value;
  return user ? "user:" + user->value : "";
}

std::string reached_by(const call_record& x) {
  return x.tale.reached ? number_key(x.tale.to.number) : "";
}

finished_call finish(const call_record& over) {
  const auto& tale = over.tale;
  finished_call result{.entry = entry_of(over),
                       .number = number_key(tale.with.number),
                       .reached = reached_by(over),
                       .log = {}};
  for (const auto& x : tale.parts) {
    auto owner = owner_key(x.who.employee, x.user);
    const auto kind = kind_of(x);
    if (owner.empty() || kind == log_kind::unknown)
      continue;
    const auto other = other_of(x, tale);
    result.log.push_back({.owner = std::move(owner),
                          .number = number_key(other.number),
                          .entry = {.id = over.id,
                                    .site = over.site,
                                    .log = kind,
                                    .at = x.at,
                                    .with = other,
                                    .talk_seconds = seconds(x.talk),
                                    .show_in_switchboard = over.show_in_switchboard}});
  }
  return result;
}

stored_call stored(const finished_call& x) {
  stored_call result{.call = x.entry.call,
                     .at = x.entry.at,
                     .number = x.number,
                     .reached = x.reached,
                     .entry = encode_text(x.entry),
                     .log = {}};
  for (const auto& own : x.log)
    result.log.push_back(
      {own.owner, own.entry.at, own.entry.log, own.number, encode_text(own.entry)});
  return result;
}

} // namespace omstilling

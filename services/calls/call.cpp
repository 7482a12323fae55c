#include "services/calls/call.hpp"

#include "services/calls/call_step.hpp"
#include "services/history/call_story.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

call_decision call::handle(const call_action& input, time_point now) {
  // Apart meanwhile: it is the largest part, and the step itself has nothing to do with it.
  auto tale = std::exchange(record_.tale, {});
  const auto before = record_;
  call_step step{record_, now};
  std::visit([&](const auto& x) { step.on(x); }, input);
  step.decision.changed = record_ != before;
  if (step.decision.changed || !step.decision.events.empty())
    step.decision.changed |= tell(tale, before, record_, step.decision.events, now);
  record_.tale = std::move(tale);
  return std::move(step.decision);
}

std::optional<time_point> call::deadline() const {
  // What rings may still be answered, so the rest waits for it.
  if (record_.attempts.empty())
    return record_.until;
  const auto first = std::min_element(
    record_.attempts.begin(), record_.attempts.end(),
    [](const ring_attempt& x, const ring_attempt& y) { return x.until < y.until; });
  return first->until;
}

namespace {

void show_consultation(const call_record& of, call_view& into) {
  for (const auto& x : of.attempts)
    if (x.purpose == attempt_purpose::consult) {
      into.consulting = where(x).who;
      into.consultation = connection_state::alerting;
    }
  if (!of.consulted)
    return;
  into.consulting = of.consulted->who.who;
  into.consultation =
    of.with == talk_partner::caller ? connection_state::hold : connection_state::connected;
  into.conference = of.with == talk_partner::all;
}

} // namespace

call_view call::view() const {
  call_view result{.id = record_.id,
                   .site = record_.site,
                   .direction = record_.direction,
                   .caller = record_.caller,
                   .called = record_.called,
                   .show_in_switchboard = record_.show_in_switchboard,
                   .greeting = record_.greeting,
                   .origin = record_.origin,
                   .state = record_.state,
                   .since = record_.since,
                   .arrived = record_.arrived,
                   .waiting_since = record_.waiting_since,
                   .holder = record_.holder,
                   .sender = record_.sender,
                   .offered_to = {},
                   .target = record_.target,
                   .returned = record_.returned,
                   .transferred = record_.sender && record_.sender != record_.holder,
                   .slot = record_.slot,
                   .camped = record_.camped,
                   .waits_for = {},
                   .until = record_.until,
                   .notes = record_.notes,
                   .story = record_.tale.steps};
  if (!record_.queue.empty())
    result.queue = record_.queue;
  if (record_.other && record_.state == caller_state::talking)
    result.talking_to = record_.other->who.who;
  for (const auto& x : record_.attempts)
    if (const auto to = where(x);
        to.user && x.purpose != attempt_purpose::consult && x.purpose != attempt_purpose::callback)
      result.offered_to.push_back(*to.user);
  for (const auto& x : record_.waits_for)
    result.waits_for.push_back(x.who);
  show_consultation(record_, result);
  return result;
}

} // namespace omstilling

#include "services/calls/call.hpp"

#include "services/calls/call_step.hpp"

namespace omstilling {

call_decision call::handle(const call_action& input, time_point now) {
  const auto before = record_;
  call_step step{record_, now};
  std::visit([&](const auto& x) { step.on(x); }, input);
  step.decision.changed = record_ != before;
  return std::move(step.decision);
}

std::optional<time_point> call::deadline() const {
  return record_.attempt ? std::optional{record_.attempt->until} : std::nullopt;
}

call_view call::view() const {
  call_view result{.id = record_.id,
                   .site = record_.site,
                   .direction = record_.direction,
                   .caller = record_.caller,
                   .called = record_.called,
                   .show_in_switchboard = record_.show_in_switchboard,
                   .origin = record_.origin,
                   .state = record_.state,
                   .since = record_.since,
                   .arrived = record_.arrived,
                   .waiting_since = record_.waiting_since,
                   .holder = record_.holder,
                   .target = record_.target,
                   .returned = record_.returned,
                   .transferred = record_.transferred};
  if (!record_.queue.empty())
    result.queue = record_.queue;
  if (record_.other && record_.state == caller_state::talking)
    result.talking_to = record_.other->who.who;
  return result;
}

} // namespace omstilling

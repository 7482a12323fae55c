#include "services/calls/call_step.hpp"

#include <algorithm>

namespace omstilling {

void call_step::on(const call_input::leg_ringing& x) {
  if (!call_.attempt || call_.attempt->leg != x.leg || call_.attempt->alerting)
    return;
  call_.attempt->alerting = true;
  happened(delivered{call_.attempt->to.who});
}

void call_step::on(const call_input::leg_answered& x) {
  if (call_.attempt && call_.attempt->leg == x.leg)
    return connect();
  // Answered although it was being taken down, or after the call was over.
  if (!current(x.leg) && (ours(x.leg) || x.leg == call_.caller_leg))
    order(pbx::hang_up{x.leg, leg_cause::cancelled});
}

void call_step::on(const call_input::leg_gone& x) {
  if (!current(x.leg))
    return;
  if (x.leg == call_.caller_leg)
    return caller_gone(x.cause, call_outcome::abandoned);
  if (call_.attempt)
    return attempt_failed(x.cause);
  counterpart_gone(x.cause);
}

void call_step::caller_gone(leg_cause cause, call_outcome unanswered) {
  if (call_.was_answered) {
    happened(connection_cleared{call_.caller, cause});
    return finish(call_outcome::answered);
  }
  abandoned it{.waited_seconds = seconds_since(counted() ? call_.queued_at : call_.arrived)};
  if (counted())
    it.queue = call_.queue;
  happened(std::move(it));
  finish(unanswered);
}

void call_step::counterpart_gone(leg_cause cause) {
  happened(connection_cleared{call_.other.value().who.who, cause});
  call_.other.reset();
  if (call_.state == caller_state::held) {
    release_bridge();
    call_.returned = recall_reason::unreachable;
    return back_to_queue();
  }
  order(pbx::hang_up{call_.caller_leg});
  finish(call_outcome::answered);
}

void call_step::on(const call_input::adopt& x) {
  const auto exists = [&](const leg_id& leg) {
    return std::find(x.legs.begin(), x.legs.end(), leg) != x.legs.end();
  };
  // What was to be taken down while nobody listened.
  for (const auto& leg : x.legs)
    if (!current(leg) && (ours(leg) || leg == call_.caller_leg))
      order(pbx::hang_up{leg, leg_cause::cancelled});
  if (call_.state == caller_state::gone)
    return;
  if (!exists(call_.caller_leg))
    return caller_gone(leg_cause::link_lost, call_outcome::lost);
  if (call_.attempt && !exists(call_.attempt->leg))
    return attempt_failed(leg_cause::unreachable);
  if (call_.other && !exists(call_.other->leg))
    counterpart_gone(leg_cause::unreachable);
}

void call_step::on(const call_input::wake&) {
  if (call_.attempt && now_ >= call_.attempt->until)
    give_up(leg_cause::no_answer, leg_cause::no_answer);
}

} // namespace omstilling

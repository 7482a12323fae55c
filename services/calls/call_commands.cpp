#include "services/calls/call_step.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

namespace {

/// How long a receptionist's own phone rings when she takes a call and it does not answer by
/// itself.
constexpr std::chrono::seconds take_rings_for{30};

} // namespace

void call_step::on(const call_input::start&) {
  if (call_.state != caller_state::unknown)
    return;
  call_.arrived = now_;
  call_.waiting_since = now_;
  order(pbx::answer{call_.caller_leg});
  happened(originated{call_.direction, call_.caller, call_.called});
  enter(caller_state::waiting);
  enter_queue(false);
}

void call_step::offer_to(const destination& to, duration ring_for, bool auto_answer) {
  call_.holder = to.user;
  call_.return_to = to;
  enter(caller_state::offered);
  ring(to, attempt_purpose::offer, ring_for, auto_answer);
}

void call_step::on(const call_input::offer& x) {
  // Otherwise it was taken or sent on while the queue made up its mind.
  if (call_.state == caller_state::waiting)
    offer_to(x.to, x.ring_for, false);
}

void call_step::on(const call_input::take& x) {
  if (call_.state == caller_state::waiting)
    return offer_to(x.to, take_rings_for, true);
  const bool hers = call_.holder && call_.holder == x.to.user;
  if (call_.state == caller_state::gone || !call_.holder || (hers && call_.transferred))
    return refuse_state();
  if (!hers)
    return refuse({.reason = error_reason::already_taken, .who = call_.holder->value});
  if (!call_.attempt || call_.attempt->auto_answer)
    return;
  // It rings at her phone, which cannot be told to answer now: it is rung anew, asked to answer.
  const auto purpose = call_.attempt->purpose;
  cancel_attempt(leg_cause::answered_elsewhere);
  ring(x.to, purpose, take_rings_for, true);
}

void call_step::on(const call_input::end& x) {
  if (!has_it(x.by))
    return;
  // Nobody is thrown out by mistake while not talking: the call goes on to the queue.
  if (call_.state == caller_state::offered || call_.state == caller_state::returning)
    return give_up(leg_cause::cancelled, leg_cause::rejected);
  if (!in_hand())
    return refuse_state();
  happened(connection_cleared{call_.other.value().who.who, leg_cause::hung_up});
  order(pbx::hang_up{call_.caller_leg});
  finish(call_outcome::answered);
}

void call_step::on(const call_input::hold& x) {
  if (!has_it(x.by) || call_.state == caller_state::held)
    return;
  if (!in_hand())
    return refuse_state();
  enter(caller_state::held);
  happened(held{});
}

void call_step::on(const call_input::retrieve& x) {
  if (!has_it(x.by))
    return;
  if (!in_hand())
    return refuse_state();
  if (call_.state == caller_state::talking)
    return;
  enter(caller_state::talking);
  happened(retrieved{});
}

void call_step::on(const call_input::transfer& x) {
  if (!has_it(x.by))
    return;
  if (!in_hand())
    return refuse_state();
  call_.transferred = true;
  call_.target = x.to.who;
  call_.returned.reset();
  happened(transferred{x.by, x.to.who});
  enter(caller_state::transferring);
  release_bridge();
  ring(x.to, attempt_purpose::transfer, std::chrono::seconds{call_.ring_seconds}, false);
}

void call_step::on(const call_input::pull_back& x) {
  if (!has_it(x.by) || call_.state == caller_state::returning)
    return;
  if (!call_.transferred)
    return refuse_state();
  recall(recall_reason::pulled_back, true);
}

void call_step::on(const call_input::overflow& x) {
  const auto* queue = std::get_if<queue_id>(&x.to);
  const auto& done = call_.overflowed_from;
  // Not waiting: it was taken meanwhile. The same queue twice: it would send the caller round for
  // ever.
  if (call_.state != caller_state::waiting ||
      std::find(done.begin(), done.end(), call_.queue) != done.end() ||
      (queue && *queue == call_.queue))
    return;
  call_.overflowed_from.push_back(call_.queue);
  happened(overflowed{call_.queue, x.reason,
                      queue ? queue->value : std::get<destination>(x.to).who.number,
                      seconds_since(call_.queued_at)});
  const auto waiting_since = call_.waiting_since;
  leave_queue();
  if (queue) {
    call_.queue = *queue;
    call_.waiting_since = waiting_since;
    return enter_queue(false);
  }
  const auto& outside = std::get<destination>(x.to);
  call_.target = outside.who;
  call_.returned.reset();
  enter(caller_state::transferring);
  ring(outside, attempt_purpose::overflow, std::chrono::seconds{call_.ring_seconds}, false);
}

} // namespace omstilling

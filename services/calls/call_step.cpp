#include "services/calls/call_step.hpp"

#include "protocol/codec.hpp"
#include "services/calls/call_ids.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

namespace {

enum class heard { nothing, music, ringing_tone, conversation };

heard heard_in(caller_state x) {
  switch (x) {
    case caller_state::waiting:
    case caller_state::offered:
    case caller_state::held:
    case caller_state::parked:
    case caller_state::returning: return heard::music;
    case caller_state::transferring: return heard::ringing_tone;
    case caller_state::talking: return heard::conversation;
    case caller_state::unknown:
    case caller_state::gone: break;
  }
  return heard::nothing;
}

recall_reason reason_of(leg_cause x) {
  switch (x) {
    case leg_cause::no_answer: return recall_reason::no_answer;
    case leg_cause::busy: return recall_reason::busy;
    case leg_cause::hung_up: // the target declined it
    case leg_cause::cancelled:
    case leg_cause::rejected: return recall_reason::rejected;
    default: return recall_reason::unreachable;
  }
}

} // namespace

void call_step::refuse_state() {
  const bool sent_on = call_.transferred && call_.state == caller_state::talking;
  refuse({.reason = error_reason::wrong_state,
          .detail = "the call is " + word(call_.state) + (sent_on ? " to whom it was sent" : "")});
}

bool call_step::has_it(const user_id& by) {
  if (call_.state == caller_state::gone || !call_.holder)
    refuse_state();
  else if (*call_.holder != by)
    refuse({.reason = error_reason::forbidden,
            .who = call_.holder->value,
            .detail = "another receptionist has the call"});
  return !decision.refused;
}

bool call_step::in_hand() const {
  return call_.state == caller_state::held ||
         (call_.state == caller_state::talking && !call_.transferred);
}

bool call_step::ours(const leg_id& leg) const { return call_of(leg) == call_.id; }

bool call_step::current(const leg_id& leg) const {
  return (call_.attempt && call_.attempt->leg == leg) || (call_.other && call_.other->leg == leg) ||
         (call_.caller_leg == leg && call_.state != caller_state::gone);
}

void call_step::hush() {
  switch (heard_in(call_.state)) {
    case heard::music: return order(pbx::stop_music{call_.caller_leg});
    case heard::ringing_tone: return order(pbx::stop_ringing_tone{call_.caller_leg});
    case heard::conversation:
      return order(pbx::remove_from_bridge{call_.bridge.value(), call_.caller_leg});
    case heard::nothing: return;
  }
}

void call_step::sound() {
  switch (heard_in(call_.state)) {
    case heard::music: return order(pbx::start_music{call_.caller_leg});
    case heard::ringing_tone: return order(pbx::start_ringing_tone{call_.caller_leg});
    case heard::conversation:
      return order(pbx::add_to_bridge{call_.bridge.value(), call_.caller_leg});
    case heard::nothing: return;
  }
}

void call_step::enter(caller_state next) {
  const bool other_sound = heard_in(next) != heard_in(call_.state);
  if (other_sound)
    hush();
  call_.state = next;
  call_.since = now_;
  if (other_sound)
    sound();
}

void call_step::enter_queue(bool again) {
  call_.queued_at = now_;
  call_.queued_again = again;
  happened(queued{call_.queue, again});
  order(queue_order::enter{call_.queue, again});
}

void call_step::leave_queue() {
  if (std::exchange(call_.waiting_since, std::nullopt))
    order(queue_order::leave{call_.queue});
}

std::int64_t call_step::seconds_since(time_point x) const {
  return std::max<std::int64_t>(0, std::chrono::floor<std::chrono::seconds>(now_ - x).count());
}

void call_step::ring(const destination& to, attempt_purpose purpose, duration ring_for,
                     bool auto_answer) {
  const leg_id leg{call_.id.value + '.' + std::to_string(++call_.legs_made)};
  call_.attempt = ring_attempt{leg, to, purpose, false, auto_answer, now_ + ring_for};
  order(pbx::originate{leg, to.endpoint, call_.caller, ring_for, auto_answer});
}

void call_step::give_up(leg_cause towards_leg, leg_cause cause) {
  order(pbx::hang_up{call_.attempt.value().leg, towards_leg});
  attempt_failed(cause);
}

void call_step::attempt_failed(leg_cause cause) {
  const auto lost = std::exchange(call_.attempt, std::nullopt).value();
  happened(failed{lost.to.who, cause});
  switch (lost.purpose) {
    case attempt_purpose::transfer: return recall(reason_of(cause), false);
    case attempt_purpose::overflow: call_.returned = reason_of(cause); return back_to_queue();
    case attempt_purpose::recall: return back_to_queue();
    case attempt_purpose::offer:
    case attempt_purpose::unknown: break;
  }
  order(queue_order::offer_failed{call_.queue, lost.to.user.value_or(user_id{}), cause});
  call_.holder.reset();
  call_.return_to.reset();
  enter(caller_state::waiting);
}

void call_step::cancel_attempt(leg_cause cause) {
  if (const auto ringing = std::exchange(call_.attempt, std::nullopt))
    order(pbx::hang_up{ringing->leg, cause});
}

void call_step::connect() {
  const auto answered = std::exchange(call_.attempt, std::nullopt).value();
  call_.other = counterpart{answered.leg, answered.to};
  call_.bridge = bridge_id{call_.id.value + ".b" + std::to_string(call_.legs_made)};
  order(pbx::create_bridge{*call_.bridge});
  enter(caller_state::talking);
  order(pbx::add_to_bridge{*call_.bridge, answered.leg});

  established it{.device = answered.to.who, .user = answered.to.user, .first = !call_.was_answered};
  if (counted()) {
    it.queue = call_.queue;
    it.waited_seconds = seconds_since(call_.queued_at);
  }
  happened(std::move(it));
  leave_queue();
  call_.was_answered = true;
}

void call_step::release_bridge() {
  if (const auto leaves = std::exchange(call_.other, std::nullopt))
    order(pbx::hang_up{leaves->leg});
  if (const auto unused = std::exchange(call_.bridge, std::nullopt))
    order(pbx::destroy_bridge{*unused});
}

void call_step::recall(recall_reason why, bool auto_answer) {
  call_.transferred = false;
  call_.returned = why;
  happened(recalled{why, call_.target.value_or(party{}), call_.holder});
  enter(caller_state::returning);
  cancel_attempt(leg_cause::answered_elsewhere);
  release_bridge();
  ring(call_.return_to.value_or(destination{}), attempt_purpose::recall,
       std::chrono::seconds{call_.recall_ring_seconds}, auto_answer);
}

void call_step::back_to_queue() {
  call_.holder.reset();
  call_.return_to.reset();
  enter(caller_state::waiting);
  call_.waiting_since = call_.arrived; // so it stands in front of those who came later
  enter_queue(true);
}

void call_step::finish(call_outcome outcome) {
  cancel_attempt(leg_cause::cancelled);
  release_bridge();
  leave_queue();
  call_.transferred = false;
  call_.state = caller_state::gone;
  call_.since = now_;
  happened(call_cleared{outcome});
}

} // namespace omstilling

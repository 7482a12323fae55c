#include "services/calls/call_step.hpp"

#include "protocol/codec.hpp"
#include "services/calls/call_ids.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

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

// --- who and what -----------------------------------------------------------------
void call_step::refuse_state(std::string detail) {
  if (detail.empty())
    detail = "the call is " + word(call_.state) +
             (call_.sender && !call_.holder ? ", sent on by " + call_.sender->value : "");
  refuse({.reason = error_reason::wrong_state, .detail = std::move(detail)});
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
  return call_.holder &&
         (call_.state == caller_state::held || call_.state == caller_state::talking);
}

bool call_step::in_hand_of(const user_id& by) {
  if (has_it(by) && !in_hand())
    refuse_state();
  return !decision.refused;
}

party call_step::own_phone() const {
  if (call_.other)
    return call_.other->who.who;
  return call_.return_to ? call_.return_to->who : party{};
}

bool call_step::ours(const leg_id& leg) const {
  const auto& given = call_.arrived_legs;
  return call_of(leg) == call_.id || std::find(given.begin(), given.end(), leg) != given.end();
}

bool call_step::current(const leg_id& leg) const {
  if (call_.state == caller_state::gone)
    return false;
  const auto rings = [&](const ring_attempt& x) { return x.leg == leg; };
  return std::any_of(call_.attempts.begin(), call_.attempts.end(), rings) ||
         (call_.other && call_.other->leg == leg) ||
         (call_.consulted && call_.consulted->leg == leg) || call_.caller_leg == leg;
}

std::int64_t call_step::seconds_since(time_point x) const {
  return std::max<std::int64_t>(0, std::chrono::floor<std::chrono::seconds>(now_ - x).count());
}

// --- what is heard ----------------------------------------------------------------
call_step::heard call_step::caller_hears() const {
  if (call_.caller_leg.empty())
    return heard::nothing;
  switch (call_.state) {
    case caller_state::initiated: return heard::ringing_tone;
    case caller_state::waiting:
    case caller_state::offered:
    case caller_state::parked:
    case caller_state::returning: return heard::music;
    case caller_state::held: return call_.held_at_phone ? heard::conversation : heard::music;
    case caller_state::transferring:
      return call_.camped && call_.attempts.empty() ? heard::music : heard::ringing_tone;
    case caller_state::talking: return heard::conversation;
    case caller_state::unknown:
    case caller_state::gone: break;
  }
  return heard::nothing;
}

void call_step::hush(heard x) {
  switch (x) {
    case heard::music: return order(pbx::stop_music{call_.caller_leg});
    case heard::ringing_tone: return order(pbx::stop_ringing_tone{call_.caller_leg});
    case heard::conversation:
      return order(pbx::remove_from_bridge{call_.bridge.value(), call_.caller_leg});
    case heard::nothing: return;
  }
}

void call_step::sound(heard x) {
  // A tone is possible before the call is answered; music and people are not.
  if (x != heard::nothing && x != heard::ringing_tone &&
      !std::exchange(call_.caller_answered, true))
    order(pbx::answer{call_.caller_leg});
  switch (x) {
    case heard::music: return order(pbx::start_music{call_.caller_leg});
    case heard::ringing_tone: return order(pbx::start_ringing_tone{call_.caller_leg});
    case heard::conversation:
      return order(pbx::add_to_bridge{call_.bridge.value(), call_.caller_leg});
    case heard::nothing: return;
  }
}

void call_step::enter(caller_state next) {
  shift([&] {
    call_.state = next;
    call_.since = now_;
  });
}

void call_step::talk_with(talk_partner next) {
  const bool talked = call_.with != talk_partner::caller;
  const bool talks = next != talk_partner::caller;
  call_.with = next;
  if (!call_.consulted || talked == talks)
    return;
  const auto& leg = call_.consulted->leg;
  if (talks) {
    order(pbx::stop_music{leg});
    order(pbx::add_to_bridge{call_.bridge.value(), leg});
  } else {
    order(pbx::remove_from_bridge{call_.bridge.value(), leg});
    order(pbx::start_music{leg});
  }
}

// --- queues -----------------------------------------------------------------------
void call_step::enter_queue(bool again) {
  call_.queued_at = now_;
  call_.queued_again = again;
  call_.was_queued = true;
  happened(queued{call_.queue, again});
  order(queue_order::enter{call_.queue, again});
}

void call_step::leave_queue() {
  if (std::exchange(call_.waiting_since, std::nullopt))
    order(queue_order::leave{call_.queue});
}

void call_step::back_to_queue() {
  release();
  call_.holder.reset();
  call_.return_to.reset();
  if (call_.queue.empty())
    call_.queue = call_.home;
  if (call_.queue.empty()) {
    hang_up_caller();
    return finish(call_.was_answered ? call_outcome::answered : call_outcome::rejected);
  }
  const bool again = call_.was_queued;
  enter(caller_state::waiting);
  call_.waiting_since = call_.arrived; // so it stands in front of those who came later
  enter_queue(again);
}

// --- moves ------------------------------------------------------------------------
void call_step::end_rest() {
  call_.slot.reset();
  call_.camped.reset();
  call_.waits_for.clear();
  call_.until.reset();
  call_.held_at_phone = false;
}

/// Who has it does not follow it.
void call_step::give_to(const std::optional<user_id>& holder) {
  call_.holder = holder;
  if (call_.sender == holder)
    stop_following();
}

void call_step::stop_following() {
  call_.sender.reset();
  call_.sender_phone.reset();
}

void call_step::send_on(const party& to) {
  if (call_.other)
    call_.return_to = call_.other->who;
  // A colleague who sends it further takes it from nobody's list.
  if (call_.return_to && call_.return_to->user) {
    call_.sender = call_.return_to->user;
    call_.sender_phone = call_.return_to;
  }
  call_.holder.reset();
  call_.target = to;
  call_.returned.reset();
}

void call_step::recall(recall_reason why) {
  recall(why, call_.return_to.value_or(destination{}), false);
}

void call_step::recall(recall_reason why, const destination& to, bool auto_answer) {
  call_.returned = why;
  happened(recalled{why, call_.target.value_or(party{}), to.user});
  leave_queue();
  cancel_attempts(leg_cause::answered_elsewhere);
  shift([&] {
    end_rest();
    call_.state = caller_state::returning;
    call_.since = now_;
  });
  release();
  give_to(to.user);
  if (to.endpoint.empty())
    return back_to_queue();
  ring(to, attempt_purpose::recall, std::chrono::seconds{call_.recall_ring_seconds}, auto_answer);
}

void call_step::take_over(const destination& to, duration ring_for) {
  cancel_attempts(leg_cause::answered_elsewhere);
  shift([&] {
    end_rest();
    call_.state = caller_state::returning;
    call_.since = now_;
  });
  give_to(to.user);
  call_.return_to = to;
  ring(to, attempt_purpose::recall, ring_for, true);
}

void call_step::hang_up_caller(leg_cause cause) {
  if (!call_.caller_leg.empty())
    order(pbx::hang_up{call_.caller_leg, cause});
}

void call_step::finish(call_outcome outcome) {
  cancel_attempts(leg_cause::cancelled);
  release();
  leave_queue();
  end_rest();
  stop_following();
  call_.state = caller_state::gone;
  call_.since = now_;
  happened(call_cleared{outcome});
}

} // namespace omstilling

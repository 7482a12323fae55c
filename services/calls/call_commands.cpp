#include "services/calls/call_step.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

// --- beginnings -------------------------------------------------------------------
void call_step::on(const call_input::start& x) {
  if (call_.state != caller_state::unknown)
    return;
  call_.arrived = now_;
  call_.arrived_legs.push_back(call_.caller_leg);
  happened(originated{call_.direction, call_.caller, call_.called});
  if (!x.to) {
    call_.waiting_since = now_;
    enter(caller_state::waiting);
    return enter_queue(false);
  }
  call_.target = x.to->who;
  call_.holder = x.to->user;
  enter(caller_state::initiated);
  ring(*x.to, attempt_purpose::direct, std::chrono::seconds{call_.ring_seconds}, false);
  if (rings_for(attempt_purpose::direct))
    call_.holder = where(call_.attempts.front()).user;
}

void call_step::on(const call_input::dial& x) {
  if (call_.state != caller_state::unknown)
    return;
  call_.arrived = now_;
  call_.holder = x.from.user;
  call_.dialled = x.to;
  call_.target = x.to.who;
  call_.caller = x.to.who;
  happened(originated{call_.direction, x.from.who, call_.called});
  enter(caller_state::initiated);
  if (!x.leg) {
    happened(service_initiated{x.from.who});
    return ring(x.from, attempt_purpose::callback, own_phone_rings_for, true);
  }
  call_.arrived_legs.push_back(*x.leg);
  call_.other = counterpart{*x.leg, x.from, false};
  order(pbx::start_ringing_tone{*x.leg});
  ring(x.to, attempt_purpose::dial, std::chrono::seconds{call_.ring_seconds}, false);
}

// --- who gets it ------------------------------------------------------------------
void call_step::on(const call_input::offer& x) {
  // Otherwise it was taken or sent on while the queue made up its mind.
  if (call_.state == caller_state::waiting && !x.to.empty())
    offer_to(x.to, x.ring_for, false);
}

void call_step::answer_ringing(const leg_id& leg, const call_input::take& x) {
  for (const auto& other : call_.attempts)
    if (other.leg != leg)
      order(pbx::hang_up{other.leg, leg_cause::answered_elsewhere});
  std::erase_if(call_.attempts, [&](const ring_attempt& y) { return y.leg != leg; });
  auto& hers = call_.attempts.front();
  if (hers.purpose != attempt_purpose::consult)
    call_.holder = x.to.user;
  if (std::exchange(hers.auto_answer, true))
    return;
  hers.to = where(hers);
  hers.to.headset = x.to.headset;
  hers.to.do_not_disturb = false;
  hers.to.detours.clear(); // it is for her who took it, and goes nowhere else
  hers.stop = 0;
  if (!hers.to.headset)
    return; // it rings until she lifts the receiver
  hers.until = now_ + own_phone_rings_for;
  if (x.can_press)
    return order(pbx::press_answer{hers.leg});
  ring_anew(hers);
}

void call_step::ring_anew(ring_attempt& x) {
  const auto old = std::exchange(x.leg, {});
  x.ring_seconds = own_phone_rings_for.count();
  order(pbx::hang_up{old, leg_cause::answered_elsewhere});
  ring_stop(x);
}

void call_step::on(const call_input::press_failed& x) {
  auto* const ringing = find_attempt(x.leg);
  if (ringing && ringing->auto_answer && where(*ringing).headset)
    ring_anew(*ringing);
}

void call_step::on(const call_input::take& x) {
  if (call_.state == caller_state::waiting)
    return offer_to({x.to}, own_phone_rings_for, true);
  if (call_.state == caller_state::parked)
    return on(call_input::pick_up{x.to});
  const bool open =
    call_.state != caller_state::gone && !call_.attempts.empty() && !being_dialled();
  for (const auto& ringing : call_.attempts)
    if (open && x.to.user && where(ringing).user == x.to.user)
      return answer_ringing(leg_id{ringing.leg}, x);
  if (call_.holder && call_.holder != x.to.user)
    return refuse({.reason = error_reason::already_taken, .who = call_.holder->value});
  // It rings at others of the queue, or where her own phone sends it; who takes it first has it.
  if (call_.state == caller_state::offered) {
    cancel_attempts(leg_cause::answered_elsewhere);
    return offer_to({x.to}, own_phone_rings_for, true);
  }
  refuse_state();
}

const ring_attempt* call_step::asked_for() const {
  const auto at =
    std::find_if(call_.attempts.begin(), call_.attempts.end(), [](const ring_attempt& x) {
      return x.auto_answer && x.purpose != attempt_purpose::consult &&
             x.purpose != attempt_purpose::callback;
    });
  return at == call_.attempts.end() ? nullptr : &*at;
}

void call_step::on(const call_input::pick_up& x) {
  if (const auto* const taken = asked_for()) {
    if (where(*taken).endpoint != x.to.endpoint)
      refuse({.reason = error_reason::already_taken,
              .who = call_.holder.value_or(user_id{where(*taken).who.number}).value});
    return;
  }
  switch (call_.state) {
    case caller_state::waiting:
    case caller_state::offered:
      happened(picked_up{x.to.user, x.to.who});
      cancel_attempts(leg_cause::answered_elsewhere);
      return offer_to({x.to}, own_phone_rings_for, true);
    case caller_state::initiated:
      if (being_dialled())
        return refuse_state();
      [[fallthrough]];
    case caller_state::parked:
    case caller_state::transferring:
    case caller_state::returning:
      happened(picked_up{x.to.user, x.to.who});
      return take_over(x.to, own_phone_rings_for);
    default: break;
  }
  if (call_.holder && call_.holder != x.to.user)
    return refuse({.reason = error_reason::already_taken, .who = call_.holder->value});
  refuse_state();
}

void call_step::on(const call_input::join& x) {
  const bool free = call_.state == caller_state::waiting || call_.state == caller_state::offered ||
                    call_.state == caller_state::parked ||
                    call_.state == caller_state::transferring ||
                    call_.state == caller_state::returning ||
                    (call_.state == caller_state::initiated && !call_.dialled);
  if (!free)
    return order(pbx::hang_up{x.leg, leg_cause::rejected});
  call_.arrived_legs.push_back(x.leg);
  happened(picked_up{x.who.user, x.who.who});
  order(pbx::answer{x.leg});
  cancel_attempts(leg_cause::answered_elsewhere);
  connect_caller({.leg = x.leg, .to = x.who, .purpose = attempt_purpose::recall, .until = now_});
}

// --- what its receptionist does ---------------------------------------------------
void call_step::on(const call_input::end& x) {
  // What rings at her and she does not want.
  for (const auto& ringing : call_.attempts)
    if (!being_dialled() && (where(ringing).user == x.by || ringing.to.user == x.by))
      return give_up(leg_id{ringing.leg}, leg_cause::cancelled, leg_cause::rejected);
  if (!has_it(x.by))
    return;
  if (being_dialled()) {
    cancel_attempts(leg_cause::cancelled);
    return finish(call_outcome::abandoned);
  }
  // Nobody is thrown out by mistake while not talking: the call goes on to the queue.
  if (!in_hand()) {
    if (call_.attempts.empty())
      return refuse_state();
    return give_up(leg_id{call_.attempts.front().leg}, leg_cause::cancelled, leg_cause::rejected);
  }
  // What ends is the conversation that she is in.
  if (call_.with == talk_partner::consulted || rings_for(attempt_purpose::consult))
    return on(call_input::cancel_consult{x.by});
  happened(connection_cleared{own_phone(), leg_cause::hung_up});
  hang_up_caller();
  finish(call_outcome::answered);
}

void call_step::on(const call_input::hold& x) {
  if (!in_hand_of(x.by) || call_.state == caller_state::held)
    return;
  if (call_.with == talk_partner::all)
    talk_with(talk_partner::consulted);
  enter(caller_state::held);
  happened(held{});
}

void call_step::on(const call_input::retrieve& x) {
  if (!in_hand_of(x.by) || call_.state == caller_state::talking)
    return;
  if (call_.held_at_phone)
    return refuse_state("it is held at the phone, and comes back there");
  if (call_.with == talk_partner::consulted)
    return on(call_input::swap{x.by});
  if (rings_for(attempt_purpose::consult))
    return on(call_input::cancel_consult{x.by});
  if (!call_.other)
    return take_over(call_.return_to.value_or(destination{}), own_phone_rings_for);
  enter(caller_state::talking);
  happened(retrieved{});
}

void call_step::on(const call_input::transfer& x) {
  if (!in_hand_of(x.by))
    return;
  const auto from = own_phone();
  send_on(x.to.who);
  happened(transferred{x.by, x.to.who, from});
  shift([&] {
    call_.state = caller_state::transferring;
    call_.since = now_;
    end_rest();
  });
  release();
  ring(x.to, attempt_purpose::transfer, std::chrono::seconds{call_.ring_seconds}, false);
}

void call_step::on(const call_input::transfer_to_queue& x) {
  if (!in_hand_of(x.by))
    return;
  const party queue{.number = x.to.value, .name = x.to.value};
  const auto from = own_phone();
  send_on(queue);
  happened(transferred{x.by, queue, from});
  shift([&] {
    call_.state = caller_state::waiting;
    call_.since = now_;
    end_rest();
  });
  release();
  const bool again = call_.was_queued && call_.queue == x.to;
  call_.queue = x.to;
  call_.waiting_since = now_;
  enter_queue(again);
}

void call_step::on(const call_input::pull_back& x) {
  if (call_.state == caller_state::gone)
    return refuse_state();
  if (call_.holder == x.by && call_.state == caller_state::returning)
    return;
  if (call_.sender != x.by) {
    const auto has = call_.holder ? call_.holder : call_.sender;
    if (has && *has != x.by)
      return refuse({.reason = error_reason::forbidden,
                     .who = has->value,
                     .detail = "another receptionist has the call"});
    return refuse_state();
  }
  const auto to = call_.sender_phone.value_or(destination{});
  recall(recall_reason::pulled_back, to, true);
}

void call_step::on(const call_input::note& x) {
  if (call_.state == caller_state::gone)
    return refuse_state();
  call_.notes.push_back({now_, x.by, x.text});
  happened(call_information{x.text});
}

// --- what its queue does ----------------------------------------------------------
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

#include "services/calls/call_step.hpp"

#include <utility>

namespace omstilling {

void call_step::on(const call_input::consult& x) {
  if (!in_hand_of(x.by))
    return;
  if (call_.consulted || rings_for(attempt_purpose::consult))
    return refuse_state("somebody is being consulted already");
  if (!call_.other || call_.held_at_phone)
    return refuse_state(call_.other ? "it is held at the phone, and comes back there"
                                    : "the receiver is down: get the caller back first");
  happened(service_initiated{x.to.who});
  if (call_.state == caller_state::talking) {
    enter(caller_state::held);
    happened(held{});
  }
  order(pbx::start_ringing_tone{call_.other->leg});
  ring(x.to, attempt_purpose::consult, std::chrono::seconds{call_.ring_seconds}, false);
}

void call_step::on(const call_input::swap& x) {
  if (!in_hand_of(x.by))
    return;
  if (!call_.consulted)
    return refuse_state("nobody is consulted");
  if (call_.with == talk_partner::caller) {
    if (call_.state == caller_state::talking) {
      enter(caller_state::held);
      happened(held{});
    }
    return talk_with(talk_partner::consulted);
  }
  if (call_.with == talk_partner::all) {
    enter(caller_state::held);
    happened(held{});
    return talk_with(talk_partner::consulted);
  }
  talk_with(talk_partner::caller);
  enter(caller_state::talking);
  happened(retrieved{});
}

void call_step::on(const call_input::conference& x) {
  if (!in_hand_of(x.by) || (call_.consulted && call_.with == talk_partner::all))
    return;
  if (!call_.consulted)
    return refuse_state("nobody is consulted");
  talk_with(talk_partner::all);
  enter(caller_state::talking);
  happened(conferenced{call_.consulted->who.who});
}

void call_step::on(const call_input::complete& x) {
  if (!in_hand_of(x.by))
    return;
  if (call_.consulted)
    return hand_over();
  if (rings_for(attempt_purpose::consult))
    return blind_instead();
  refuse_state("nobody is consulted");
}

void call_step::on(const call_input::cancel_consult& x) {
  if (!in_hand_of(x.by))
    return;
  if (!call_.consulted && !rings_for(attempt_purpose::consult))
    return refuse_state("nobody is consulted");
  const auto dropped =
    call_.consulted ? call_.consulted->who.who : where(call_.attempts.front()).who;
  drop_consultation();
  happened(connection_cleared{dropped, leg_cause::cancelled});
  if (call_.state == caller_state::talking)
    return;
  enter(caller_state::talking);
  happened(retrieved{});
}

/// The caller and the one consulted stay, whoever else was there leaves.
void call_step::hand_over() {
  const auto to = call_.consulted.value().who;
  const auto by = call_.holder;
  const auto from = own_phone();
  talk_with(talk_partner::consulted);
  send_on(to.who);
  happened(transferred{by, to.who, from});
  give_to(to.user);
  if (const auto leaves = std::exchange(call_.other, std::exchange(call_.consulted, std::nullopt)))
    order(pbx::hang_up{leaves->leg});
  call_.with = talk_partner::caller;
  enter(caller_state::talking);
}

/// The one to be consulted still rings: the caller hears that now instead of her.
void call_step::blind_instead() {
  auto& ringing = call_.attempts.front();
  ringing.purpose = attempt_purpose::transfer;
  const auto to = where(ringing).who;
  const auto by = call_.holder;
  const auto from = own_phone();
  send_on(to);
  if (ringing.auto_answer) // whoever it is has taken it already
    call_.holder = where(ringing).user;
  happened(transferred{by, to, from});
  enter(caller_state::transferring);
  release();
}

/// She and the one she consulted talk on, as a call of their own would.
void call_step::go_on_without_caller(leg_cause cause) {
  happened(connection_cleared{call_.caller, cause});
  talk_with(talk_partner::consulted);
  const auto stays = std::exchange(call_.consulted, std::nullopt).value();
  call_.caller_leg = stays.leg;
  call_.caller = stays.who.who;
  call_.caller_answered = true;
  call_.with = talk_partner::caller;
  call_.held_at_phone = false;
  call_.state = caller_state::talking;
  call_.since = now_;
}

void call_step::consulted_gone(leg_cause cause) {
  const auto gone = std::exchange(call_.consulted, std::nullopt).value();
  call_.with = talk_partner::caller;
  happened(connection_cleared{gone.who.who, cause});
}

} // namespace omstilling

#include "services/calls/call_step.hpp"

#include <utility>

namespace omstilling {

void call_step::make_bridge() {
  call_.bridge = bridge_id{call_.id.value + ".b" + std::to_string(call_.legs_made)};
  order(pbx::create_bridge{*call_.bridge});
}

void call_step::connect(const leg_id& leg) {
  const auto answered = *find_attempt(leg);
  switch (answered.purpose) {
    case attempt_purpose::callback: {
      call_.attempts.clear();
      call_.other = counterpart{answered.leg, answered.to};
      order(pbx::start_ringing_tone{answered.leg});
      const auto to = call_.dialled.value();
      return ring(to, attempt_purpose::dial, std::chrono::seconds{call_.ring_seconds}, false);
    }
    case attempt_purpose::dial: return connect_dialled(answered);
    case attempt_purpose::consult: return connect_consulted(answered);
    default: return connect_caller(answered);
  }
}

void call_step::connect_dialled(const ring_attempt& answered) {
  const auto who = where(answered);
  call_.attempts.clear();
  auto& own = call_.other.value();
  order(pbx::stop_ringing_tone{own.leg});
  if (!std::exchange(own.answered, true))
    order(pbx::answer{own.leg});
  call_.caller_answered = true;
  call_.caller = who.who;
  make_bridge();
  shift([&] {
    call_.caller_leg = answered.leg;
    call_.state = caller_state::talking;
    call_.since = now_;
  });
  order(pbx::add_to_bridge{*call_.bridge, own.leg});
  happened(established{.device = who.who, .user = who.user, .first = !call_.was_answered});
  call_.was_answered = true;
}

void call_step::connect_consulted(const ring_attempt& answered) {
  const auto who = where(answered);
  call_.attempts.clear();
  order(pbx::stop_ringing_tone{call_.other.value().leg});
  call_.consulted = counterpart{answered.leg, who};
  call_.with = talk_partner::consulted;
  order(pbx::add_to_bridge{call_.bridge.value(), answered.leg});
  happened(established{.device = who.who, .user = who.user});
}

void call_step::connect_caller(const ring_attempt& answered) {
  const auto who = where(answered);
  for (const auto& x : call_.attempts)
    if (x.leg != answered.leg)
      order(pbx::hang_up{x.leg, leg_cause::answered_elsewhere});
  call_.other = counterpart{answered.leg, who};
  make_bridge();
  shift([&] {
    call_.attempts.clear();
    call_.state = caller_state::talking;
    call_.since = now_;
  });
  order(pbx::add_to_bridge{*call_.bridge, answered.leg});

  established it{.device = who.who, .user = who.user, .first = !call_.was_answered};
  if (counted()) {
    it.queue = call_.queue;
    it.waited_seconds = seconds_since(call_.queued_at);
  }
  happened(std::move(it));
  leave_queue();
  end_rest();
  give_to(who.user);
  call_.was_answered = true;
}

void call_step::drop_consultation() {
  if (rings_for(attempt_purpose::consult)) {
    cancel_attempts(leg_cause::cancelled);
    if (call_.other)
      order(pbx::stop_ringing_tone{call_.other->leg});
  }
  if (const auto leaves = std::exchange(call_.consulted, std::nullopt))
    order(pbx::hang_up{leaves->leg});
  call_.with = talk_partner::caller;
}

void call_step::release() {
  drop_consultation();
  if (const auto leaves = std::exchange(call_.other, std::nullopt))
    order(pbx::hang_up{leaves->leg});
  if (const auto unused = std::exchange(call_.bridge, std::nullopt))
    order(pbx::destroy_bridge{*unused});
}

} // namespace omstilling

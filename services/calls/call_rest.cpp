#include "services/calls/call_step.hpp"

#include <algorithm>

namespace omstilling {

void call_step::on(const call_input::park& x) {
  if (!in_hand_of(x.by))
    return;
  const auto meant_for = call_.target;
  send_on({});
  call_.target = meant_for;
  happened(parked{x.slot});
  shift([&] {
    end_rest();
    call_.state = caller_state::parked;
    call_.since = now_;
  });
  call_.slot = x.slot;
  call_.until = now_ + x.return_after;
  release();
}

void call_step::on(const call_input::camp& x) {
  if (x.for_whom.empty() || !in_hand_of(x.by))
    return;
  send_on(x.for_whom.front().who);
  happened(camped_on{x.by, x.for_whom.front().who, x.kind});
  shift([&] {
    end_rest();
    call_.camped = x.kind;
    call_.waits_for = x.for_whom;
    call_.until = now_ + x.return_after;
    call_.state = caller_state::transferring;
    call_.since = now_;
  });
  release();
}

void call_step::on(const call_input::phone_free& x) {
  if (!call_.camped || !call_.attempts.empty())
    return;
  const auto at = std::find_if(call_.waits_for.begin(), call_.waits_for.end(),
                               [&](const destination& y) { return y.endpoint == x.number; });
  if (at == call_.waits_for.end())
    return;
  auto to = *at;
  // It is free, whatever the house knew of it when the caller began to wait.
  to.do_not_disturb = false;
  to.detours.clear();
  call_.target = to.who;
  happened(transferred{call_.sender, to.who, {}});
  ring(to, attempt_purpose::transfer, std::chrono::seconds{call_.ring_seconds}, false);
}

void call_step::on(const call_input::wake&) {
  const auto due = [&](const ring_attempt& x) { return now_ >= x.until; };
  for (;;) {
    const auto at = std::find_if(call_.attempts.begin(), call_.attempts.end(), due);
    if (at == call_.attempts.end())
      break;
    give_up(leg_id{at->leg}, leg_cause::no_answer, leg_cause::no_answer);
  }
  // What rings meanwhile may still be answered.
  if (call_.until && now_ >= *call_.until && call_.attempts.empty())
    recall(recall_reason::timeout);
}

} // namespace omstilling

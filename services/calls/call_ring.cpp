#include "services/calls/call_step.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

destination where(const ring_attempt& x) {
  if (x.stop == 0)
    return x.to;
  const auto& at = x.to.detours.at(static_cast<std::size_t>(x.stop - 1));
  return {.who = at.who,
          .endpoint = at.endpoint,
          .user = at.user,
          .kind = at.kind,
          .shown = at.shown,
          .do_not_disturb = at.do_not_disturb,
          .headset = at.headset,
          .address = at.address,
          .site = at.site,
          .detours = {}};
}

namespace {

/// The detour that leaves this stop under that condition.
std::optional<std::int64_t> detour_from(const ring_attempt& x, forwarding_type on) {
  for (std::size_t i = 0; i < x.to.detours.size(); ++i)
    if (x.to.detours[i].from == x.stop && x.to.detours[i].on == on)
      return static_cast<std::int64_t>(i + 1);
  return std::nullopt;
}

std::optional<forwarding_type> condition_of(leg_cause x) {
  switch (x) {
    case leg_cause::busy: return forwarding_type::busy;
    // A phone that is off answers as little as one that nobody lifts.
    case leg_cause::no_answer:
    case leg_cause::unreachable: return forwarding_type::no_answer;
    default: return std::nullopt;
  }
}

} // namespace

ring_attempt* call_step::find_attempt(const leg_id& leg) {
  const auto at = std::find_if(call_.attempts.begin(), call_.attempts.end(),
                               [&](const ring_attempt& x) { return x.leg == leg; });
  return at == call_.attempts.end() ? nullptr : &*at;
}

bool call_step::rings_for(attempt_purpose purpose) const {
  return std::any_of(call_.attempts.begin(), call_.attempts.end(),
                     [&](const ring_attempt& x) { return x.purpose == purpose; });
}

bool call_step::ring_stop(ring_attempt& x) {
  while (const auto next = detour_from(x, forwarding_type::immediate)) {
    x.stop = *next;
    happened(diverted{where(x).who.number, forwarding_type::immediate});
  }
  const auto at = where(x);
  if (at.do_not_disturb) {
    const auto next = detour_from(x, forwarding_type::dnd);
    if (!next)
      return false;
    x.stop = *next;
    happened(diverted{where(x).who.number, forwarding_type::dnd});
    return ring_stop(x);
  }
  x.leg = leg_id{call_.id.value + '.' + std::to_string(++call_.legs_made)};
  x.alerting = false;
  x.until = now_ + std::chrono::seconds{x.ring_seconds};
  // She who asks somebody is who calls; else it is the caller, whoever put him through.
  const bool asks = x.purpose == attempt_purpose::consult || x.purpose == attempt_purpose::dial;
  const auto& caller = asks && call_.other ? call_.other->who.who : call_.caller;
  order(pbx::originate{.leg = x.leg,
                       .endpoint = at.endpoint,
                       .kind = at.kind,
                       .shown = at.shown.value_or(caller),
                       .ring_for = std::chrono::seconds{x.ring_seconds},
                       .auto_answer = x.auto_answer && at.headset,
                       .address = at.address,
                       .site = at.site,
                       .for_leg = call_.caller_leg.empty() && call_.other ? call_.other->leg
                                                                          : call_.caller_leg});
  return true;
}

void call_step::ring(const destination& to, attempt_purpose purpose, duration ring_for,
                     bool auto_answer) {
  ring_all({to}, purpose, ring_for, auto_answer);
}

void call_step::ring_all(const std::vector<destination>& to, attempt_purpose purpose,
                         duration ring_for, bool auto_answer) {
  std::vector<leg_id> nobody;
  for (const auto& who : to) {
    ring_attempt x{.leg = {},
                   .to = who,
                   .purpose = purpose,
                   .auto_answer = auto_answer,
                   .until = now_,
                   .ring_seconds = std::chrono::ceil<std::chrono::seconds>(ring_for).count()};
    if (auto_answer) {
      x.to.do_not_disturb = false;
      x.to.detours.clear();
    }
    if (!ring_stop(x)) {
      x.leg = leg_id{call_.id.value + '.' + std::to_string(++call_.legs_made)};
      nobody.push_back(x.leg);
    }
    shift([&] { call_.attempts.push_back(x); });
  }
  // Who is not rung fails as at a phone that says it is busy.
  for (const auto& leg : nobody)
    attempt_failed(leg, leg_cause::busy);
}

bool call_step::divert(ring_attempt& x, leg_cause& cause) {
  const auto condition = condition_of(cause);
  const auto next = condition ? detour_from(x, *condition) : std::nullopt;
  if (!next)
    return false;
  happened(failed{where(x).who, cause});
  x.stop = *next;
  happened(diverted{where(x).who.number, *condition});
  if (!ring_stop(x)) {
    cause = leg_cause::busy;
    return divert(x, cause);
  }
  if (x.purpose == attempt_purpose::direct)
    call_.holder = where(x).user;
  return true;
}

void call_step::offer_to(const std::vector<destination>& to, duration ring_for, bool auto_answer) {
  call_.holder = to.size() == 1 ? to.front().user : std::nullopt;
  enter(caller_state::offered);
  ring_all(to, attempt_purpose::offer, ring_for, auto_answer);
}

void call_step::give_up(const leg_id& leg, leg_cause towards_leg, leg_cause cause) {
  order(pbx::hang_up{leg, towards_leg});
  attempt_failed(leg, cause);
}

void call_step::cancel_attempts(leg_cause cause) {
  for (const auto& x : call_.attempts)
    order(pbx::hang_up{x.leg, cause});
  shift([&] { call_.attempts.clear(); });
}

void call_step::offer_failed(const ring_attempt& lost, leg_cause cause) {
  order(queue_order::offer_failed{call_.queue, lost.to.user.value_or(user_id{}), cause});
  if (!call_.attempts.empty())
    return;
  call_.holder.reset();
  enter(caller_state::waiting);
}

/// Nobody who calls us from outside is turned away: reception takes it.
void call_step::direct_failed(leg_cause cause) {
  call_.returned = reason_of(cause);
  if (call_.direction == call_direction::inbound && !(call_.queue.empty() && call_.home.empty()))
    return back_to_queue();
  hang_up_caller(cause);
  finish(call_outcome::rejected);
}

void call_step::attempt_failed(const leg_id& leg, leg_cause cause) {
  auto& at = *find_attempt(leg);
  if (divert(at, cause))
    return;
  const auto lost = at;
  shift(
    [&] { std::erase_if(call_.attempts, [&](const ring_attempt& x) { return x.leg == leg; }); });
  happened(failed{where(lost).who, cause});
  switch (lost.purpose) {
    case attempt_purpose::offer: return offer_failed(lost, cause);
    case attempt_purpose::direct: return direct_failed(cause);
    case attempt_purpose::transfer:
      if (call_.camped && cause == leg_cause::busy) {
        call_.holder.reset(); // somebody was quicker: it waits on
        return;
      }
      return recall(reason_of(cause));
    case attempt_purpose::overflow: call_.returned = reason_of(cause); return back_to_queue();
    case attempt_purpose::recall: return back_to_queue();
    case attempt_purpose::consult:
      if (call_.other)
        order(pbx::stop_ringing_tone{call_.other->leg});
      call_.with = talk_partner::caller;
      return;
    case attempt_purpose::callback:
    case attempt_purpose::dial:
      if (const auto own = std::exchange(call_.other, std::nullopt))
        order(pbx::hang_up{own->leg, cause});
      return finish(call_outcome::rejected);
    case attempt_purpose::unknown: return;
  }
}

} // namespace omstilling

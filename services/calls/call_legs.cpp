#include "services/calls/call_step.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

void call_step::on(const call_input::leg_ringing& x) {
  auto* const ringing = find_attempt(x.leg);
  if (!ringing || std::exchange(ringing->alerting, true))
    return;
  happened(delivered{where(*ringing).who});
}

void call_step::on(const call_input::leg_answered& x) {
  if (find_attempt(x.leg))
    return connect(leg_id{x.leg});
  // Answered although it was being taken down, or after the call was over.
  if (!current(x.leg) && ours(x.leg))
    order(pbx::hang_up{x.leg, leg_cause::cancelled});
}

void call_step::on(const call_input::leg_gone& x) {
  std::erase(call_.arrived_legs, x.leg);
  if (!current(x.leg))
    return;
  if (x.leg == call_.caller_leg)
    return caller_gone(x.cause, call_outcome::abandoned);
  if (find_attempt(x.leg))
    return attempt_failed(leg_id{x.leg}, x.cause);
  if (call_.consulted && call_.consulted->leg == x.leg)
    return consulted_gone(x.cause);
  counterpart_gone(x.cause);
}

void call_step::on(const call_input::leg_held& x) {
  if (!call_.other || call_.other->leg != x.leg || call_.state != caller_state::talking ||
      call_.consulted)
    return;
  shift([&] {
    call_.held_at_phone = true;
    call_.state = caller_state::held;
    call_.since = now_;
  });
  happened(held{});
}

void call_step::on(const call_input::leg_retrieved& x) {
  if (!call_.other || call_.other->leg != x.leg || !call_.held_at_phone ||
      call_.state != caller_state::held)
    return;
  shift([&] {
    call_.held_at_phone = false;
    call_.state = caller_state::talking;
    call_.since = now_;
  });
  happened(retrieved{});
}

bool call_step::has_counterpart(const leg_id& leg) {
  const bool together = call_.other && !call_.consulted && call_.attempts.empty() &&
                        (call_.state == caller_state::talking || call_.state == caller_state::held);
  if (!together || leg != call_.caller_leg)
    return together && leg == call_.other->leg;
  if (call_.state != caller_state::talking)
    return false;
  // The one who was called sends on whoever called: they change places.
  const auto sends = destination{.who = call_.caller, .endpoint = call_.caller.number};
  call_.caller = call_.other->who.who;
  std::swap(call_.caller_leg, call_.other->leg);
  call_.other->who = sends;
  return true;
}

void call_step::on(const call_input::refer& x) {
  if (!has_counterpart(x.leg))
    return;
  const auto from = call_.other->who;
  send_on(x.to.who);
  happened(transferred{from.user, x.to.who, from.who});
  shift([&] {
    end_rest();
    call_.state = caller_state::transferring;
    call_.since = now_;
  });
  release();
  ring(x.to, attempt_purpose::transfer, std::chrono::seconds{call_.ring_seconds}, false);
}

void call_step::on(const call_input::give& x) {
  if (being_dialled() && call_.other && call_.other->leg == x.leg) {
    decision.given = given_party{x.to, x.to_leg, {leg_id{}, *call_.dialled}};
    return finish(call_outcome::abandoned);
  }
  if (!has_counterpart(x.leg))
    return;
  const destination who{.who = call_.caller, .endpoint = call_.caller.number};
  const auto leaves = std::exchange(call_.caller_leg, leg_id{});
  std::erase(call_.arrived_legs, leaves); // it is the other's from now on
  decision.given = given_party{x.to, x.to_leg, {leaves, who}};
  happened(connection_cleared{own_phone(), leg_cause::hung_up});
  finish(call_outcome::answered);
}

void call_step::on(const call_input::receive& x) {
  if (x.who.leg.empty())
    return on(call_input::refer{x.leg, x.who.who});
  call_.arrived_legs.push_back(x.who.leg);
  if (!has_counterpart(x.leg))
    return order(pbx::hang_up{x.who.leg, leg_cause::cancelled});
  call_.consulted = x.who;
  call_.held_at_phone = false;
  hand_over();
}

void call_step::caller_gone(leg_cause cause, call_outcome unanswered) {
  if (call_.consulted && call_.other)
    return go_on_without_caller(cause);
  call_.caller_leg = leg_id{};
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
  const auto gone = call_.other.value();
  happened(connection_cleared{gone.who.who, cause});
  if (being_dialled()) {
    call_.other.reset();
    return finish(call_outcome::abandoned);
  }
  call_.other.reset();
  call_.return_to = gone.who;
  // Putting the receiver down puts the caller through.
  if (call_.consulted)
    return hand_over();
  if (rings_for(attempt_purpose::consult))
    return blind_instead();
  if (call_.state == caller_state::held) {
    shift([&] { call_.held_at_phone = false; });
    release();
    if (cause != leg_cause::hung_up)
      return recall(recall_reason::unreachable);
    // She puts the receiver down while the caller waits for her: that is no end.
    call_.until = now_ + std::chrono::seconds{call_.hold_seconds};
    return;
  }
  hang_up_caller();
  finish(call_outcome::answered);
}

// --- after the link or the service was away --------------------------------------
namespace {

const pbx::leg_now* find(const std::vector<pbx::leg_now>& legs, const leg_id& wanted) {
  const auto at =
    std::find_if(legs.begin(), legs.end(), [&](const auto& x) { return x.leg == wanted; });
  return at == legs.end() ? nullptr : &*at;
}

} // namespace

void call_step::on(const call_input::adopt& x) {
  // What was to be taken down while nobody listened.
  for (const auto& now : x.legs)
    if (!current(now.leg) && ours(now.leg))
      order(pbx::hang_up{now.leg, leg_cause::cancelled});
  std::erase_if(call_.arrived_legs, [&](const leg_id& leg) { return !find(x.legs, leg); });
  const bool over = call_.state == caller_state::gone || call_.state == caller_state::unknown;
  const auto& exist = x.bridges;
  if (call_.bridge && std::find(exist.begin(), exist.end(), *call_.bridge) == exist.end())
    order(pbx::create_bridge{*call_.bridge});
  if (!over)
    put_right(x.legs);
  // When nobody who stays is in it any more.
  for (const auto& bridge : x.bridges)
    if (bridge != call_.bridge)
      order(pbx::destroy_bridge{bridge});
  if (over)
    return;
  const auto rang = call_.attempts;
  if (call_.consulted && !find(x.legs, call_.consulted->leg))
    consulted_gone(leg_cause::link_lost);
  if (!call_.caller_leg.empty() && !find(x.legs, call_.caller_leg))
    caller_gone(leg_cause::link_lost, call_outcome::lost);
  if (call_.other && !find(x.legs, call_.other->leg))
    counterpart_gone(leg_cause::link_lost);
  for (const auto& ringing : rang) {
    if (!find_attempt(ringing.leg))
      continue;
    const auto* const there = find(x.legs, ringing.leg);
    // One that never rang may have been an order that was lost: it is given again.
    if (there && there->answered)
      connect(ringing.leg);
    else if (!there && (ringing.alerting || !ring_stop(*find_attempt(ringing.leg))))
      attempt_failed(ringing.leg, leg_cause::unreachable);
  }
}

void call_step::place(const pbx::leg_now& there, bool in_bridge) {
  if (in_bridge && there.bridge != call_.bridge)
    order(pbx::add_to_bridge{call_.bridge.value(), there.leg});
  else if (!in_bridge && there.bridge)
    order(pbx::remove_from_bridge{*there.bridge, there.leg});
}

void call_step::put_caller_right(const pbx::leg_now& there) {
  const auto hears = caller_hears();
  if (call_.caller_answered && !there.answered)
    order(pbx::answer{there.leg});
  const bool own_music = call_.held_at_phone; // the PBX's own, which either of these ends
  if (hears != heard::music && !own_music)
    order(pbx::stop_music{there.leg});
  if (hears != heard::ringing_tone && !own_music)
    order(pbx::stop_ringing_tone{there.leg});
  place(there, hears == heard::conversation);
  if (hears != heard::conversation)
    sound(hears);
}

/// Any order may have been lost on the way: what the legs that exist should hear is said again.
void call_step::put_right(const std::vector<pbx::leg_now>& legs) {
  if (const auto* const there = find(legs, call_.caller_leg))
    put_caller_right(*there);
  if (const auto* const there = call_.other ? find(legs, call_.other->leg) : nullptr) {
    if (call_.other->answered && !there->answered)
      order(pbx::answer{there->leg});
    order(pbx::stop_music{there->leg}); // it may have been consulted, and waited
    if (being_dialled() || rings_for(attempt_purpose::consult))
      order(pbx::start_ringing_tone{there->leg});
    else
      order(pbx::stop_ringing_tone{there->leg});
    if (call_.bridge)
      place(*there, true);
  }
  if (const auto* const there = call_.consulted ? find(legs, call_.consulted->leg) : nullptr) {
    const bool waits = call_.with == talk_partner::caller;
    place(*there, !waits);
    order(waits ? pbx::order{pbx::start_music{there->leg}}
                : pbx::order{pbx::stop_music{there->leg}});
  }
}

} // namespace omstilling

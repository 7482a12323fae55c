#include "protocol/codec.hpp"
#include "tests/services/calls/call_world.hpp"

namespace omstilling::test {

void call_world::rule(bool holds, std::string_view what) const {
  if (holds)
    return;
  std::string text{what};
  text += "\n  state " + word(subject_.record().state) + ", after: start";
  for (const auto* step : way_)
    text += std::string{", "} + step;
  throw broken_rule{text};
}

void call_world::look_at(const call_record& before, const call_decision& done) {
  const auto& after = subject_.record();
  rule(done.changed == (before != after), "`changed` tells whether the record is another");
  rule(before.state == after.state || after.since == now_, "a new state is since now");
  if (done.refused)
    rule(!done.changed && done.events.empty() && done.orders.empty() && done.queue_orders.empty(),
         "a refused command does nothing");
  if (!done.events.empty())
    rule(cleared_ == 0, "nothing happens to a call that is over");
  for (const auto& event : done.events) {
    if (const auto* x = std::get_if<call_cleared>(&event)) {
      ++cleared_;
      ++visits_.ends[x->outcome];
    } else if (const auto* y = std::get_if<recalled>(&event)) {
      ++visits_.returns[y->reason];
    }
  }
  rule(cleared_ == (subject_.over() ? 1 : 0), "a call is cleared once, when it is over");
  for (const auto& order : done.queue_orders)
    look_at_queue(order);
  if (before.state != after.state) {
    ++visits_.states[after.state];
    look_at_return(before);
  }
  rule(pbx_.complaint.empty(), pbx_.complaint);
}

/// A transfer comes back to her who made it, then to the queue, and always says why.
void call_world::look_at_return(const call_record& before) const {
  const auto& after = subject_.record();
  using enum caller_state;
  if (before.transferred && after.state != talking && after.state != gone)
    rule(after.state == returning && after.holder == before.holder && after.returned &&
           after.target == before.target && after.attempt->to == before.return_to,
         "a call that was sent on returns to its receptionist, with the reason");
  if (one_of(before.state, {returning, transferring}) && after.state == waiting)
    rule(after.queued_again && after.returned && after.target == before.target &&
           after.waiting_since == after.arrived,
         "a return that she does not take goes to the queue, in front, with the reason");
}

void call_world::look_at_queue(const call_queue_order& x) {
  if (const auto* in = std::get_if<queue_order::enter>(&x))
    rule(queued_in_.insert(in->queue).second, "a call enters a queue in which it is not");
  else if (const auto* out = std::get_if<queue_order::leave>(&x))
    rule(queued_in_.erase(out->queue) == 1, "a call leaves a queue in which it is");
  else
    rule(queued_in_.contains(std::get<queue_order::offer_failed>(x).queue),
         "an offer fails in the queue that made it");
}

void call_world::look_at_record() const {
  const auto& x = subject_.record();
  using enum caller_state;
  rule(one_of(x.state, {waiting, offered, talking, held, transferring, returning, gone}),
       "the caller is in one state");
  rule(x.attempt.has_value() == one_of(x.state, {offered, transferring, returning}),
       "somebody is being rung exactly while the call is offered, sent on or returning");
  rule(subject_.deadline().has_value() == x.attempt.has_value(), "every ring has its deadline");
  rule(x.other.has_value() == one_of(x.state, {talking, held}),
       "there is a counterpart exactly while talking or held");
  rule(x.bridge.has_value() == x.other.has_value(), "a bridge is there for a counterpart");
  rule(!x.transferred || one_of(x.state, {talking, transferring}),
       "a call is sent on only while it is with, or for, its target");
  rule(x.state != waiting || !x.holder, "a waiting call is nobody's");
  rule(!one_of(x.state, {offered, held, returning}) || x.holder, "these calls are somebody's");
  const bool queued_now = one_of(x.state, {waiting, offered});
  rule(x.waiting_since.has_value() == queued_now, "waiting_since stands while in a queue");
  rule(queued_in_ == (queued_now ? std::set{x.queue} : std::set<queue_id>{}),
       "the queue knows the call exactly while it waits there");
}

void call_world::look_at_exchange() const {
  const auto& x = subject_.record();
  for (const auto& [id, leg] : pbx_.legs)
    rule(leg.ending || pbx_.answer_in_flight(id) || (id == x.caller_leg && !subject_.over()) ||
           (x.attempt && x.attempt->leg == id) || (x.other && x.other->leg == id),
         "no leg goes on that the call does not know");
  rule(pbx_.bridges == (x.bridge ? std::set{*x.bridge} : std::set<bridge_id>{}),
       "no bridge stands that the call does not know");
  const auto caller = pbx_.legs.find(x.caller_leg);
  if (caller != pbx_.legs.end() && !caller->second.ending)
    look_at_caller(caller->second);
}

void call_world::look_at_caller(const model_pbx::leg& caller) const {
  const auto& x = subject_.record();
  using enum caller_state;
  rule(caller.music == one_of(x.state, {waiting, offered, held, returning}),
       "the caller hears music while waiting, offered, held and returning, and then only");
  rule(caller.tone == (x.state == transferring),
       "the caller hears a ringing tone while being sent on, and then only");
  rule(caller.bridge == (x.state == talking ? x.bridge : std::nullopt),
       "the caller is bridged while talking, and then only");
  if (!x.other)
    return;
  for (const auto& [id, leg] : pbx_.legs)
    if (id != x.caller_leg && !leg.ending && !pbx_.answer_in_flight(id))
      rule((id == x.other->leg) == (leg.bridge == x.bridge), "one counterpart is in the bridge");
}

} // namespace omstilling::test

#include "protocol/codec.hpp"
#include "services/history/call_story.hpp"
#include "services/history/finished_call.hpp"
#include "tests/services/calls/call_world.hpp"

namespace omstilling::test {

using enum caller_state;

void call_world::rule(bool holds, std::string_view what) const {
  if (holds)
    return;
  std::string text{what};
  text += "\n  state " + word(subject_.record().state) + ", after: ";
  for (const auto* step : way_)
    text += std::string{step} + ", ";
  text += "\n  " + encode_text(subject_.record());
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
      ended_ = x->outcome;
    } else if (const auto* y = std::get_if<recalled>(&event)) {
      ++visits_.returns[y->reason];
      look_at_recall(before, y->reason);
    }
  }
  rule(cleared_ == (subject_.over() ? 1 : 0), "a call is cleared once, when it is over");
  for (const auto& order : done.queue_orders)
    look_at_queue(order);
  if (before.state != after.state) {
    ++visits_.states[after.state];
    if (one_of(before.state, {returning, transferring, initiated}) && after.state == waiting)
      rule(after.waiting_since == after.arrived && (after.sender == before.sender || !after.sender),
           "what nobody takes goes to the queue, in front");
  }
  rule(pbx_.complaint.empty(), pbx_.complaint);
  look_at_story();
}

/// What is told of it is in order, without gaps, and true.
void call_world::look_at_story() const {
  const auto& x = subject_.record();
  const auto& steps = x.tale.steps;
  rule(!steps.empty() && steps.size() <= most_steps, "a story has steps, and not too many");
  rule(steps.front().at == x.arrived, "a story begins when the call arrives");
  for (std::size_t i = 1; i < steps.size(); ++i)
    rule(steps[i - 1].until == steps[i].at && steps[i - 1].at <= steps[i].at,
         "the steps of a story follow one another without gaps");
  const auto& last = steps.back();
  rule(last.until.has_value() == subject_.over(), "the last step of a live call has no end");
  rule((last.kind == story_kind::ended) == subject_.over(), "a story ends with its call");
  rule(x.tale.talk.since.has_value() == (x.state == talking && !x.tale.left),
       "the caller's talk is counted while he talks");
  rule((last.kind == story_kind::talking) == (x.state == talking), "who talks is told to talk");
  rule((last.kind == story_kind::held) == (x.state == held), "who is held is told to be held");
  if (subject_.over())
    look_at_history();
}

void call_world::look_at_history() const {
  const auto& x = subject_.record();
  const auto done = finish(x);
  rule(done.entry.outcome == ended_, "the story ends as the call did");
  const bool somebody_talked = !done.entry.talked_to.empty();
  rule(somebody_talked == x.was_answered, "who was answered talked with somebody");
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(now_ - x.arrived).count();
  rule(done.entry.talk_seconds <= seconds && done.entry.wait_seconds <= seconds,
       "nobody talks or waits for longer than the call");
  std::set<std::string> owners;
  for (const auto& own : done.log) {
    rule(owners.insert(own.owner).second, "a call stands in a log once");
    rule(own.entry.log != log_kind::missed || own.entry.talk_seconds == 0,
         "who talked has not missed the call");
    rule(own.entry.talk_seconds <= seconds, "nobody talks for longer than the call");
  }
}

/// It comes back to her who sent it, then to the queue, and always says why.
void call_world::look_at_recall(const call_record& before, recall_reason why) const {
  const auto& after = subject_.record();
  rule(after.returned.has_value(), "a return says why");
  if (after.state != returning)
    return rule(one_of(after.state, {waiting, talking, gone}), "a return ends");
  const auto& to = after.attempts.front().to;
  rule(after.attempts.size() == 1 && after.holder == to.user,
       "a call that returns is hers at whom it rings");
  if (why == recall_reason::pulled_back)
    rule(before.sender && to.user == before.sender, "it is pulled back by her who sent it on");
  else
    rule(after.return_to && to.endpoint == after.return_to->endpoint,
         "it returns to the phone that it was sent on from");
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
  rule(x.state != unknown, "the caller is in one state");
  rule(x.bridge.has_value() == (x.other && x.state != initiated),
       "a bridge is there for a counterpart");
  rule(x.state != talking || x.other, "who talks has a counterpart");
  rule(!x.other || one_of(x.state, {talking, held}) || (x.state == initiated && x.dialled),
       "a counterpart is there while talking, held or dialling");
  rule(x.caller_leg.empty() ==
         ((x.state == initiated && x.dialled) || (x.state == gone && x.caller_leg.empty())),
       "the caller has a leg, but for one who is being dialled");
  rule(x.slot.has_value() == (x.state == parked), "a slot is there while parked");
  rule(x.camped.has_value() == !x.waits_for.empty() && (!x.camped || x.state == transferring),
       "who is camped waits for somebody");
  rule(!x.held_at_phone || (x.state == held && x.other && !x.consulted && x.attempts.empty()),
       "held at a phone is held, with the receiver lifted");
  rule(x.until.has_value() == (x.state == parked || x.camped || (x.state == held && !x.other)),
       "what rests without anybody on the line has its time");
  rule(x.attempts.empty() || subject_.deadline() <= x.attempts.front().until,
       "every ring has its deadline");
  rule(subject_.deadline().has_value() == (!x.attempts.empty() || x.until.has_value()),
       "there is a deadline for each ring and each rest");
  const bool queued_now = one_of(x.state, {waiting, offered});
  rule(x.waiting_since.has_value() == queued_now, "waiting_since stands while in a queue");
  rule(queued_in_ == (queued_now ? std::set{x.queue} : std::set<queue_id>{}),
       "the queue knows the call exactly while it waits there");
  look_at_rings();
  look_at_people();
}

void call_world::look_at_rings() const {
  const auto& x = subject_.record();
  const auto all = [&](std::initializer_list<attempt_purpose> wanted) {
    return std::all_of(x.attempts.begin(), x.attempts.end(), [&](const ring_attempt& y) {
      return std::find(wanted.begin(), wanted.end(), y.purpose) != wanted.end();
    });
  };
  using enum attempt_purpose;
  switch (x.state) {
    case offered:
      return rule(!x.attempts.empty() && all({offer}), "an offered call rings at receptionists");
    case initiated:
      return rule(x.attempts.size() == 1 && (x.dialled ? all({callback, dial}) : all({direct})),
                  "a call that begins rings somewhere");
    case transferring:
      return rule(x.attempts.size() == 1 ? all({transfer, overflow})
                                         : x.attempts.empty() && x.camped.has_value(),
                  "a call that is sent on rings, or is camped");
    case returning:
      return rule(x.attempts.size() == 1 && all({recall}), "a call that returns rings");
    case held:
      return rule(x.attempts.empty() || (x.attempts.size() == 1 && all({consult}) && x.other),
                  "while held only the one to be consulted rings");
    default: return rule(x.attempts.empty(), "nobody is rung for nothing");
  }
}

void call_world::look_at_people() const {
  const auto& x = subject_.record();
  rule(x.state != waiting || !x.holder, "a waiting call is nobody's");
  rule(x.state != parked || !x.holder, "a parked call is anybody's");
  rule(x.state != transferring || !x.attempts.empty() || !x.holder, "who is camped is nobody's");
  rule(x.state != gone || !x.sender, "nobody follows a call that is over");
  rule(x.sender.has_value() == x.sender_phone.has_value() &&
         (!x.sender || x.sender_phone->user == x.sender),
       "who follows a call can get it back");
  rule(!x.sender || x.sender != x.holder || !x.attempts.empty(),
       "who has a call does not follow it");
  rule(!x.consulted || (x.other && one_of(x.state, {talking, held})),
       "who is consulted is so by somebody");
  rule(x.with == talk_partner::caller || x.consulted, "she talks with whom there is");
  rule(x.with == talk_partner::caller || (x.with == talk_partner::all) == (x.state == talking),
       "the caller talks in a conference, and is held during a consultation");
}

void call_world::look_at_exchange() const {
  if (!pbx_.link_up)
    return;
  const auto& x = subject_.record();
  for (const auto& [id, leg] : pbx_.legs)
    if (!leg.ending && !pbx_.answer_in_flight(id))
      look_at_leg(id, leg);
  rule(pbx_.bridges == (x.bridge ? std::set{*x.bridge} : std::set<bridge_id>{}),
       "no bridge stands that the call does not know");
}

/// Every leg belongs to the call, and hears exactly what it should.
void call_world::look_at_leg(const leg_id& id, const model_pbx::leg& leg) const {
  const auto& x = subject_.record();
  bool music = false;
  bool tone = false;
  bool bridged = false;
  const bool rings = std::any_of(x.attempts.begin(), x.attempts.end(),
                                 [&](const ring_attempt& y) { return y.leg == id; });
  if (subject_.over())
    return rule(false, "no leg outlives its call");
  if (id == x.caller_leg) {
    const bool rests = x.camped && x.attempts.empty();
    music = one_of(x.state, {waiting, offered, parked, returning}) ||
            (x.state == held && !x.held_at_phone) || rests;
    tone = x.state == initiated || (x.state == transferring && !rests);
    bridged = x.state == talking || x.held_at_phone;
  } else if (x.other && id == x.other->leg) {
    tone = x.state == initiated || !x.attempts.empty();
    bridged = x.state != initiated;
  } else if (x.consulted && id == x.consulted->leg) {
    music = x.with == talk_partner::caller;
    bridged = !music;
  } else {
    rule(rings, "no leg goes on that the call does not know");
  }
  rule(leg.music == music, "leg " + id.value + " hears music exactly while it waits");
  rule(leg.tone == tone, "leg " + id.value + " hears a tone exactly while it waits for an answer");
  rule(leg.bridge == (bridged ? x.bridge : std::nullopt),
       "leg " + id.value + " is bridged exactly while it talks");
  rule(leg.up || rings || !(music || bridged), "leg " + id.value + " hears it before it is up");
}

} // namespace omstilling::test

#pragma once

#include "protocol/errors.hpp"
#include "protocol/events.hpp"
#include "services/calls/call_record.hpp"
#include "services/calls/pbx_words.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace omstilling {

/// What can happen to a call.
namespace call_input {

/// The caller is here: into the queue with music, or `to` whom the number belongs.
struct start {
  std::optional<destination> to{};
};
/// Somebody of the house calls: the own phone is rung first, unless its leg is here already.
struct dial {
  destination from;
  destination to;
  std::optional<leg_id> leg{};
};
/// The queue rings a receptionist, or several at once: the first who answers has it.
struct offer {
  std::vector<destination> to;
  duration ring_for{};
};
/// A receptionist wants it at her phone (with a headset the phone answers by itself where it can);
/// also one that rings at her already: her phone is told to answer where it `can_press`, else rung
/// anew; without a headset it rings on.
struct take {
  destination to;
  bool can_press = false;
};
/// A receptionist wants one that rings at somebody else, or is parked.
struct pick_up {
  destination to;
};
/// Somebody picks it up by dialling: this leg is to have it.
struct join {
  leg_id leg;
  destination who;
};
struct end {
  user_id by;
};
struct hold {
  user_id by;
};
struct retrieve {
  user_id by;
};
struct transfer {
  user_id by;
  destination to;
};
struct transfer_to_queue {
  user_id by;
  queue_id to;
};
struct pull_back {
  user_id by;
};
/// Attended transfer: the caller hears music while she asks somebody.
struct consult {
  user_id by;
  destination to;
};
/// From the caller to the one consulted, and back.
struct swap {
  user_id by;
};
struct conference {
  user_id by;
};
/// The caller and the one consulted go on without her; one who still rings is a blind transfer.
struct complete {
  user_id by;
};
struct cancel_consult {
  user_id by;
};
struct park {
  user_id by;
  std::string slot;
  duration return_after{};
};
/// The caller waits until one of these can take it.
struct camp {
  user_id by;
  camp_on kind = camp_on::ccbs;
  std::vector<destination> for_whom;
  duration return_after{};
};
/// A phone for which the caller waits can take it.
struct phone_free {
  std::string number;
};
struct note {
  user_id by;
  std::string text;
};
/// Somebody knows what this number's owner is called.
struct named {
  std::string number;
  std::string name;
  name_source by = name_source::unknown;
};
/// The queue sends it on: to another queue, or to a number.
struct overflow {
  overflow_reason reason = overflow_reason::unknown;
  std::variant<queue_id, destination> to;
};
/// From the PBX; a leg that is not this call's is none of its business.
struct leg_ringing {
  leg_id leg;
};
struct leg_answered {
  leg_id leg;
};
struct leg_gone {
  leg_id leg;
  leg_cause cause = leg_cause::unknown;
};
struct leg_held {
  leg_id leg;
};
struct leg_retrieved {
  leg_id leg;
};
/// The phone does not answer as it was told.
struct press_failed {
  leg_id leg;
};
/// The transfer key of a phone.
struct refer {
  leg_id leg;
  destination to;
};
/// A phone joins its two calls: this one gives the other whom it talks with, and ends. One who has
/// not answered yet is called by the other anew.
struct give {
  leg_id leg; // the phone's
  call_id to;
  leg_id to_leg; // the phone's, there
};
/// From the other: who stays in place of the phone.
struct receive {
  leg_id leg; // the phone's
  counterpart who;
};
/// After the link or the service was away: these legs still exist, and these bridges of this call.
struct adopt {
  std::vector<pbx::leg_now> legs;
  std::vector<bridge_id> bridges;
};
/// The deadline that the call asked for, or an earlier one: may be stale.
struct wake {};

} // namespace call_input

using call_action_body = std::variant<
  call_input::start, call_input::dial, call_input::offer, call_input::take, call_input::pick_up,
  call_input::join, call_input::end, call_input::hold, call_input::retrieve, call_input::transfer,
  call_input::transfer_to_queue, call_input::pull_back, call_input::consult, call_input::swap,
  call_input::conference, call_input::complete, call_input::cancel_consult, call_input::park,
  call_input::camp, call_input::phone_free, call_input::note, call_input::named,
  call_input::overflow, call_input::leg_ringing, call_input::leg_answered, call_input::leg_gone,
  call_input::leg_held, call_input::leg_retrieved, call_input::press_failed, call_input::refer,
  call_input::give, call_input::receive, call_input::adopt, call_input::wake>;

/// Any input of a call; its special members are in call_action.cpp, see command.
struct call_action : call_action_body {
  using variant::variant;
  call_action();
  call_action(const call_action&);
  call_action(call_action&&) noexcept;
  call_action& operator=(const call_action&);
  call_action& operator=(call_action&&) noexcept;
  ~call_action();
};

/// What the queue must hear of.
namespace queue_order {
struct enter {
  queue_id queue;
  bool again =
    false; // returned: to the front by its own waiting time, not counted as offered again
};
struct leave {
  queue_id queue;
};
/// The receptionist did not take it; the call waits on.
struct offer_failed {
  queue_id queue;
  user_id user;
  leg_cause cause = leg_cause::unknown;
};
} // namespace queue_order
using call_queue_order =
  std::variant<queue_order::enter, queue_order::leave, queue_order::offer_failed>;

/// For another call: whom it gets, connected, or not reached yet.
struct given_party {
  call_id to;
  leg_id to_leg;
  counterpart who;
};

/// Top to bottom: what happened, what the PBX and the queue are to do, or why nothing was done.
struct call_decision {
  std::vector<event> events;
  std::vector<pbx::order> orders;
  std::vector<call_queue_order> queue_orders;
  std::optional<given_party> given{};
  std::optional<problem> refused{}; // then everything above is empty and the call is as it was
  bool changed = false;             // the record is another than before
};

/// One call, from the first ring until no leg and no bridge of it is left.
///
/// At every moment the caller is in exactly one caller_state and hears something in it: a ringing
/// tone while initiated and transferring, music while waiting, held, parked, camped and returning,
/// the counterpart while talking. Every way that starts ends, by answer, return, overflow or
/// hang-up. A transfer that fails returns to the phone that made it, and when that does not answer
/// either, to the queue, with the reason; a pulled-back call never rings on elsewhere. Of two
/// commands for the same thing exactly one wins; the loser's refusal names the winner.
class call {
public:
  call() = default;
  /// A call as it was kept.
  explicit call(call_record kept) : record_(std::move(kept)) {}

  call_decision handle(const call_action& input, time_point now);

  const call_record& record() const { return record_; }
  /// When to send call_input::wake; nothing while no deadline runs.
  std::optional<time_point> deadline() const;
  bool over() const { return record_.state == caller_state::gone; }
  /// Over, and nothing is left of it that would be taken for a new caller.
  bool settled() const { return over() && record_.arrived_legs.empty(); }
  /// The picture that observers get.
  call_view view() const;

private:
  call_record record_;
};

} // namespace omstilling

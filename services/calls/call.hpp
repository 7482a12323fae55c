#pragma once

#include "protocol/errors.hpp"
#include "protocol/events.hpp"
#include "services/calls/pbx_words.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace omstilling {

/// Somebody who can be rung; the site has looked up the endpoint.
struct destination {
  party who;
  std::string endpoint;
  std::optional<user_id> user{}; // when it is a receptionist at her desk
  friend bool operator==(const destination&, const destination&) = default;
};
BOOST_DESCRIBE_STRUCT(destination, (), (who, endpoint, user))

BOOST_DEFINE_ENUM_CLASS(attempt_purpose, unknown, offer, transfer, recall, overflow)

/// A leg that is being rung for a purpose until a deadline.
struct ring_attempt {
  leg_id leg;
  destination to;
  attempt_purpose purpose = attempt_purpose::unknown;
  bool alerting = false;
  bool auto_answer = false; // the phone was asked to answer by itself
  time_point until;
  friend bool operator==(const ring_attempt&, const ring_attempt&) = default;
};
BOOST_DESCRIBE_STRUCT(ring_attempt, (), (leg, to, purpose, alerting, auto_answer, until))

/// The other end of the conversation.
struct counterpart {
  leg_id leg;
  destination who;
  friend bool operator==(const counterpart&, const counterpart&) = default;
};
BOOST_DESCRIBE_STRUCT(counterpart, (), (leg, who))

/// All that is kept of one call, as it stands in the store.
struct call_record {
  call_id id;
  site_id site;
  call_direction direction = call_direction::inbound;
  party caller;
  std::string called;
  std::string show_in_switchboard;
  std::vector<origin_hop> origin;
  queue_id queue; // it waits there, or goes back there
  leg_id caller_leg;
  caller_state state = caller_state::unknown;
  time_point since;
  time_point arrived;
  std::optional<time_point> waiting_since{};
  time_point queued_at;      // when it entered `queue` last: its wait there counts from here
  bool queued_again = false; // it had left that queue before: figures count it once
  std::vector<queue_id> overflowed_from; // each queue sends it on once, so that none circles
  std::optional<ring_attempt> attempt{};
  std::optional<counterpart> other{};
  std::optional<bridge_id> bridge{};
  std::optional<user_id> holder{}; // the receptionist who has it, is offered it or sent it on
  std::optional<destination> return_to{}; // her phone
  std::optional<party> target{};          // whom it was meant for
  std::optional<recall_reason> returned{};
  bool transferred = false;
  bool was_answered = false;      // by anybody, ever
  std::int64_t legs_made = 0;     // numbers our legs: `{call}.1`, `{call}.2` ...
  std::int64_t ring_seconds = 20; // how long a transfer rings
  std::int64_t recall_ring_seconds =
    30; // how long a returned call rings at its receptionist before it goes to the queue
  friend bool operator==(const call_record&, const call_record&) = default;
};
BOOST_DESCRIBE_STRUCT(call_record, (),
                      (id, site, direction, caller, called, show_in_switchboard, origin, queue,
                       caller_leg, state, since, arrived, waiting_since, queued_at, queued_again,
                       overflowed_from, attempt, other, bridge, holder, return_to, target, returned,
                       transferred, was_answered, legs_made, ring_seconds, recall_ring_seconds))

/// What can happen to a call.
namespace call_input {

/// The caller is here: answer, play music, enter the queue.
struct start {};
/// The queue rings a receptionist.
struct offer {
  destination to;
  duration ring_for{};
};
/// A receptionist wants it at her phone (the phone answers by itself where it can); also one that
/// rings at her already.
struct take {
  destination to;
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
struct pull_back {
  user_id by;
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
/// After the link or the service was away: these legs still exist.
struct adopt {
  std::vector<leg_id> legs;
};
/// The deadline that the call asked for, or an earlier one: may be stale.
struct wake {};

} // namespace call_input

using call_action =
  std::variant<call_input::start, call_input::offer, call_input::take, call_input::end,
               call_input::hold, call_input::retrieve, call_input::transfer, call_input::pull_back,
               call_input::overflow, call_input::leg_ringing, call_input::leg_answered,
               call_input::leg_gone, call_input::adopt, call_input::wake>;

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

/// Top to bottom: what happened, what the PBX and the queue are to do, or why nothing was done.
struct call_decision {
  std::vector<event> events;
  std::vector<pbx::order> orders;
  std::vector<call_queue_order> queue_orders;
  std::optional<problem> refused{}; // then everything above is empty and the call is as it was
  bool changed = false;             // the record is another than before
};

/// One call, from the caller's first ring until no leg and no bridge of it is left.
///
/// At every moment the caller is in exactly one caller_state and hears something in it: music while
/// waiting, held and returning, a ringing tone while transferring, the counterpart while talking.
/// Every way that starts ends, by answer, return, overflow or hang-up. A transfer that fails
/// returns to its receptionist, and when she does not answer either, to the queue, with the reason;
/// a pulled-back call never rings on elsewhere. Of two commands for the same thing exactly one
/// wins; the loser's refusal names the winner.
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
  /// The picture that observers get.
  call_view view() const;

private:
  call_record record_;
};

} // namespace omstilling

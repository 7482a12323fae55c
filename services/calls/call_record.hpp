#pragma once

#include "services/calls/destination.hpp"
#include "services/history/call_tale.hpp"

#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// What an answer of a rung leg leads to. `direct`: the call was for this person from the start;
/// `callback`: a receptionist's own phone, before the one she dials.
BOOST_DEFINE_ENUM_CLASS(attempt_purpose, unknown, offer, direct, transfer, recall, overflow,
                        consult, callback, dial)

/// Whom the receptionist talks with while she has two.
BOOST_DEFINE_ENUM_CLASS(talk_partner, unknown, caller, consulted, all)

/// A leg that is being rung for a purpose until a deadline.
struct ring_attempt {
  leg_id leg;
  destination to;
  attempt_purpose purpose = attempt_purpose::unknown;
  bool alerting = false;
  bool auto_answer = false; // its owner asked for it: with a headset the phone answers by itself
  time_point until;
  std::int64_t stop = 0;         // where of `to` it rings: 0, or a detour's place counted from 1
  std::int64_t ring_seconds = 0; // at each stop
  friend bool operator==(const ring_attempt&, const ring_attempt&) = default;
};
BOOST_DESCRIBE_STRUCT(ring_attempt, (),
                      (leg, to, purpose, alerting, auto_answer, until, stop, ring_seconds))

/// Where it rings now.
destination where(const ring_attempt& x);

/// The other end of a conversation.
struct counterpart {
  leg_id leg;
  destination who;
  bool answered = true; // not yet: a phone that dialled, and hears it ring
  friend bool operator==(const counterpart&, const counterpart&) = default;
};
BOOST_DESCRIBE_STRUCT(counterpart, (), (leg, who, answered))

/// All that is kept of one call, as it stands in the store.
struct call_record {
  call_id id;
  site_id site;
  call_direction direction = call_direction::inbound;
  party caller; // who is served: who called, or whom a receptionist has dialled
  std::string called;
  std::string show_in_switchboard;
  std::vector<origin_hop> origin;
  std::string greeting;
  queue_id queue;    // it waits there, or was there last
  queue_id home;     // where it goes when it has been in no queue and nobody takes it; may be empty
  leg_id caller_leg; // empty until the dialled party has answered
  std::vector<leg_id> arrived_legs; // its legs whose ids the PBX gave, until they are gone
  bool caller_answered = false;
  caller_state state = caller_state::unknown;
  time_point since;
  time_point arrived;
  std::optional<time_point> waiting_since{};
  time_point queued_at;      // when it entered `queue` last: its wait there counts from here
  bool was_queued = false;   // in any queue, ever
  bool queued_again = false; // it had left that queue before: figures count it once
  std::vector<queue_id> overflowed_from;  // each queue sends it on once, so that none circles
  std::vector<ring_attempt> attempts;     // several only while a queue rings all
  std::optional<counterpart> other{};     // whom the caller talks with, or the receptionist
  std::optional<counterpart> consulted{}; // by her
  talk_partner with = talk_partner::caller;
  bool held_at_phone = false; // by the phone's own key: the PBX plays the music
  std::optional<bridge_id> bridge{};
  std::optional<user_id> holder{};           // the receptionist who has it or is offered it
  std::optional<user_id> sender{};           // the receptionist who sent it on and follows it
  std::optional<destination> sender_phone{}; // where she gets it when she pulls it back
  std::optional<destination> return_to{};    // the phone that it was sent on from
  std::optional<destination> dialled{};      // rung once the own phone has answered
  std::optional<party> target{};             // whom it was meant for
  std::optional<recall_reason> returned{};
  std::optional<std::string> slot{}; // where it is parked
  std::optional<camp_on> camped{};
  std::vector<destination>
    waits_for;                       // while camped: whoever is free first, the first before others
  std::optional<time_point> until{}; // of being parked, camped, or held without a receiver lifted
  std::vector<call_note> notes;
  bool was_answered = false;      // by anybody, ever
  std::int64_t legs_made = 0;     // numbers our legs: `{call}.1`, `{call}.2` ...
  std::int64_t ring_seconds = 20; // how long a transfer rings
  std::int64_t recall_ring_seconds =
    30; // how long a returned call rings at its receptionist before it goes to the queue
  std::int64_t hold_seconds = 180; // held with the receiver down, before it rings her
  call_tale tale{};                // what is told of it
  friend bool operator==(const call_record&, const call_record&) = default;
};
BOOST_DESCRIBE_STRUCT(call_record, (),
                      (id, site, direction, caller, called, show_in_switchboard, origin, greeting,
                       queue, home, caller_leg, arrived_legs, caller_answered, state, since,
                       arrived, waiting_since, queued_at, was_queued, queued_again, overflowed_from,
                       attempts, other, consulted, with, held_at_phone, bridge, holder, sender,
                       sender_phone, return_to, dialled, target, returned, slot, camped, waits_for,
                       until, notes, was_answered, legs_made, ring_seconds, recall_ring_seconds,
                       hold_seconds, tale))

} // namespace omstilling

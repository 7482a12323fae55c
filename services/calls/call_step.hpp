#pragma once

#include "services/calls/call.hpp"

namespace omstilling {

/// One input at work on one call: changes its record and gathers the decision.
///
/// The public functions are the inputs: of the call's life and its own legs in call_legs.cpp, of
/// receptionists in call_commands.cpp, of attended transfers in call_consult.cpp, of parking and
/// camping in call_rest.cpp. The private ones are the moves that inputs have in common
/// (call_step.cpp, call_ring.cpp for what rings and call_connect.cpp for answers); after each of
/// them the caller hears what belongs to the state.
class call_step {
public:
  call_step(call_record& at_work, time_point now) : call_(at_work), now_(now) {}

  void on(const call_input::start& x);
  void on(const call_input::dial& x);
  void on(const call_input::offer& x);
  void on(const call_input::take& x);
  void on(const call_input::pick_up& x);
  void on(const call_input::join& x);
  void on(const call_input::end& x);
  void on(const call_input::hold& x);
  void on(const call_input::retrieve& x);
  void on(const call_input::transfer& x);
  void on(const call_input::transfer_to_queue& x);
  void on(const call_input::pull_back& x);
  void on(const call_input::consult& x);
  void on(const call_input::swap& x);
  void on(const call_input::conference& x);
  void on(const call_input::complete& x);
  void on(const call_input::cancel_consult& x);
  void on(const call_input::park& x);
  void on(const call_input::camp& x);
  void on(const call_input::phone_free& x);
  void on(const call_input::note& x);
  void on(const call_input::named& x);
  void on(const call_input::overflow& x);
  void on(const call_input::leg_ringing& x);
  void on(const call_input::leg_answered& x);
  void on(const call_input::leg_gone& x);
  void on(const call_input::leg_held& x);
  void on(const call_input::leg_retrieved& x);
  void on(const call_input::press_failed& x);
  void on(const call_input::refer& x);
  void on(const call_input::give& x);
  void on(const call_input::receive& x);
  void on(const call_input::adopt& x);
  void on(const call_input::wake& x);

  call_decision decision;

private:
  void happened(event x) { decision.events.push_back(std::move(x)); }
  void order(pbx::order x) { decision.orders.push_back(std::move(x)); }
  void order(call_queue_order x) { decision.queue_orders.push_back(std::move(x)); }
  void refuse(problem x) { decision.refused = std::move(x); }
  /// Refuses because of the state the call is in, and says which.
  void refuse_state(std::string detail = {});

  // --- who and what ---------------------------------------------------------------
  /// Whether this receptionist has the call; refuses if not, and says who has it.
  bool has_it(const user_id& by);
  /// Whether she has it and it is with her, talking or held; refuses if not.
  bool in_hand_of(const user_id& by);
  bool in_hand() const;
  /// Of the receptionist, or of whoever talks with the caller.
  party own_phone() const;
  /// Nobody has answered what somebody of the house dialled.
  bool being_dialled() const { return call_.state == caller_state::initiated && call_.dialled; }
  /// A leg that this call made or was given, now or before.
  bool ours(const leg_id& leg) const;
  bool current(const leg_id& leg) const;
  /// Whether the figures of its queue still count on it.
  bool counted() const { return call_.waiting_since && !call_.queued_again; }
  std::int64_t seconds_since(time_point x) const;

  // --- what is heard --------------------------------------------------------------
  enum class heard { nothing, music, ringing_tone, conversation };
  heard caller_hears() const;
  void hush(heard x);
  void sound(heard x);
  /// Changes the record, and with it what the caller hears.
  template <class Change>
  void shift(Change change) {
    const auto before = caller_hears();
    change();
    if (const auto after = caller_hears(); after != before) {
      hush(before);
      sound(after);
    }
  }
  void enter(caller_state next);
  /// The consulted one talks, or waits with music.
  void talk_with(talk_partner next);

  // --- queues ---------------------------------------------------------------------
  void enter_queue(bool again);
  void leave_queue();
  void back_to_queue();

  // --- what rings (call_ring.cpp) -------------------------------------------------
  using attempts = std::vector<ring_attempt>;
  /// Whoever asks for a call at the own phone (auto_answer) gets it there, whatever it is set to.
  void ring(const destination& to, attempt_purpose purpose, duration ring_for, bool auto_answer);
  /// Rings several at once; those who can not be rung have failed when all others ring.
  void ring_all(const std::vector<destination>& to, attempt_purpose purpose, duration ring_for,
                bool auto_answer);
  /// Rings the attempt's stop, or the one it leads to; false when it leads nowhere.
  bool ring_stop(ring_attempt& x);
  /// Goes on to where this one's owner wants calls that fail so.
  bool divert(ring_attempt& x, leg_cause& cause);
  void offer_to(const std::vector<destination>& to, duration ring_for, bool auto_answer);
  /// The ringing leg is taken down, and its purpose has failed.
  void give_up(const leg_id& leg, leg_cause towards_leg, leg_cause cause);
  void attempt_failed(const leg_id& leg, leg_cause cause);
  void offer_failed(const ring_attempt& lost, leg_cause cause);
  void direct_failed(leg_cause cause);
  void cancel_attempts(leg_cause cause);
  ring_attempt* find_attempt(const leg_id& leg);
  bool rings_for(attempt_purpose purpose) const;
  /// Makes her phone, which rings already, answer; without a headset she lifts the receiver.
  void answer_ringing(const leg_id& leg, const call_input::take& x);
  /// Rings it anew, and asks it to answer by itself.
  void ring_anew(ring_attempt& x);
  /// The ring at a phone whose owner took the call, and is about to have it.
  const ring_attempt* asked_for() const;

  // --- who talks (call_connect.cpp)
  // ----------------------------------------------------------------------
  void connect(const leg_id& leg);
  void connect_dialled(const ring_attempt& answered);
  void connect_consulted(const ring_attempt& answered);
  void connect_caller(const ring_attempt& answered);
  void make_bridge();
  /// All but the caller leave.
  void release();
  void drop_consultation();

  // --- moves ----------------------------------------------------------------------
  /// It leaves the receptionist's hand; she, or the phone, gets it back if it fails.
  void send_on(const party& to);
  void give_to(const std::optional<user_id>& holder);
  /// Whether the caller talks with somebody at this leg, after the two changed places if need be.
  bool has_counterpart(const leg_id& leg);
  void stop_following();
  void hand_over();
  void blind_instead();
  void take_over(const destination& to, duration ring_for);
  void recall(recall_reason why, const destination& to, bool auto_answer);
  /// To the phone that it was sent on from.
  void recall(recall_reason why);
  void end_rest();
  void caller_gone(leg_cause cause, call_outcome unanswered);
  void go_on_without_caller(leg_cause cause);
  void counterpart_gone(leg_cause cause);
  void consulted_gone(leg_cause cause);
  void hang_up_caller(leg_cause cause = leg_cause::hung_up);
  void put_right(const std::vector<pbx::leg_now>& legs);
  void put_caller_right(const pbx::leg_now& there);
  void place(const pbx::leg_now& there, bool in_bridge);
  void finish(call_outcome outcome);

  call_record& call_;
  time_point now_;
};

/// Why a call comes back that failed so.
recall_reason reason_of(leg_cause x);

/// How long a receptionist's own phone rings when she takes a call and it does not answer by
/// itself.
inline constexpr std::chrono::seconds own_phone_rings_for{30};

} // namespace omstilling

#pragma once

#include "services/calls/call.hpp"

namespace omstilling {

/// One input at work on one call: changes its record and gathers the decision.
///
/// The public functions are the inputs. The private ones are the moves that inputs have in common;
/// after each of them the caller hears what belongs to the state.
class call_step {
public:
  call_step(call_record& at_work, time_point now) : call_(at_work), now_(now) {}

  void on(const call_input::start& x);
  void on(const call_input::offer& x);
  void on(const call_input::take& x);
  void on(const call_input::end& x);
  void on(const call_input::hold& x);
  void on(const call_input::retrieve& x);
  void on(const call_input::transfer& x);
  void on(const call_input::pull_back& x);
  void on(const call_input::overflow& x);
  void on(const call_input::leg_ringing& x);
  void on(const call_input::leg_answered& x);
  void on(const call_input::leg_gone& x);
  void on(const call_input::adopt& x);
  void on(const call_input::wake& x);

  call_decision decision;

private:
  void happened(event x) { decision.events.push_back(std::move(x)); }
  void order(pbx::order x) { decision.orders.push_back(std::move(x)); }
  void order(call_queue_order x) { decision.queue_orders.push_back(std::move(x)); }
  void refuse(problem x) { decision.refused = std::move(x); }
  /// Refuses because of the state the call is in, and says which.
  void refuse_state();
  /// Whether this receptionist has the call; refuses if not, and says who has it.
  bool has_it(const user_id& by);
  /// With its receptionist, who may hold it, send it on or end it.
  bool in_hand() const;
  /// A leg that this call made, now or before.
  bool ours(const leg_id& leg) const;
  bool current(const leg_id& leg) const;

  /// Changes the state, and with it what the caller hears.
  void enter(caller_state next);
  void hush();
  void sound();
  void enter_queue(bool again);
  void leave_queue();
  /// Whether the figures of its queue still count on it.
  bool counted() const { return call_.waiting_since && !call_.queued_again; }
  std::int64_t seconds_since(time_point x) const;

  void ring(const destination& to, attempt_purpose purpose, duration ring_for, bool auto_answer);
  void offer_to(const destination& to, duration ring_for, bool auto_answer);
  /// The ringing leg is taken down, and its purpose has failed.
  void give_up(leg_cause towards_leg, leg_cause cause);
  void attempt_failed(leg_cause cause);
  void cancel_attempt(leg_cause cause);
  void connect();
  void release_bridge();
  void recall(recall_reason why, bool auto_answer);
  void back_to_queue();
  void caller_gone(leg_cause cause, call_outcome unanswered);
  void counterpart_gone(leg_cause cause);
  void finish(call_outcome outcome);

  call_record& call_;
  time_point now_;
};

} // namespace omstilling

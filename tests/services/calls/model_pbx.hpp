#pragma once

#include "services/calls/call.hpp"

#include <deque>
#include <map>
#include <set>
#include <string>

namespace omstilling::test {

/// A small exchange: carries out a call's orders at once, lets the test decide what phones do and
/// when the call hears of it, and complains of orders that make no sense.
///
/// A leg that is to be hung up is `ending` until it ends. Meanwhile it may still answer, and that
/// may even win over the order: then it stays up until the call hears of it and orders anew. While
/// the link is down it hears no order and nothing of what happens gets through.
class model_pbx {
public:
  struct leg {
    bool arrived = false; // of somebody who called us: we answer it
    bool up = false;
    bool ending = false;
    bool music = false;
    bool tone = false;
    bool held_by_key = false;
    bool pressed = false; // told to answer
    bool headset = true;
    std::optional<bridge_id> bridge{};
  };

  void execute(const pbx::order& x);

  void arrives(const leg_id& x) { legs[x] = {.arrived = true}; }
  void rings(const leg_id& x) { tell(call_input::leg_ringing{x}); }
  void answers(const leg_id& x, bool beats_hang_up);
  /// Its hold key, one way or the other.
  void hold_key(const leg_id& x);
  void tell(const call_action& news);
  /// Whether the call has yet to hear that this leg answered.
  bool answer_in_flight(const leg_id& x) const;
  void ends(const leg_id& x, leg_cause cause);

  void link_breaks();
  /// What exists now; until `settled`, orders may say again what is so already.
  call_input::adopt link_is_back();
  void settled();

  std::map<leg_id, leg> legs;
  std::set<bridge_id> bridges;
  std::deque<call_action> in_flight; // what the call has not heard yet
  std::string complaint;             // the first one
  bool link_up = true;

private:
  void complain(const std::string& x) { complaint = complaint.empty() ? x : complaint; }
  /// The leg, if it exists and an order for it can still mean something.
  leg* usable(const leg_id& x);
  /// Changes what a leg hears, which must not be so already.
  void turn(bool leg::*what, bool on, const leg_id& x, const char* order);

  void on(const pbx::originate& x);
  void on(const pbx::press_answer& x);
  void on(const pbx::answer& x);
  void on(const pbx::hang_up& x);
  void on(const pbx::create_bridge& x);
  void on(const pbx::add_to_bridge& x);
  void on(const pbx::remove_from_bridge& x);
  void on(const pbx::destroy_bridge& x);
  void on(const pbx::start_music& x) { turn(&leg::music, true, x.leg, "start_music"); }
  void on(const pbx::stop_music& x) { turn(&leg::music, false, x.leg, "stop_music"); }
  void on(const pbx::start_ringing_tone& x) { turn(&leg::tone, true, x.leg, "start_tone"); }
  void on(const pbx::stop_ringing_tone& x) { turn(&leg::tone, false, x.leg, "stop_tone"); }
  void on(const pbx::play&) { complain("play was not expected"); }
  void on(const pbx::send_dtmf&) { complain("send_dtmf was not expected"); }
  void on(const pbx::set_variable&) { complain("set_variable was not expected"); }

  std::set<leg_id> ever_made_;
  bool says_again_ = false;
};

} // namespace omstilling::test

#pragma once

#include "tests/services/calls/model_pbx.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace omstilling::test {

/// A rule of the call core that did not hold, and the way there.
struct broken_rule {
  std::string what;
};

inline bool one_of(caller_state x, std::initializer_list<caller_state> list) {
  return std::find(list.begin(), list.end(), x) != list.end();
}

/// How a call begins.
BOOST_DEFINE_ENUM_CLASS(beginning, to_queue, direct_from_outside, direct_from_inside, dialled,
                        dialled_at_phone)

/// How often the worlds of one test came to a state, a return and an end, and how often a move
/// changed something: what was never visited was not shown.
struct visits {
  std::map<beginning, std::int64_t> beginnings;
  std::map<caller_state, std::int64_t> states;
  std::map<recall_reason, std::int64_t> returns;
  std::map<call_outcome, std::int64_t> ends;
  std::map<std::string_view, std::int64_t> moves;
  std::int64_t takes_refused = 0;
  std::int64_t answered_while_ending = 0;
  std::int64_t put_right = 0; // adopted after orders were lost
};

/// One call, its exchange, three receptionists and a queue, moved by a script of numbers. After
/// every step the invariants are looked at; the first that does not hold is thrown.
class call_world {
public:
  call_world(visits& into, std::uint32_t how);

  /// The numbers from which a script is drawn: each stands for a move and its particulars.
  static std::uint32_t script_range();
  static std::vector<std::string_view> move_names();
  void play(std::uint32_t number);
  /// Delivers what is in flight and fires every deadline, in order, until nothing more will happen.
  void drain();
  /// Everybody hangs up who is still there, and nothing of the call may be left.
  void close();

private:
  struct move;
  static const std::vector<move>& moves();
  static std::uint32_t weights();

  // --- what the exchange and the phones do (call_world.cpp)
  void hear_oldest(std::uint32_t x);
  void hear_any(std::uint32_t x);
  void lose_news(std::uint32_t x);
  void leg_rings(std::uint32_t x);
  void leg_answers(std::uint32_t x);
  void leg_fails(std::uint32_t x);
  void leg_finishes(std::uint32_t x);
  void somebody_hangs_up(std::uint32_t x);
  void caller_hangs_up(std::uint32_t x);
  void press_fails(std::uint32_t x);
  void hold_key(std::uint32_t x);
  void transfer_key(std::uint32_t x);
  void joins(std::uint32_t x);
  void phone_gets_free(std::uint32_t x);
  void time_passes(std::uint32_t x);
  void wakes(std::uint32_t x);
  void link_breaks(std::uint32_t x);
  void link_is_back(std::uint32_t x);
  void restarts(std::uint32_t x);

  // --- what the queue and receptionists do (call_world_moves.cpp)
  void queue_offers(std::uint32_t x);
  void takes(std::uint32_t x);
  void picks_up(std::uint32_t x);
  void transfers(std::uint32_t x);
  void transfers_to_queue(std::uint32_t x);
  void pulls_back(std::uint32_t x);
  void holds(std::uint32_t x);
  void retrieves(std::uint32_t x);
  void consults(std::uint32_t x);
  void swaps(std::uint32_t x);
  void confers(std::uint32_t x);
  void completes(std::uint32_t x);
  void cancels(std::uint32_t x);
  void parks(std::uint32_t x);
  void camps(std::uint32_t x);
  void notes(std::uint32_t x);
  void ends(std::uint32_t x);
  void overflows_to_queue(std::uint32_t x);
  void overflows_outside(std::uint32_t x);

  void begin(beginning how, std::uint32_t x);
  /// Often one who has to do with the call, otherwise any of three.
  user_id somebody(std::uint32_t x) const;
  call_decision input(const call_action& x);

  // --- what must hold (call_world_rules.cpp)
  void look_at(const call_record& before, const call_decision& done);
  void look_at_recall(const call_record& before, recall_reason why) const;
  void look_at_queue(const call_queue_order& x);
  void look_at_story() const;
  void look_at_history() const;
  void look_at_record() const;
  void look_at_rings() const;
  void look_at_people() const;
  void look_at_exchange() const;
  void look_at_leg(const leg_id& id, const model_pbx::leg& leg) const;
  void rule(bool holds, std::string_view what) const;

  visits& visits_;
  call subject_;
  model_pbx pbx_;
  time_point now_;
  std::set<queue_id> queued_in_;
  std::int64_t cleared_ = 0;
  std::optional<call_outcome> ended_;
  std::int64_t dialled_in_ = 0;
  bool orders_lost_ = false;
  bool did_something_ = false;
  std::vector<const char*> way_;
};

/// People to ring: of a number of ways one, some of them not to be disturbed or forwarded.
destination desk_of(const user_id& x, bool do_not_disturb = false);
destination somewhere(std::uint32_t x);

} // namespace omstilling::test

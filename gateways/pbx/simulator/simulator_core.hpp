#pragma once

#include "gateways/pbx/simulator/agenda.hpp"
#include "gateways/pbx/simulator/arrivals.hpp"
#include "gateways/pbx/simulator/colleagues.hpp"
#include "gateways/pbx/simulator/dice.hpp"
#include "gateways/pbx/simulator/phone_board.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// A PBX with its phones and its callers, in memory: orders and time in, events out.
///
/// The same options, orders and times give the same events. A leg ends once, and nothing is said of
/// it afterwards; a bridge lives until an order destroys it. An order for what does not exist (any
/// more) gives order_failed.
class simulator_core {
public:
  using events = std::vector<pbx::event>;

  explicit simulator_core(simulator_options options);

  /// What exists, for whoever listens from now on.
  events connect(time_point now);
  /// From now on there are callers, and life in the house. Only the first time counts.
  void open(time_point now);
  events execute(const pbx::order& order, time_point now);
  /// Does what is due; may be stale.
  events wake(time_point now);
  /// From now on nothing is heard of the PBX, and no order reaches it; calls go on.
  events cut_link(std::string why);
  events restore_link();

  std::optional<time_point> deadline() const;
  std::vector<leg_id> legs() const;
  std::vector<bridge_id> bridges() const;
  /// Callers who were answered and hear nothing at all.
  std::vector<leg_id> silent() const;

private:
  enum class progress { dialled, ringing, answered };
  struct leg {
    std::string endpoint;
    endpoint_kind kind = endpoint_kind::outside;
    std::optional<pbx::leg_arrived> arrival{}; // of a caller
    progress state = progress::dialled;
    std::optional<bridge_id> bridge{};
    bool talking = false;
    bool music = false;
    bool ringing_tone = false;
    std::uint64_t plan = 0; // steps of another plan are void
    bool caller() const { return arrival.has_value(); }
  };
  struct bridge {
    std::vector<leg_id> legs;
    std::uint64_t plan = 0;
  };
  enum class what { ring, pick_up, leave, end_talk };
  struct step {
    what kind = what::leave;
    std::uint64_t plan = 0;
    leg_id of;
    bridge_id in{};
    leg_cause cause = leg_cause::hung_up;
  };

  void carry_out(const pbx::originate& x, time_point now);
  void carry_out(const pbx::press_answer& x, time_point now);
  void carry_out(const pbx::answer& x, time_point now);
  void carry_out(const pbx::hang_up& x, time_point now);
  void carry_out(const pbx::create_bridge& x, time_point now);
  void carry_out(const pbx::add_to_bridge& x, time_point now);
  void carry_out(const pbx::remove_from_bridge& x, time_point now);
  void carry_out(const pbx::destroy_bridge& x, time_point now);
  /// Those that only need their leg: what it hears, and what a simulated caller ignores.
  template <class Order>
  void carry_out(const Order& x, time_point);

  /// The leg, or nullptr after order_failed.
  leg* find(const leg_id& id);
  void refuse(const leg_id& id, const char* why, bool no_leg = false);
  void plan_answer(const pbx::originate& x, const leg& made, time_point now);
  void do_step(const step& x, time_point at);
  void arrive(time_point at);
  void pick_up(const leg_id& id, leg& x, time_point at);
  void leave(const leg_id& id, leg_cause cause, time_point at);
  void take_out(const leg_id& id, leg& x, time_point at);
  void settle(bridge_id id, time_point at);
  void set_talking(const leg_id& id, bool talking, time_point at);
  void plan_patience(const leg_id& id, leg& x, time_point at);
  void show_phone(const leg_id& id, const leg& x);
  const phone_habit& habit_of(const leg& x) const;
  std::vector<pbx::leg_now> legs_now() const;
  events finish();

  simulator_options options_;
  phone_board phones_;
  arrivals arrivals_;
  colleagues colleagues_;
  dice chance_;
  agenda<step> agenda_;
  std::map<leg_id, leg> legs_;
  std::map<bridge_id, bridge> bridges_;
  std::string prefix_; // of callers' leg ids; empty until the house opens
  std::uint64_t callers_ = 0;
  std::uint64_t plans_ = 0;
  std::optional<std::string> cut_;
  events out_;
};

} // namespace omstilling

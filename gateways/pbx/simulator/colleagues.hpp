#pragma once

#include "gateways/pbx/simulator/agenda.hpp"
#include "gateways/pbx/simulator/dice.hpp"
#include "gateways/pbx/simulator/phone_board.hpp"

#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// The life of the house that nobody ordered: calls between phones, phones unplugged for a while.
class colleagues {
public:
  explicit colleagues(const simulator_options& options);

  void start(time_point now);
  std::optional<time_point> next() const { return agenda_.next(); }
  /// Does the next step, at the time it stands for.
  void step(time_point at, phone_board& phones);

private:
  enum class what { pick_up_to_call, alert, answer, hang_up, unplug, plug_in };
  struct step_of {
    what kind = what::pick_up_to_call;
    std::string connection;
    std::string from;
    std::string to;
  };
  void begin_call(time_point at, phone_board& phones);
  void alert(step_of x, time_point at, phone_board& phones);
  void unplug(time_point at, phone_board& phones);
  void plan_again(what kind, double per_hour, time_point at);

  std::vector<std::string> numbers_;
  double calls_per_hour_;
  double unplugged_per_hour_;
  dice chance_;
  agenda<step_of> agenda_;
  std::uint64_t calls_ = 0;
};

} // namespace omstilling

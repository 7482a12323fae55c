#pragma once

#include "gateways/pbx/simulator/simulator_options.hpp"
#include "services/calls/pbx_words.hpp"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace omstilling {

/// The phones of a simulated PBX: what each is doing, as the sum of its connections.
class phone_board {
public:
  explicit phone_board(const std::vector<phone_habit>& phones);

  /// The habit of a phone of the house, or nullptr.
  const phone_habit* find(const std::string& number) const;
  bool registered(const std::string& number) const;
  /// Registered, and not all its lines are taken.
  bool has_free_line(const std::string& number) const;
  bool idle(const std::string& number) const;

  /// One connection of a phone does this now. Numbers outside are nobody's business.
  void connect(const std::string& number, const std::string& connection, phone_activity activity);
  void clear(const std::string& number, const std::string& connection);
  void set_registered(const std::string& number, bool registered);

  /// What monitored phones do otherwise than when this was last asked, in the order of the changes.
  std::vector<pbx::device_changed> take_changes();
  /// All monitored phones, in order of their numbers.
  std::vector<pbx::device_changed> all() const;

private:
  struct slot {
    phone_habit habit;
    std::unordered_map<std::string, phone_activity> connections;
    pbx::device_changed told;
  };
  static pbx::device_changed picture(const slot& x);

  std::map<std::string, slot> slots_;
  std::vector<std::string> touched_;
};

} // namespace omstilling

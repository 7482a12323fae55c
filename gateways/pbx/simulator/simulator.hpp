#pragma once

#include "actors/ports/clock.hpp"
#include "actors/ports/pbx.hpp"
#include "gateways/pbx/simulator/simulator_core.hpp"

#include <caf/fwd.hpp>

#include <functional>
#include <memory>
#include <string>

namespace omstilling {

/// A PBX without telephones: an actor around simulator_core, on the actors' clock.
class simulator : public pbx_port {
public:
  /// The house opens: callers begin to call.
  virtual void open() = 0;
  /// Loses the connection to the PBX, whose calls go on; and finds it again.
  virtual void cut_link(std::string why) = 0;
  virtual void restore_link() = 0;
  /// Shows the core to `look`, on the simulator's thread, behind all orders given before.
  virtual void inspect(std::function<void(const simulator_core&)> look) = 0;
  /// Ends it; nothing is heard of it any more. Its end as an object does the same.
  virtual void stop() = 0;
};

/// The house opens at the first connect(), or as the options say, at open().
std::shared_ptr<simulator> spawn_simulator(caf::actor_system& system, std::shared_ptr<clock> time,
                                           simulator_options options);

} // namespace omstilling

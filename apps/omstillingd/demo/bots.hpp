#pragma once

#include "actors/ports/clock.hpp"
#include "actors/ports/front_door.hpp"
#include "apps/omstillingd/demo/demo_office.hpp"

#include <caf/fwd.hpp>

#include <memory>

namespace omstilling {

/// The bots of a demo office at work; its end stops them.
class demo_bots {
public:
  virtual ~demo_bots() = default;
  virtual void stop() = 0;
};

/// Sets to work one bot for each receptionist and one for everybody's status. They come in by
/// `door` like anybody else; it must outlive them. What the office states must be known there.
std::shared_ptr<demo_bots> spawn_demo_bots(caf::actor_system& system, front_door& door,
                                           std::shared_ptr<clock> time, const demo_office& office,
                                           std::uint64_t seed);

} // namespace omstilling

#pragma once

#include "services/pictures/frames.hpp"

#include <vector>

namespace omstilling {

/// Those who watch: the board publishes to it. Called from the board's thread only, in order; never
/// blocks.
class observers {
public:
  virtual ~observers() = default;
  /// Frames of one moment, in order.
  virtual void publish(std::vector<topic_frame> frames) = 0;
};

} // namespace omstilling

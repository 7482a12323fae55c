#pragma once

#include "services/access/principal.hpp"
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
  /// These topics begin again, under another epoch: who reads them has to open them anew. All
  /// frames of the old epoch were published before, those of the new one come after.
  virtual void begin_again(std::vector<std::string> topics) = 0;
  /// The rights of this user or token are others now, or none: who watches by them has to log in
  /// again.
  virtual void turn_out(principal whom) = 0;
};

} // namespace omstilling

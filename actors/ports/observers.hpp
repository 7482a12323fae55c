#pragma once

#include "protocol/commands.hpp"

#include <memory>
#include <string>
#include <vector>

namespace omstilling {

/// A topic as one audience sees it: what readers share.
struct topic_key {
  std::string topic;
  audience sees = audience::unknown;
  friend bool operator==(const topic_key&, const topic_key&) = default;
  friend auto operator<=>(const topic_key&, const topic_key&) = default;
};

using shared_text = std::shared_ptr<const std::string>;

/// One notification of a topic, ready to be sent: JSON encoded once for all readers.
struct topic_frame {
  topic_key key;
  std::int64_t after = 0;    // the topic's revision before it
  std::int64_t revision = 0; // and after it
  shared_text text;
};

/// A topic's whole picture, as notifications ready to be sent.
struct topic_snapshot {
  topic_key key;
  std::string epoch;
  std::int64_t revision = 0;
  std::vector<shared_text> chunks; // at least one; the last says so
};

/// Those who watch: the board publishes to it. Called from the board's thread only, in order; never
/// blocks.
class observers {
public:
  virtual ~observers() = default;
  /// Frames of one moment, in order.
  virtual void publish(std::vector<topic_frame> frames) = 0;
};

} // namespace omstilling

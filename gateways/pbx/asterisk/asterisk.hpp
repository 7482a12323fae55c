#pragma once

#include "actors/ports/pbx.hpp"
#include "gateways/pbx/asterisk/asterisk_settings.hpp"

#include <memory>

namespace omstilling {

/// A real Asterisk, driven over ARI from a thread of its own.
class asterisk : public pbx_port {
public:
  /// Ends it; nothing is heard of it any more. Its end as an object does the same.
  virtual void stop() = 0;
};

/// It connects at connect().
std::unique_ptr<asterisk> start_asterisk(asterisk_settings settings);

} // namespace omstilling

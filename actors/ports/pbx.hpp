#pragma once

#include "services/calls/pbx_words.hpp"

#include <functional>

namespace omstilling {

/// One telephone exchange. Orders never block; what becomes of them comes as events. Callable from
/// any thread.
class pbx_port {
public:
  virtual ~pbx_port() = default;
  virtual pbx::capabilities capabilities() const = 0;
  /// From now on events go to `sink`, in order, beginning with link_up or link_down. `sink` is
  /// callable from any thread.
  virtual void connect(std::function<void(pbx::event)> sink) = 0;
  virtual void execute(pbx::order order) = 0;
};

} // namespace omstilling

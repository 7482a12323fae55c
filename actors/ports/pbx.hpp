#pragma once

#include "protocol/errors.hpp"
#include "services/calls/pbx_words.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <utility>

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
  /// Gives the link up: nothing is heard and no order goes out until connect() is called again.
  /// Calls go on.
  virtual void disconnect() = 0;
  virtual void execute(pbx::order order) = 0;
};

/// Makes the PBX of a site that begins, or says why it cannot.
using pbx_maker = std::function<tl::expected<std::shared_ptr<pbx_port>, problem>()>;

/// One PBX that is there already, for a site that begins again and again.
inline pbx_maker always(std::shared_ptr<pbx_port> x) {
  return [x = std::move(x)] { return x; };
}

} // namespace omstilling

#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>

namespace omstilling {

/// Uses the service as a person at a console does: asks, hears the answer, and takes its time.
class bot {
public:
  struct request {
    std::uint64_t number = 0;
    command what;
  };
  using answer = tl::expected<command_result, problem>;

  virtual ~bot() = default;
  /// What it asks now, if anything; may come too early.
  virtual std::optional<request> wake(time_point now) = 0;
  /// The answer to the request of this number; one that comes too late is ignored.
  virtual void answered(std::uint64_t number, const answer& x, time_point now) = 0;
  virtual std::optional<time_point> deadline() const = 0;
};

} // namespace omstilling

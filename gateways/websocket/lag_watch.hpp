#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace omstilling {

/// Tells whether a reader keeps up, and what becomes of it when it does not.
class lag_watch {
public:
  using time_point = std::chrono::steady_clock::time_point;
  enum class verdict {
    ok,
    latest_only, // too much waits: throw it away and begin again from the latest state
    close        // it was given its time and did not catch up, or it takes nothing at all
  };

  /// `limit`: bytes that may wait. `grace`: how long it may stay behind, or take nothing.
  lag_watch(std::size_t limit, std::chrono::milliseconds grace) : limit_(limit), grace_(grace) {}

  /// Asked after each attempt to send: `waiting` bytes in the logs, `sent` bytes in all so far,
  /// `caught_up` when nothing is left to send.
  verdict judge(std::size_t waiting, std::uint64_t sent, bool caught_up, time_point now);

  /// Since when it has not caught up; none while it keeps up.
  std::optional<time_point> behind_since() const { return behind_since_; }

private:
  std::size_t limit_;
  std::chrono::milliseconds grace_;
  std::optional<time_point> behind_since_;
  std::uint64_t sent_ = 0;
  std::optional<time_point> no_progress_since_;
};

} // namespace omstilling

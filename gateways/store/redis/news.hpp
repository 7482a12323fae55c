#pragma once

#include "protocol/time.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>

namespace omstilling::redis {

/// What has news, between the thread that hears of it and those that wait for it. News may come
/// without a cause, and none is lost: what is told while nobody waits is there for who waits next.
class news {
public:
  enum class of : std::uint8_t { frames, commands, answers };
  using instant = std::chrono::steady_clock::time_point;

  struct told {
    bool all = false;           // of anything: look at everything
    bool woken = false;         // somebody wants the wait to end
    std::set<std::string> keys; // streams
    std::string refusal;        // why nothing is heard, in Redis' words; empty: it is
  };

  /// The stream has grown.
  void tell(const std::string& key);
  /// Anything may have grown.
  void tell_all();
  /// Nothing will be heard, because Redis does not let us; until it does.
  void refuse(std::string why);
  void wake();

  /// What was told of this kind since it was taken last; waits for it until `until`. At first: all.
  told take(of kind, instant until);

private:
  struct ear {
    told heard{.all = true, .woken = false, .keys = {}, .refusal = {}};
    bool anything() const { return heard.all || heard.woken || !heard.keys.empty(); }
  };

  std::mutex guard_;
  std::condition_variable changed_;
  std::array<ear, 3> ears_;
  std::string refusal_;
};

} // namespace omstilling::redis

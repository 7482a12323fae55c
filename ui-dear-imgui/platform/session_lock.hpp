#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace omstilling {

/// Tells when the user locks and unlocks the computer (S16.8), as logind and the desktop's screen
/// saver say over D-Bus. What several of them say is told once.
class session_lock {
public:
  /// `changed` is called on a thread of this object, one call at a time; first when it is locked.
  /// A bus that is missing or gone is tried again after `retry`.
  explicit session_lock(std::function<void(bool locked)> changed,
                        std::chrono::milliseconds retry = std::chrono::seconds{3});
  /// `changed` is not called afterwards. Not to be destroyed by `changed`.
  ~session_lock();
  session_lock(const session_lock&) = delete;
  session_lock& operator=(const session_lock&) = delete;

  /// One sentence until logind or a screen saver has answered, and while both are gone.
  std::string problem() const;

private:
  struct state;
  std::unique_ptr<state> state_;
};

} // namespace omstilling

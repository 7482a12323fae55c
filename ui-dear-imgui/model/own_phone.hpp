#pragma once

#include "ui-dear-imgui/model/view.hpp"

#include <optional>

namespace omstilling {

/// The user's own phone for calls: the chosen one, else the primary one; null where none is known.
const phone* own_phone(const console_view& view);

/// Do-not-disturb on the own phone while the PC is locked (S16.8), where the user wants that. What
/// was on before is not taken off at the unlock.
class lock_rule {
public:
  void locked(bool now);
  /// What to ask of the service at this view; nothing while it is away, and then when it is back.
  std::optional<command> next(const console_view& view, time_point now);

private:
  struct asking {
    bool on;
    time_point at;
  };
  bool locked_ = false;
  bool settled_ = true;         // for the present state of the lock
  bool ours_ = false;           // it was this rule that put it on
  std::optional<asking> asked_; // and not shown yet
};

/// Do-not-disturb off once, when the program starts (S16.9), where the user wants that.
class start_rule {
public:
  std::optional<command> next(const console_view& view);

private:
  bool settled_ = false;
};

} // namespace omstilling

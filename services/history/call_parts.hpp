#pragma once

#include "services/calls/call_record.hpp"

namespace omstilling {

/// Who has to do with a call, while one of its steps is told.
class call_parts {
public:
  call_parts(call_tale& tale, time_point now) : tale_(tale), now_(now) {}

  call_part* find(const party& who);
  /// A new one when there is none yet.
  call_part& of(const party& who, const std::optional<user_id>& user);
  /// Those in whose log it will not stand.
  void drop_bystanders();
  /// A name that was found meanwhile.
  void learn_names(const call_record& after);
  /// Who talks from now on, and who no longer does.
  void run_clocks(const call_record& after);

  template <class T, class U>
  void set(T& member, U value) {
    if (member == value)
      return;
    member = std::move(value);
    changed_ = true;
  }
  bool changed() const { return changed_; }
  void change() { changed_ = true; }

private:
  void learn(const party& known);
  void run(talk_clock& x, bool on);

  call_tale& tale_;
  time_point now_;
  call_part spare_;
  bool changed_ = false;
};

} // namespace omstilling

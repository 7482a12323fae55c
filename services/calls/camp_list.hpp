#pragma once

#include "protocol/entities.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace omstilling {

/// A caller who waits for one of these phones.
struct camping {
  call_id call;
  camp_on kind = camp_on::ccbs;
  time_point since;
  std::vector<std::string> numbers; // the first before the others
  friend bool operator==(const camping&, const camping&) = default;
};

/// Now this phone can take this call.
struct camp_turn {
  call_id call;
  std::string number;
  friend bool operator==(const camp_turn&, const camp_turn&) = default;
};

/// What waits for whom at one site. Of several callers for one phone the first to come is the
/// first; of several phones for one caller, the first named. A phone is given one caller at a time:
/// the next when it has been free again. Who got it in vain gets it again after it was used: a
/// phone that says it is busy and is not would ring for ever.
class camp_list {
public:
  /// A caller begins to wait, or goes on after an attempt that failed.
  std::optional<camp_turn> wait(const camping& x);
  void leave(const call_id& x);
  /// Where a call rings now, and whether it waits: a phone that it was given and that it rings no
  /// more is the next one's, also a phone that was never seen at work, as a dead one is not.
  std::vector<camp_turn> rings(const call_id& x, const std::vector<std::string>& numbers,
                               bool waits);
  /// The call is over.
  void forget(const call_id& x);
  /// What a phone does now. `unknown` frees nobody.
  std::optional<camp_turn> phone(const std::string& number, phone_reach reach,
                                 phone_activity activity);

private:
  struct caller {
    camping what;
    std::set<std::string> used; // ccnr: phones that were used since
  };
  bool free(const std::string& number) const;
  bool may_have(const caller& x, const std::string& number) const;
  camp_turn give_to(const caller& x, const std::string& number);
  std::optional<camp_turn> give(const std::string& number);

  std::vector<caller> callers_; // the first to come first
  enum class use { not_known, idle, in_use };
  std::map<std::string, use> phones_;
  struct gift {
    call_id to;
    bool rings = false;
  };
  std::map<std::string, gift> given_; // until it is seen at work, or rings in vain
  // Since when they waited who were given a phone that was not used since.
  std::map<std::string, std::map<call_id, time_point>> had_;
};

} // namespace omstilling

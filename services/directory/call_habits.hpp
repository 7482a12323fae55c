#pragma once

#include "protocol/party.hpp"
#include "services/directory/number_reader.hpp"

#include <deque>
#include <unordered_map>

namespace omstilling {

/// With whom each user spoke of late.
class call_habits {
public:
  struct called {
    party with;
    meant_number number; // theirs
    time_point at;
  };
  void add(const user_id& user, called x);
  /// The last 200 calls, the newest first.
  const std::deque<called>& of(const user_id& user) const;

private:
  std::unordered_map<user_id, std::deque<called>> calls_;
};

} // namespace omstilling

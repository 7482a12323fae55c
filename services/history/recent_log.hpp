#pragma once

#include "services/history/finished_call.hpp"

#include <deque>

namespace omstilling {

/// The calls of one login since the service started, the latest ones.
class recent_log {
public:
  static constexpr std::size_t most = 100;

  /// Says which one had to go for it.
  std::optional<call_id> add(own_call x);
  /// Somebody of the house has reached this number: the missed calls that are answered by it.
  std::vector<call_log_entry> called_back(const std::string& number, time_point at);

  std::size_t size() const { return calls_.size(); }

private:
  std::deque<own_call> calls_;
};

} // namespace omstilling

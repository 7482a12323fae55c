#include "services/directory/call_habits.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t most_calls = 200;

} // namespace

void call_habits::add(const user_id& user, called one) {
  auto& calls = calls_[user];
  // What is read from the past at a start may come in any order.
  const auto where =
    std::find_if(calls.begin(), calls.end(), [&](const called& x) { return x.at <= one.at; });
  calls.insert(where, std::move(one));
  if (calls.size() > most_calls)
    calls.pop_back();
}

const std::deque<call_habits::called>& call_habits::of(const user_id& user) const {
  static const std::deque<called> none;
  const auto found = calls_.find(user);
  return found == calls_.end() ? none : found->second;
}

} // namespace omstilling

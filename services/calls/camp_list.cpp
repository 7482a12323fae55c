#include "services/calls/camp_list.hpp"

#include <algorithm>

namespace omstilling {

bool camp_list::free(const std::string& number) const {
  const auto known = phones_.find(number);
  return known != phones_.end() && known->second == use::idle && !given_.contains(number);
}

bool camp_list::may_have(const caller& x, const std::string& number) const {
  const auto& wanted = x.what.numbers;
  if (const auto had = had_.find(number); had != had_.end())
    if (const auto before = had->second.find(x.what.call);
        before != had->second.end() && before->second == x.what.since)
      return false;
  return std::find(wanted.begin(), wanted.end(), number) != wanted.end() && free(number) &&
         (x.what.kind != camp_on::ccnr || x.used.contains(number));
}

camp_turn camp_list::give_to(const caller& x, const std::string& number) {
  given_.insert_or_assign(number, gift{x.what.call});
  had_[number][x.what.call] = x.what.since;
  return {x.what.call, number};
}

std::optional<camp_turn> camp_list::wait(const camping& x) {
  leave(x.call);
  const auto at = std::find_if(callers_.begin(), callers_.end(),
                               [&](const caller& other) { return other.what.since > x.since; });
  auto& added = *callers_.insert(at, caller{x, {}});
  for (const auto& number : x.numbers)
    if (const auto known = phones_.find(number);
        known != phones_.end() && known->second == use::in_use)
      added.used.insert(number);
  for (const auto& number : x.numbers)
    if (may_have(added, number))
      return give_to(added, number);
  return std::nullopt;
}

void camp_list::leave(const call_id& x) {
  std::erase_if(callers_, [&](const caller& y) { return y.what.call == x; });
}

std::vector<camp_turn> camp_list::rings(const call_id& x, const std::vector<std::string>& numbers,
                                        bool waits) {
  std::vector<std::string> free_again;
  for (auto& [number, given] : given_) {
    if (given.to != x)
      continue;
    if (std::find(numbers.begin(), numbers.end(), number) != numbers.end())
      given.rings = true;
    else if (given.rings || !waits) // a call that waits has not heard yet what it was given
      free_again.push_back(number);
  }
  std::vector<camp_turn> result;
  for (const auto& number : free_again) {
    given_.erase(number);
    if (const auto next = give(number))
      result.push_back(*next);
  }
  return result;
}

void camp_list::forget(const call_id& x) {
  leave(x);
  for (auto& [number, callers] : had_)
    callers.erase(x);
}

std::optional<camp_turn> camp_list::give(const std::string& number) {
  for (const auto& x : callers_)
    if (may_have(x, number))
      return give_to(x, number);
  return std::nullopt;
}

std::optional<camp_turn> camp_list::phone(const std::string& number, phone_reach reach,
                                          phone_activity activity) {
  auto& now = phones_[number];
  if (reach != phone_reach::registered || activity == phone_activity::unknown) {
    now = use::not_known;
    given_.erase(number);
    had_.erase(number);
    return std::nullopt;
  }
  if (activity == phone_activity::idle) {
    now = use::idle;
    return give(number);
  }
  now = use::in_use;
  given_.erase(number);
  if (activity != phone_activity::alerting) // which our own ringing makes it
    had_.erase(number);
  for (auto& x : callers_)
    x.used.insert(number);
  return std::nullopt;
}

} // namespace omstilling

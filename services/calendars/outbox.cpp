#include "services/calendars/outbox.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr duration first_wait = std::chrono::seconds{2};
constexpr duration longest_wait = std::chrono::minutes{5};

duration back_off(int failures) {
  auto wait = first_wait;
  for (int i = 1; i < failures && wait < longest_wait; ++i)
    wait *= 2;
  return std::min(wait, longest_wait);
}

} // namespace

std::vector<outbox_order> calendar_outbox::put(calendar_wish x, time_point now) {
  auto& one = wishes_[{x.entry.calendar, x.entry.id}];
  one.what = std::move(x);
  one.due = now;
  one.failures = 0;
  one.replaced = true;
  return wake(now);
}

std::vector<outbox_order> calendar_outbox::answered(std::int64_t number,
                                                    const std::optional<calendar_failure>& failure,
                                                    time_point now) {
  const auto asked = under_way_.extract(number);
  if (asked.empty())
    return {};
  const auto found = wishes_.find(asked.mapped());
  auto& one = found->second;
  one.asked = 0;
  if (!failure && !one.replaced) {
    wishes_.erase(found);
  } else if (failure && failure->what == calendar_failure::kind::throttled) {
    rests_until_ = std::max(rests_until_, now + failure->retry_after.value_or(longest_wait));
  } else if (failure && !one.replaced) {
    one.due = now + back_off(++one.failures);
  }
  return wake(now);
}

std::vector<outbox_order> calendar_outbox::wake(time_point now) {
  std::erase_if(
    wishes_, [&](const auto& x) { return x.second.asked == 0 && x.second.what.entry.end <= now; });
  std::vector<outbox_order> out;
  if (now < rests_until_)
    return out;
  for (auto& [where, one] : wishes_) {
    if (under_way_.size() >= most_)
      break;
    if (one.asked != 0 || one.due > now)
      continue;
    one.asked = ++orders_;
    one.replaced = false;
    under_way_[one.asked] = where;
    out.push_back({one.asked, one.what});
  }
  return out;
}

std::optional<time_point> calendar_outbox::deadline() const {
  std::optional<time_point> next;
  if (under_way_.size() >= most_)
    return next;
  for (const auto& [where, one] : wishes_)
    if (one.asked == 0) {
      const auto at = std::min(std::max(one.due, rests_until_), one.what.entry.end);
      next = next ? std::min(*next, at) : at;
    }
  return next;
}

} // namespace omstilling

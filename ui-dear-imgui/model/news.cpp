#include "ui-dear-imgui/model/news.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace omstilling {

namespace {

/// It came back, and not because she pulled it back herself.
bool came_back_to(const call_view& x, const std::optional<user_id>& who) {
  return x.returned && x.returned != recall_reason::pulled_back && who &&
         x.state != caller_state::talking && x.state != caller_state::held &&
         (x.holder == who ||
          std::find(x.offered_to.begin(), x.offered_to.end(), *who) != x.offered_to.end());
}

} // namespace

std::vector<news_item> news::take(const console_view& view) {
  if (view.phase != link_phase::live)
    return {};
  std::vector<news_item> now;
  for (const auto& one : view.popups)
    now.push_back({.key = "popup " + one.id.value, .popup = one});
  for (const auto& one : view.calls)
    if (came_back_to(one, view.user))
      now.push_back({.key = "call " + one.id.value, .returned = one});
  std::set<std::string> keys;
  for (const auto& one : now)
    keys.insert(one.key);
  std::set_difference(known_.begin(), known_.end(), keys.begin(), keys.end(),
                      std::back_inserter(gone_));
  std::erase_if(now, [&](const auto& one) { return known_.contains(one.key); });
  known_ = std::move(keys);
  return now;
}

std::vector<std::string> news::take_gone() { return std::exchange(gone_, {}); }

} // namespace omstilling

#include "services/mirrors/picture_turns.hpp"

#include <algorithm>

namespace omstilling {

picture_turns::picture_turns(std::size_t most, span_of_time patience)
  : most_(most), patience_(patience) {}

void picture_turns::want(const site_id& site) {
  last_word_.erase(site);
  if (std::find(waiting_.begin(), waiting_.end(), site) == waiting_.end())
    waiting_.push_back(site);
}

void picture_turns::done(const site_id& site) { last_word_.erase(site); }

void picture_turns::forget(const site_id& site) {
  done(site);
  std::erase(waiting_, site);
}

void picture_turns::heard(const site_id& site, instant now) {
  if (const auto found = last_word_.find(site); found != last_word_.end())
    found->second = now;
}

std::vector<site_id> picture_turns::begin_turns(instant now) {
  std::vector<site_id> result;
  while (last_word_.size() < most_ && !waiting_.empty()) {
    last_word_.emplace(waiting_.front(), now);
    result.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return result;
}

std::vector<site_id> picture_turns::end_late(instant now) {
  std::vector<site_id> result;
  for (const auto& [site, at] : last_word_)
    if (now >= at + patience_)
      result.push_back(site);
  for (const auto& site : result)
    last_word_.erase(site);
  return result;
}

std::optional<instant> picture_turns::deadline() const {
  std::optional<instant> first;
  for (const auto& [site, at] : last_word_)
    first = std::min(first.value_or(at), at);
  return first ? std::optional{*first + patience_} : std::nullopt;
}

} // namespace omstilling

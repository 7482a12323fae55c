#include "gateways/number_lookup/lookup_cache.hpp"

namespace omstilling::lookup {

std::optional<lookup_answer> cache::find(const std::string& number, time_point now) {
  const auto found = kept_.find(number);
  if (found == kept_.end())
    return std::nullopt;
  if (found->second.until <= now) {
    drop(found);
    return std::nullopt;
  }
  order_.splice(order_.begin(), order_, found->second.place);
  return found->second.answer;
}

void cache::keep(const std::string& number, lookup_answer answer, time_point now) {
  if (const auto old = kept_.find(number); old != kept_.end())
    drop(old);
  if (limits_.count == 0)
    return;
  while (kept_.size() >= limits_.count)
    drop(kept_.find(order_.back()));
  order_.push_front(number);
  const auto lasts = answer.result == lookup_result::found    ? limits_.found_for
                     : answer.result == lookup_result::nobody ? limits_.nobody_for
                                                              : limits_.failed_for;
  kept_.emplace(number, entry{std::move(answer), now + lasts, order_.begin()});
}

void cache::drop(std::map<std::string, entry>::iterator x) {
  order_.erase(x->second.place);
  kept_.erase(x);
}

} // namespace omstilling::lookup

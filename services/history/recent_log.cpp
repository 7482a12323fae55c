#include "services/history/recent_log.hpp"

namespace omstilling {

std::optional<call_id> recent_log::add(own_call x) {
  std::erase_if(calls_, [&](const own_call& y) { return y.entry.id == x.entry.id; });
  calls_.push_back(std::move(x));
  if (calls_.size() <= most)
    return std::nullopt;
  auto oldest = calls_.front().entry.id;
  calls_.pop_front();
  return oldest;
}

std::vector<call_log_entry> recent_log::called_back(const std::string& number, time_point at) {
  std::vector<call_log_entry> result;
  for (auto& x : calls_)
    if (!number.empty() && x.number == number && x.entry.log == log_kind::missed &&
        !x.entry.called_back && x.entry.at < at) {
      x.entry.called_back = at;
      result.push_back(x.entry);
    }
  return result;
}

} // namespace omstilling

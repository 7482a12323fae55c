#include "services/access/receipts.hpp"

#include "protocol/codec.hpp"

#include <algorithm>

namespace omstilling {

namespace {

std::string key_of(const user_id& user, const idempotency_key& key) {
  return user.value + '\0' + key.value;
}

} // namespace

tl::expected<std::optional<command_result>, problem> receipts::find(const user_id& user,
                                                                    const idempotency_key& key,
                                                                    const std::string& asked,
                                                                    time_point now) const {
  const auto found = by_key_.find(key_of(user, key));
  if (found == by_key_.end() || now - found->second.at >= kept_for)
    return std::nullopt;
  if (found->second.asked == asked)
    return found->second.result;
  auto refusal = codec::wrong_value("params.idempotency_key", "a new key", encode(key));
  refusal.reason = error_reason::idempotency_key_reused;
  refusal.detail = "it was used for another command";
  return tl::unexpected(std::move(refusal));
}

void receipts::add(receipt x) {
  const auto key = key_of(x.user, x.key);
  if (by_key_.contains(key))
    std::erase(order_, key);
  order_.push_back(key);
  const auto now = x.at;
  by_key_.insert_or_assign(key, std::move(x));
  while (order_.size() > most || now - by_key_.at(order_.front()).at >= kept_for) {
    by_key_.erase(order_.front());
    order_.pop_front();
  }
}

} // namespace omstilling

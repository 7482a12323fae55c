#include "gateways/store/redis/write.hpp"

#include "gateways/store/redis/calls.hpp"
#include "gateways/store/redis/rows.hpp"
#include "gateways/store/redis/scripts.hpp"
#include "protocol/codec.hpp"

#include <algorithm>
#include <set>

namespace omstilling::redis {

namespace {

/// Keeps the last of those that have the same key, and the order.
template <class Item, class Key>
void keep_last(std::vector<Item>& items, Key key) {
  std::set<decltype(key(items.front()))> seen;
  std::vector<Item> kept;
  for (auto x = items.rbegin(); x != items.rend(); ++x)
    if (seen.insert(key(*x)).second)
      kept.push_back(std::move(*x));
  std::ranges::reverse(kept);
  items = std::move(kept);
}

template <class Item>
void add(std::vector<Item>& to, const std::vector<Item>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

void put_event(std::vector<std::string>& to, const stored_event& x) {
  const auto entity = field_of(x.entity);
  to.insert(to.end(), {std::to_string(x.number), std::to_string(hour_of(x.at)),
                       std::to_string(millis(x.at)), entity.substr(0, entity.find(':')),
                       x.entity.id, x.type, x.body, x.by ? '=' + x.by->value : std::string{}});
}

} // namespace

store_batch joined(const std::vector<const store_batch*>& batches) {
  store_batch result{.site = batches.front()->site};
  for (const auto* const x : batches) {
    add(result.events, x->events);
    add(result.rows, x->rows);
    add(result.receipts, x->receipts);
    add(result.calls, x->calls);
  }
  keep_last(result.rows, [](const stored_row& x) { return x.entity; });
  keep_last(result.receipts, [](const receipt& x) { return std::pair{x.user, x.key}; });
  keep_last(result.calls, [](const stored_call& x) { return x.call; });
  return result;
}

command append_command(const site_keys& keys, const store_batch& x,
                       const std::vector<std::string>& frames, std::int64_t token,
                       std::int64_t appends) {
  auto result = run_script(append_script(), keys.all());
  auto& to = result.words;
  to.insert(to.end(),
            {std::to_string(token), std::to_string(appends), std::to_string(x.events.size()),
             std::to_string(x.rows.size()), std::to_string(x.receipts.size()),
             std::to_string(x.calls.size()), std::to_string(frames.size())});
  for (const auto& event : x.events)
    put_event(to, event);
  for (const auto& row : x.rows)
    to.insert(to.end(), {field_of(row.entity), row.state ? "1" : "0", row.state.value_or("")});
  for (const auto& one : x.receipts)
    to.insert(to.end(),
              {field_of(one.user, one.key), std::to_string(millis(one.at)), text_of(one)});
  for (const auto& call : x.calls)
    put_call(to, call);
  to.insert(to.end(), frames.begin(), frames.end());
  return result;
}

} // namespace omstilling::redis

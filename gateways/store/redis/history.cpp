#include "gateways/store/redis/history.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <unordered_set>

namespace omstilling::redis {

namespace {

constexpr std::size_t page = 1000;
constexpr auto most = std::numeric_limits<std::int64_t>::max();

problem unreadable(const std::string& what) {
  return {.reason = error_reason::storage_unavailable, .detail = "Redis: " + what};
}

std::int64_t number_in(std::string_view id) {
  std::int64_t result = 0;
  std::from_chars(id.data(), id.data() + id.size(), result);
  return result;
}

bool matches(const event_query& query, const std::unordered_set<std::string_view>& types,
             const stored_event& x) {
  return (!query.entity || x.entity == *query.entity) &&
         (types.empty() || types.contains(x.type)) && (!query.from || x.at >= *query.from) &&
         (!query.until || x.at < *query.until);
}

} // namespace

tl::expected<number_range, problem> numbers_within(link& from, const site_keys& keys,
                                                   const std::optional<time_point>& since,
                                                   const std::optional<time_point>& before) {
  if (!since && !before)
    return number_range{.from = 1, .until = most};
  const auto low = since ? std::to_string(hour_of(*since)) : "-inf";
  const auto high = before ? std::to_string(hour_of(*before)) : "+inf";
  auto both = from.ask({{keys.first, {"ZRANGEBYSCORE", keys.first, low, high}},
                        {keys.last, {"ZRANGEBYSCORE", keys.last, low, high}}});
  if (!both)
    return tl::unexpected(std::move(both.error()));
  number_range result{.from = most, .until = 0};
  for (const auto& list : *both)
    if (list.is_error())
      return tl::unexpected(unreadable(list.text));
  for (const auto& x : (*both)[0].items)
    result.from = std::min(result.from, x.as_number());
  for (const auto& x : (*both)[1].items)
    result.until = std::max(result.until, x.as_number());
  return result;
}

std::optional<stored_event> event_in(const reply& entry) {
  if (entry.items.size() != 2)
    return std::nullopt;
  const auto& fields = entry.items[1].items;
  constexpr std::string_view names[] = {"at", "kind", "id", "type", "body", "by"};
  if (fields.size() < 2 * std::size(names))
    return std::nullopt;
  for (std::size_t i = 0; i < std::size(names); ++i)
    if (fields[2 * i].text != names[i])
      return std::nullopt;
  const auto value = [&](std::size_t i) -> const std::string& { return fields[2 * i + 1].text; };
  stored_event result{.number = number_in(entry.items[0].text),
                      .at = instant(number_in(value(0))),
                      .entity = entity_in(value(1) + ':' + value(2)).value_or(entity_ref{}),
                      .type = value(3),
                      .body = value(4)};
  if (value(5).starts_with('='))
    result.by.emplace(value(5).substr(1));
  return result;
}

tl::expected<std::vector<stored_event>, problem> read_history(link& from, const site_keys& keys,
                                                              const event_query& query) {
  std::vector<stored_event> found;
  auto range = numbers_within(from, keys, query.from, query.until);
  if (!range)
    return tl::unexpected(std::move(range.error()));
  if (query.after == most)
    return found;
  const std::unordered_set<std::string_view> types{query.types.begin(), query.types.end()};
  const bool every = types.empty() && !query.entity && !query.from && !query.until;
  auto next = std::max({range->from, query.after + 1, std::int64_t{0}});
  const auto end = range->until == most ? "+" : std::to_string(range->until) + "-0";
  while (next <= range->until && found.size() < query.limit) {
    const auto count = every ? std::min(page, query.limit - found.size()) : page;
    auto entries = from.ask_one(
      {keys.events,
       {"XRANGE", keys.events, std::to_string(next) + "-0", end, "COUNT", std::to_string(count)}});
    if (!entries)
      return tl::unexpected(std::move(entries.error()));
    for (const auto& x : entries->items) {
      auto event = event_in(x);
      if (!event)
        return tl::unexpected(unreadable(keys.events + " has an entry that is not ours"));
      next = event->number + 1;
      if (found.size() < query.limit && matches(query, types, *event))
        found.push_back(std::move(*event));
    }
    if (entries->items.size() < count)
      break;
  }
  return found;
}

} // namespace omstilling::redis

#include "gateways/store/redis/rows.hpp"

#include "protocol/codec.hpp"

#include <algorithm>
#include <charconv>

namespace omstilling::redis {

namespace {

constexpr std::size_t page = 500;

using all_rows = std::vector<std::pair<entity_ref, std::string>>;

problem unreadable(const std::string& what) {
  return {.reason = error_reason::storage_unavailable, .detail = "Redis: " + what};
}

tl::expected<std::string, problem> scan_page(link& from, const site_keys& keys,
                                             const std::string& cursor, all_rows& to) {
  auto said =
    from.ask_one({keys.rows, {"HSCAN", keys.rows, cursor, "COUNT", std::to_string(page)}});
  if (!said)
    return tl::unexpected(std::move(said.error()));
  if (said->items.size() != 2)
    return tl::unexpected(unreadable(keys.rows + " cannot be read"));
  auto& fields = said->items[1].items;
  for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
    auto entity = entity_in(fields[i].text);
    if (!entity)
      return tl::unexpected(
        unreadable(keys.rows + " has a field that is not ours: " + fields[i].text));
    to.emplace_back(std::move(*entity), std::move(fields[i + 1].text));
  }
  return std::move(said->items[0].text);
}

} // namespace

tl::expected<all_rows, problem> load_rows(link& from, const site_keys& keys) {
  all_rows result;
  std::string cursor; // empty: from the beginning
  do {
    const bool begins = cursor.empty();
    const auto connected = from.connects();
    auto next = scan_page(from, keys, begins ? "0" : cursor, result);
    if (!next)
      return tl::unexpected(std::move(next.error()));
    cursor = std::move(*next);
    if (!begins && connected != from.connects()) {
      // Another server answered, who knows nothing of this cursor: from the beginning.
      result.clear();
      cursor.clear();
    }
  } while (cursor != "0");
  // A scan may give a field twice.
  std::ranges::sort(result);
  const auto twice = std::ranges::unique(result, {}, &all_rows::value_type::first);
  result.erase(twice.begin(), twice.end());
  return result;
}

tl::expected<std::optional<std::string>, problem> load_row(link& from, const site_keys& keys,
                                                           const entity_ref& entity) {
  return from.ask_one({keys.rows, {"HGET", keys.rows, field_of(entity)}}).map([](reply x) {
    return x.is_nothing() ? std::nullopt : std::optional{std::move(x.text)};
  });
}

std::string text_of(const receipt& x) {
  return std::to_string(millis(x.at)) + ' ' + std::to_string(x.asked.size()) + ' ' + x.asked +
         encode_text(x.result);
}

tl::expected<receipt, problem> receipt_in(std::string_view field, std::string_view text) {
  const auto between = field.find('\0');
  const auto first = text.find(' ');
  const auto second = first == text.npos ? first : text.find(' ', first + 1);
  if (between == field.npos || second == text.npos)
    return tl::unexpected(unreadable("a receipt that is not ours"));
  const auto number = [](std::string_view x) {
    std::int64_t result = 0;
    std::from_chars(x.data(), x.data() + x.size(), result);
    return result;
  };
  const auto at = instant(number(text.substr(0, first)));
  const auto size = static_cast<std::size_t>(number(text.substr(first + 1, second - first - 1)));
  text.remove_prefix(second + 1);
  if (size > text.size())
    return tl::unexpected(unreadable("a receipt that was cut"));
  auto result = decode_text<command_result>(text.substr(size));
  if (!result)
    return tl::unexpected(unreadable("a receipt: " + message(result.error())));
  return receipt{.user = user_id{unescaped(field.substr(0, between))},
                 .key = idempotency_key{unescaped(field.substr(between + 1))},
                 .asked = std::string{text.substr(0, size)},
                 .at = at,
                 .result = std::move(*result)};
}

tl::expected<std::vector<receipt>, problem> load_receipts(link& from, const site_keys& keys,
                                                          time_point since) {
  std::vector<receipt> result;
  for (std::size_t begin = 0;; begin += page) {
    auto names = from.ask_one({keys.receipts_at,
                               {"ZRANGEBYSCORE", keys.receipts_at, std::to_string(millis(since)),
                                "+inf", "LIMIT", std::to_string(begin), std::to_string(page)}});
    if (!names)
      return tl::unexpected(std::move(names.error()));
    if (names->items.empty())
      return result;
    command ask{keys.receipts, {"HMGET", keys.receipts}};
    for (const auto& x : names->items)
      ask.words.push_back(x.text);
    auto texts = from.ask_one(std::move(ask));
    if (!texts)
      return tl::unexpected(std::move(texts.error()));
    for (std::size_t i = 0; i < names->items.size(); ++i) {
      auto kept = receipt_in(names->items[i].text, texts->items.at(i).text);
      if (!kept)
        return tl::unexpected(std::move(kept.error()));
      result.push_back(std::move(*kept));
    }
    if (names->items.size() < page)
      return result;
  }
}

} // namespace omstilling::redis

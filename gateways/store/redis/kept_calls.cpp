#include "gateways/store/redis/calls.hpp"
#include "protocol/codec.hpp"

#include <boost/describe/enum_from_string.hpp>

#include <algorithm>

namespace omstilling::redis {

namespace {

using namespace std::string_literals;

constexpr std::size_t page = 500;

problem unreadable(const std::string& what) {
  return {.reason = error_reason::storage_unavailable, .detail = "Redis: " + what};
}

/// `text` up to the next `end`, which is taken away with it.
std::string_view take(std::string_view& text, char end) {
  const auto result = text.substr(0, text.find(end));
  text.remove_prefix(std::min(text.size(), result.size() + 1));
  return result;
}

log_kind log_kind_of(std::string_view text) {
  auto result = log_kind::unknown;
  boost::describe::enum_from_string(std::string{text}.c_str(), result);
  return result;
}

/// All but the entries, from the places where it stands.
stored_call call_at(std::string_view id, std::string_view places) {
  stored_call result{
    .call = call_id{unescaped(id)}, .at = {}, .number = {}, .reached = {}, .entry = {}, .log = {}};
  while (!places.empty()) {
    auto place = take(places, '\2');
    const char letter = place.empty() ? '\0' : place[0];
    place.remove_prefix(std::min<std::size_t>(place.size(), 1));
    const auto first = take(place, '\0');
    if (letter == 'n') {
      result.number = unescaped(first);
      result.at = instant_in(take(place, '\0'));
    } else if (letter == 'r') {
      result.reached = unescaped(first);
    } else if (letter == 'o') {
      const auto at = instant_in(take(place, '\0'));
      take(place, '\0'); // the call
      const auto log = log_kind_of(take(place, '\0'));
      result.log.push_back({unescaped(first), at, log, unescaped(place), {}});
    }
  }
  std::ranges::sort(result.log, {}, &stored_log_entry::owner);
  return result;
}

/// What of one call must be asked for in the second step.
void ask_for_entries(std::vector<command>& to, const site_keys& keys, const stored_call& x) {
  const auto id = escaped(x.call.value);
  to.push_back({keys.calls, {"HMGET", keys.calls, id + '\0'}});
  for (const auto& own : x.log)
    to.back().words.push_back(id + "\0o"s + escaped(own.owner));
}

} // namespace

tl::expected<std::vector<stored_call>, problem>
kept_calls(link& from, const site_keys& keys, const call_id& after, std::size_t limit) {
  std::vector<stored_call> result;
  auto last = "c" + escaped(after.value);
  while (result.size() < limit) {
    const auto most = std::min(page, limit - result.size());
    auto places = from.ask_one(
      {keys.calls_index,
       {"ZRANGEBYLEX", keys.calls_index, '(' + last, "(d", "LIMIT", "0", std::to_string(most)}});
    if (!places)
      return tl::unexpected(std::move(places.error()));
    std::vector<command> commands;
    for (const auto& x : places->items)
      commands.push_back({keys.calls, {"HGET", keys.calls, x.text.substr(1) + "\0m"s}});
    auto found = from.ask(std::move(commands));
    if (!found)
      return tl::unexpected(std::move(found.error()));
    const auto begin = result.size();
    std::vector<command> entries;
    for (std::size_t i = 0; i < found->size(); ++i) {
      result.push_back(
        call_at(std::string_view{places->items[i].text}.substr(1), (*found)[i].text));
      ask_for_entries(entries, keys, result.back());
    }
    auto texts = from.ask(std::move(entries));
    if (!texts)
      return tl::unexpected(std::move(texts.error()));
    for (std::size_t i = 0; i < texts->size(); ++i) {
      auto& x = result[begin + i];
      auto& items = (*texts)[i].items;
      if (items.size() != 1 + x.log.size())
        return tl::unexpected(unreadable("no entry of call " + x.call.value));
      x.entry = std::move(items[0].text);
      for (std::size_t n = 0; n < x.log.size(); ++n)
        x.log[n].entry = std::move(items[n + 1].text);
    }
    if (places->items.size() < most)
      break;
    last = places->items.back().text;
  }
  return result;
}

} // namespace omstilling::redis

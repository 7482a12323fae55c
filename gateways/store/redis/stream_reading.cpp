#include "gateways/store/redis/stream_reading.hpp"

#include "gateways/store/redis/packing.hpp"
#include "gateways/store/redis/stream_scripts.hpp"

#include <algorithm>
#include <charconv>

namespace omstilling::redis {

namespace {

using steady = std::chrono::steady_clock;

const std::string page = "500";     // entries
const std::string most = "4000000"; // bytes, but one entry in any case
constexpr duration day = std::chrono::hours{24};

bool is_nothing(const std::map<site_id, followed_frames>& x) { return x.empty(); }
bool is_nothing(const std::vector<asked_command>& x) { return x.empty(); }
bool is_nothing(const std::vector<std::string>& x) { return x.empty(); }

problem refusal(const std::string& why) {
  return {.reason = error_reason::storage_unavailable, .detail = "Redis refuses: " + why};
}

/// Looks, and again whenever there is news, until something was found or the time is over.
template <class Look>
auto wait_for(news& from, news::of kind, duration wait, regular_look& regular, Look look)
  -> decltype(look(true, std::set<std::string>{})) {
  const auto until = steady::now() + std::clamp(wait, duration{0}, day);
  regular.wait_apart();
  auto told = from.take(kind, steady::now());
  while (true) {
    if (!told.refusal.empty())
      return tl::unexpected(refusal(told.refusal));
    const bool over = steady::now() >= until;
    const bool last = told.woken || over;
    auto found = look(regular.due(told) || over, told.keys);
    if (!found)
      regular.failed();
    if (!found || !is_nothing(*found) || last)
      return found;
    regular.wait_apart();
    told = from.take(kind, std::min(until, steady::now() + regular_look::within));
  }
}

/// The items of a list that begins with this word.
bool says(const reply& x, std::string_view word, std::size_t items) {
  return x.items.size() >= items && x.items[0].text == word;
}

problem unreadable(const reply& x) {
  return refusal(x.is_error() ? x.text : x.items.empty() ? "no answer" : x.items[0].text);
}

} // namespace

bool is_position(std::string_view x) {
  const auto number = [&] {
    std::uint64_t value{};
    const auto [end, failure] = std::from_chars(x.data(), x.data() + x.size(), value);
    const auto length = static_cast<std::size_t>(end - x.data());
    x.remove_prefix(length);
    return failure == std::errc{} && length > 0;
  };
  if (!number() || !x.starts_with('-'))
    return false;
  x.remove_prefix(1);
  return number() && x.empty();
}

bool regular_look::due(const news::told& told) {
  const auto now = steady::now();
  looked_ = now;
  if (!told.all && now - last_ < within)
    return false;
  last_ = now;
  return true;
}

frames_reader::result frames_reader::read(const std::map<site_id, std::string>& after,
                                          duration wait) {
  for (const auto& [site, position] : after)
    if (!position.empty() && !is_position(position))
      return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                    .path = "after." + site.value,
                                    .expected = "a position that was read, or nothing",
                                    .got = position.substr(0, 60)});
  std::erase_if(at_end_, [&](const auto& x) { return !after.contains(x.first); });
  return wait_for(
    news_, news::of::frames, wait, regular_,
    [&](bool all, const std::set<std::string>& told) { return look(after, all, told); });
}

frames_reader::result frames_reader::look(const std::map<site_id, std::string>& after, bool all,
                                          const std::set<std::string>& told) {
  std::vector<command> commands;
  std::vector<const site_id*> asked;
  for (const auto& [site, position] : after) {
    const auto& keys = keys_.try_emplace(site, site).first->second;
    const auto known = at_end_.find(site);
    if (!all && !told.contains(keys.frames) && known != at_end_.end() && known->second == position)
      continue;
    commands.push_back(run_script(read_frames_script(), {keys.meta, keys.frames}));
    auto& words = commands.back().words;
    words.insert(words.end(), {position, page, most});
    asked.push_back(&site);
  }
  if (commands.empty())
    return {};
  auto said = link_.ask(std::move(commands));
  if (!said)
    return tl::unexpected(std::move(said.error()));
  std::map<site_id, followed_frames> found;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const auto& site = *asked[i];
    auto& x = (*said)[i];
    if (says(x, "gone", 2)) {
      found.emplace(site, frames_gone{x.items[1].text});
      continue;
    }
    if (!says(x, "frames", 3))
      return tl::unexpected(unreadable(x));
    more_frames more{x.items[1].text, {}};
    if (x.items[2].text.empty())
      at_end_[site] = more.position;
    else
      at_end_.erase(site);
    for (auto body = x.items.begin() + 3; body != x.items.end(); ++body)
      more.bodies.push_back(std::move(body->text));
    if (more.position != after.at(site))
      found.emplace(site, std::move(more));
  }
  return found;
}

commands_reader::result commands_reader::read(const std::map<site_id, fencing_token>& mine,
                                              duration wait) {
  std::erase_if(places_, [&](const auto& x) {
    const auto found = mine.find(x.first);
    return found == mine.end() || found->second != x.second.token;
  });
  for (const auto& [site, token] : mine)
    places_.try_emplace(site, place{.token = token, .keys = site_keys{site}});
  return wait_for(news_, news::of::commands, wait, regular_,
                  [&](bool all, const std::set<std::string>& told) { return look(all, told); });
}

/// Places move on only when every site has answered well: what is read is also given.
commands_reader::result commands_reader::look(bool all, const std::set<std::string>& told) {
  std::vector<command> commands;
  std::vector<const site_id*> asked;
  for (const auto& [site, x] : places_) {
    if (!all && !x.more && !told.contains(x.keys.commands))
      continue;
    commands.push_back(run_script(read_commands_script(), {x.keys.meta, x.keys.commands}));
    auto& words = commands.back().words;
    words.insert(words.end(), {std::to_string(x.token), x.position, page, most});
    asked.push_back(&site);
  }
  if (commands.empty())
    return std::vector<asked_command>{};
  auto said = link_.ask(std::move(commands));
  if (!said)
    return tl::unexpected(std::move(said.error()));
  for (const auto& x : *said)
    if (!says(x, "deposed", 1) && (!says(x, "commands", 3) || x.items.size() % 4 != 3))
      return tl::unexpected(unreadable(x));
  std::vector<asked_command> found;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const auto site = *asked[i];
    auto& items = (*said)[i].items;
    if (items.size() == 1) {
      places_.erase(site);
      continue;
    }
    auto& at = places_.at(site);
    at.position = items[1].text;
    at.more = !items[2].text.empty();
    for (std::size_t n = 3; n < items.size(); n += 4)
      found.push_back({.site = site,
                       .id = std::move(items[n].text),
                       .asker = node_id{std::move(items[n + 1].text)},
                       .body = std::move(items[n + 2].text),
                       .waited = duration{items[n + 3].as_number()}});
  }
  return found;
}

answers_reader::result answers_reader::read(const node_id& mine, duration wait) {
  if (auto key = answers_key(mine.value); key != key_) {
    key_ = std::move(key);
    position_ = "0-0";
    more_ = true;
  }
  return wait_for(news_, news::of::answers, wait, regular_,
                  [&](bool all, const std::set<std::string>& told) { return look(all, told); });
}

answers_reader::result answers_reader::look(bool all, const std::set<std::string>& told) {
  if (!all && !more_ && !told.contains(key_))
    return std::vector<std::string>{};
  auto ask = run_script(read_answers_script(), {key_});
  ask.words.insert(ask.words.end(), {position_, page, most});
  auto said = link_.ask_one(std::move(ask));
  if (!said)
    return tl::unexpected(std::move(said.error()));
  if (!says(*said, "answers", 3))
    return tl::unexpected(unreadable(*said));
  position_ = said->items[1].text;
  more_ = !said->items[2].text.empty();
  std::vector<std::string> found;
  for (std::size_t i = 3; i + 1 < said->items.size(); i += 2) {
    auto& text = said->items[i + 1].text;
    if (said->items[i].text == "body")
      found.push_back(std::move(text));
    else if (said->items[i].text != "packed")
      continue; // not ours
    else if (auto whole = unpacked(text, site_streams::largest_body))
      found.push_back(std::move(*whole));
  }
  return found;
}

} // namespace omstilling::redis

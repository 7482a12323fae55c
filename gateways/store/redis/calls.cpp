#include "gateways/store/redis/calls.hpp"

#include "gateways/store/redis/scripts.hpp"
#include "protocol/codec.hpp"

#include <algorithm>

namespace omstilling::redis {

namespace {

using namespace std::string_literals;

constexpr std::size_t page = 500;

/// One that was found, and what is still to be asked about it.
struct hit {
  std::size_t site = 0;
  std::string call; // escaped
  time_point at;
  std::string number; // escaped; empty: nobody asks whether it was called back
  std::string entry_field;
  found_call found;
};

std::vector<std::string_view> parts_of(std::string_view place) {
  std::vector<std::string_view> result;
  for (;;) {
    const auto end = place.find('\0');
    result.push_back(place.substr(0, end));
    if (end == place.npos)
      return result;
    place.remove_prefix(end + 1);
  }
}

/// What a place says; its letter decides what stands where.
std::optional<hit> hit_at(std::string_view place, std::size_t site) {
  if (place.empty())
    return std::nullopt;
  const auto parts = parts_of(place.substr(1));
  hit result{.site = site, .call = {}, .at = {}, .number = {}, .entry_field = {}, .found = {}};
  if (place[0] == 'n' && parts.size() == 3) {
    result.number = parts[0];
    result.at = instant_in(parts[1]);
    result.call = parts[2];
    result.entry_field = result.call + '\0';
  } else if ((place[0] == 'o' || place[0] == 'l') && parts.size() == 5) {
    const bool by_log = place[0] == 'l';
    const auto log = by_log ? parts[1] : parts[3];
    result.at = instant_in(by_log ? parts[2] : parts[1]);
    result.call = by_log ? parts[3] : parts[2];
    if (log == word(log_kind::missed))
      result.number = parts[4];
    result.entry_field = result.call + "\0o"s + std::string{parts[0]};
  } else {
    return std::nullopt;
  }
  result.found.call = call_id{unescaped(result.call)};
  return result;
}

std::string beginning_of(const call_query& query) {
  if (query.asked == call_query::what::with_number)
    return 'n' + escaped(query.key) + '\0';
  return query.only ? 'l' + escaped(query.key) + '\0' + word(*query.only) + '\0'
                    : 'o' + escaped(query.key) + '\0';
}

problem unreadable(const std::string& what) {
  return {.reason = error_reason::storage_unavailable, .detail = "Redis holds " + what};
}

/// The newest `limit` of each site: the newest of all are among them.
tl::expected<std::vector<hit>, problem> find_places(link& from, const std::vector<site_keys>& sites,
                                                    const call_query& query) {
  const auto begin = beginning_of(query);
  const auto first_end =
    query.before ? begin + sortable(*query.before) : begin.substr(0, begin.size() - 1) + '\1';
  std::vector<std::string> ends(sites.size(), '(' + first_end);
  std::vector<std::size_t> open(sites.size());
  for (std::size_t i = 0; i < sites.size(); ++i)
    open[i] = i;
  std::vector<hit> result;
  for (std::size_t read = 0; !open.empty() && read < query.limit; read += page) {
    const auto most = std::min(query.limit - read, page);
    std::vector<command> commands;
    for (const auto i : open)
      commands.push_back({sites[i].calls_index,
                          {"ZREVRANGEBYLEX", sites[i].calls_index, ends[i], '[' + begin, "LIMIT",
                           "0", std::to_string(most)}});
    auto pages = from.ask(std::move(commands));
    if (!pages)
      return tl::unexpected(std::move(pages.error()));
    std::vector<std::size_t> more;
    for (std::size_t n = 0; n < open.size(); ++n) {
      if ((*pages)[n].is_error())
        return tl::unexpected(unreadable((*pages)[n].text));
      for (const auto& x : (*pages)[n].items)
        if (auto found = hit_at(x.text, open[n]))
          result.push_back(std::move(*found));
      if ((*pages)[n].items.size() == most) {
        ends[open[n]] = '(' + (*pages)[n].items.back().text;
        more.push_back(open[n]);
      }
    }
    open = std::move(more);
  }
  std::ranges::sort(result, [](const hit& a, const hit& b) {
    return a.at != b.at ? a.at > b.at : a.found.call > b.found.call;
  });
  if (result.size() > query.limit)
    result.resize(query.limit);
  return result;
}

tl::expected<std::vector<hit>, problem> find_one(link& from, const std::vector<site_keys>& sites,
                                                 const call_query& query) {
  const auto field = escaped(query.key) + "\0m"s;
  std::vector<command> commands;
  for (const auto& x : sites)
    commands.push_back({x.calls, {"HGET", x.calls, field}});
  auto places = from.ask(std::move(commands));
  if (!places)
    return tl::unexpected(std::move(places.error()));
  std::vector<hit> result;
  for (std::size_t i = 0; i < sites.size() && query.limit > 0; ++i) {
    std::string_view rest = (*places)[i].text;
    std::vector<std::string> owners;
    std::optional<hit> one;
    while (!rest.empty() && !(*places)[i].is_error()) {
      const auto place = rest.substr(0, rest.find('\2'));
      rest.remove_prefix(std::min(rest.size(), place.size() + 1));
      if (place.starts_with('n'))
        one = hit_at(place, i);
      else if (place.starts_with('o'))
        owners.push_back(unescaped(parts_of(place.substr(1))[0]));
    }
    if (!one || (query.before && one->at >= *query.before))
      continue;
    std::ranges::sort(owners);
    one->found.owners = std::move(owners);
    result.push_back(std::move(*one));
    break;
  }
  return result;
}

tl::expected<void, problem> add_entries(link& from, const std::vector<site_keys>& sites,
                                        std::vector<hit>& hits) {
  std::vector<command> commands;
  for (const auto& x : hits)
    commands.push_back({sites[x.site].calls, {"HGET", sites[x.site].calls, x.entry_field}});
  auto entries = from.ask(std::move(commands));
  if (!entries)
    return tl::unexpected(std::move(entries.error()));
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if ((*entries)[i].what != reply::kind::text)
      return tl::unexpected(unreadable("no entry of call " + hits[i].found.call.value));
    hits[i].found.entry = std::move((*entries)[i].text);
  }
  return {};
}

tl::expected<void, problem> add_called_back(link& from, const std::vector<site_keys>& sites,
                                            std::vector<hit>& hits) {
  std::vector<hit*> asking;
  for (auto& x : hits)
    if (!x.number.empty())
      asking.push_back(&x);
  if (asking.empty())
    return {};
  std::vector<command> commands;
  for (const auto& x : sites) {
    commands.push_back(run_script(called_back_script(), {x.calls_index}));
    for (const auto* const one : asking)
      commands.back().words.insert(commands.back().words.end(), {one->number, sortable(one->at)});
  }
  auto answers = from.ask(std::move(commands));
  if (!answers)
    return tl::unexpected(std::move(answers.error()));
  for (const auto& of_site : *answers) {
    if (of_site.items.size() != asking.size())
      return tl::unexpected(unreadable(of_site.text));
    for (std::size_t i = 0; i < asking.size(); ++i) {
      if (of_site.items[i].text.empty())
        continue;
      const auto at = instant_in(of_site.items[i].text);
      auto& earliest = asking[i]->found.called_back;
      earliest = earliest ? std::min(*earliest, at) : at;
    }
  }
  return {};
}

} // namespace

void put_call(std::vector<std::string>& to, const stored_call& x) {
  const auto id = escaped(x.call.value);
  const auto at = sortable(x.at);
  const auto when = '\0' + at + '\0' + id;
  std::string places = 'n' + escaped(x.number) + when + "\2t" + at + '\0' + id;
  places += "\2c" + id;
  if (!x.reached.empty())
    places += "\2r" + escaped(x.reached) + when;
  std::vector<std::string> logs;
  for (const auto& own : x.log) {
    const auto owner = escaped(own.owner);
    const auto own_when = '\0' + sortable(own.at) + '\0' + id + '\0';
    const auto number = escaped(own.number);
    places += "\2o" + owner + own_when + word(own.log) + '\0' + number;
    places += "\2l" + owner + '\0' + word(own.log) + own_when + number;
    logs.insert(logs.end(), {id + "\0o"s + owner, own.entry});
  }
  to.insert(to.end(), {id, x.entry, places, std::to_string(logs.size() / 2)});
  to.insert(to.end(), logs.begin(), logs.end());
}

tl::expected<std::vector<found_call>, problem>
find_calls(link& from, const std::vector<site_id>& sites, const call_query& query) {
  std::vector<site_keys> keys;
  for (const auto& x : sites)
    keys.emplace_back(x);
  auto hits = query.asked == call_query::what::one ? find_one(from, keys, query)
                                                   : find_places(from, keys, query);
  if (!hits)
    return tl::unexpected(std::move(hits.error()));
  auto completed =
    add_entries(from, keys, *hits).and_then([&] { return add_called_back(from, keys, *hits); });
  if (!completed)
    return tl::unexpected(std::move(completed.error()));
  std::vector<found_call> result;
  for (auto& x : *hits)
    result.push_back(std::move(x.found));
  return result;
}

} // namespace omstilling::redis

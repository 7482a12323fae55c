#include "gateways/store/redis/redis_leases.hpp"

#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/scripts.hpp"
#include "protocol/codec.hpp"

#include <boost/describe/class.hpp>

#include <algorithm>
#include <set>

namespace omstilling {

BOOST_DESCRIBE_STRUCT(node_heartbeat, (), (node, life, sites, preferred, version))

namespace {

using redis::command;
using redis::reply;
using answer = tl::expected<lease_answer, problem>;

problem unreadable(const std::string& what) {
  return {.reason = error_reason::storage_unavailable, .detail = "Redis: " + what};
}

std::optional<duration> span_in(const reply& x) {
  if (x.text.empty())
    return std::nullopt;
  return duration{x.as_number()};
}

class redis_leases final : public site_leases {
public:
  explicit redis_leases(redis::link_options where) : link_(std::move(where)) {}

  std::vector<answer> lease_all(const std::vector<lease_wish>& all, const node_id& node,
                                duration length) override {
    // Listed first: a lease that is not listed would not be seen by those who look for work.
    std::vector<command> listings;
    std::vector<command> leases;
    for (const auto& x : all) {
      if (!x.token)
        listings.push_back({redis::leased_key, {"SADD", redis::leased_key, x.site.value}});
      leases.push_back(redis::run_script(redis::lease_script(), {redis::site_keys{x.site}.meta}));
      const auto token = x.token ? std::to_string(*x.token) : std::string{};
      auto& words = leases.back().words;
      words.insert(words.end(),
                   {node.value, token, std::to_string(length.count()), x.token ? "0" : "1"});
    }
    if (auto refused = ask_all(std::move(listings)); !refused)
      return {all.size(), tl::unexpected(refused.error())};
    const auto said = link_.ask(std::move(leases));
    std::vector<answer> result;
    for (std::size_t i = 0; i < all.size(); ++i)
      result.push_back(said ? lease_in((*said)[i], all[i].site) : tl::unexpected(said.error()));
    return result;
  }

  tl::expected<void, problem> give_back(const site_id& site, const node_id& node,
                                        std::int64_t token) override {
    auto ask = redis::run_script(redis::give_back_script(), {redis::site_keys{site}.meta});
    ask.words.insert(ask.words.end(), {node.value, std::to_string(token), site.value});
    return link_.ask_one(std::move(ask)).map([](const reply&) {});
  }

  tl::expected<std::vector<site_holder>, problem> holders() override {
    auto lists = link_.ask({{redis::leased_key, {"SMEMBERS", redis::leased_key}},
                            {redis::sites_key, {"SMEMBERS", redis::sites_key}}});
    if (!lists)
      return tl::unexpected(std::move(lists.error()));
    std::set<std::string> names;
    for (const auto& list : *lists)
      for (const auto& x : list.items)
        names.insert(x.text);
    std::vector<command> commands;
    for (const auto& x : names)
      commands.push_back(
        redis::run_script(redis::holder_script(), {redis::site_keys{site_id{x}}.meta}));
    auto said = link_.ask(std::move(commands));
    if (!said)
      return tl::unexpected(std::move(said.error()));
    std::vector<site_holder> result;
    auto name = names.begin();
    for (const auto& x : *said) {
      if (x.items.size() != 3)
        return tl::unexpected(unreadable(x.text));
      result.push_back({.site = site_id{*name++},
                        .node = node_id{x.items[0].text},
                        .token = x.items[1].as_number(),
                        .left = span_in(x.items[2])});
    }
    return result;
  }

  tl::expected<std::optional<node_heartbeat>, problem> beat(const node_heartbeat& x,
                                                            duration lasts) override {
    const auto key = redis::heartbeat_key(x.node.value);
    const auto last_for = std::to_string(std::max(lasts, duration{1}).count());
    const auto said = ask_all({{key, {"SET", key, encode_text(x), "PX", last_for, "GET"}},
                               {redis::nodes_key, {"SADD", redis::nodes_key, x.node.value}}});
    if (!said)
      return tl::unexpected(said.error());
    if (said->front().is_nothing())
      return std::nullopt;
    return heartbeat_in(said->front(), x.node);
  }

  tl::expected<std::vector<node_heartbeat>, problem> nodes() override {
    auto names = link_.ask_one({redis::nodes_key, {"SMEMBERS", redis::nodes_key}});
    if (!names)
      return tl::unexpected(std::move(names.error()));
    std::vector<command> commands;
    for (const auto& x : names->items) {
      const auto key = redis::heartbeat_key(x.text);
      commands.push_back({key, {"GET", key}});
    }
    const auto said = ask_all(std::move(commands));
    if (!said)
      return tl::unexpected(said.error());
    std::vector<node_heartbeat> result;
    std::vector<command> gone; // listed again by its next heartbeat
    for (std::size_t i = 0; i < said->size(); ++i) {
      if ((*said)[i].is_nothing()) {
        gone.push_back({redis::nodes_key, {"SREM", redis::nodes_key, names->items[i].text}});
        continue;
      }
      result.push_back(heartbeat_in((*said)[i], node_id{names->items[i].text}));
    }
    if (!gone.empty())
      static_cast<void>(link_.ask(std::move(gone))); // else the next time
    std::ranges::sort(result, {}, &node_heartbeat::node);
    return result;
  }

private:
  /// One of another version may say other things of itself: it lives all the same.
  static node_heartbeat heartbeat_in(const reply& x, const node_id& of) {
    return decode_text<node_heartbeat>(x.text).value_or(
      node_heartbeat{.node = of, .life = {}, .preferred = {}, .version = {}});
  }

  static answer lease_in(const reply& x, const site_id& site) {
    if (!x.is_error() && x.items.size() == 2)
      return lease_answer{site_lease{x.items[1].as_number()}};
    if (x.is_error() || x.items.size() != 4)
      return tl::unexpected(unreadable(x.text));
    return lease_answer{site_holder{.site = site,
                                    .node = node_id{x.items[1].text},
                                    .token = x.items[2].as_number(),
                                    .left = span_in(x.items[3])}};
  }

  /// An error among the answers is a problem.
  tl::expected<std::vector<reply>, problem> ask_all(std::vector<command> commands) {
    if (commands.empty())
      return std::vector<reply>{};
    auto said = link_.ask(std::move(commands));
    if (!said)
      return said;
    for (const auto& one : *said)
      if (one.is_error())
        return tl::unexpected(unreadable(one.text));
    return said;
  }

  redis::link link_;
};

} // namespace

std::unique_ptr<site_leases> make_redis_leases(redis::link_options where) {
  return std::make_unique<redis_leases>(std::move(where));
}

} // namespace omstilling

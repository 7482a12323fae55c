#include "gateways/store/redis/link.hpp"

#include <thread>
#include <utility>

// How the way to Redis is found, and found again.
namespace omstilling::redis {

namespace {

using steady = std::chrono::steady_clock;

} // namespace

problem redis_away(const std::string& why) {
  return {.reason = error_reason::storage_unavailable, .detail = "Redis is away: " + why};
}

tl::expected<connection, std::string> link::open(const address& to) const {
  auto made = connection::open(to, options_.within);
  if (!made)
    return tl::unexpected(text_of(to) + ": " + made.error());
  if (auto refused = log_in(*made))
    return tl::unexpected(text_of(to) + ": " + *refused);
  return made;
}

std::optional<std::string> link::log_in(connection& to) const {
  if (options_.password.empty())
    return std::nullopt;
  const auto said = options_.user.empty() ? to.ask({"AUTH", options_.password})
                                          : to.ask({"AUTH", options_.user, options_.password});
  if (!said)
    return said.error();
  return said->is_error() ? std::optional{said->text} : std::nullopt;
}

std::optional<std::string> link::ask_sentinel(const address& sentinel) {
  const auto at = "sentinel " + text_of(sentinel) + ": ";
  auto asked = connection::open(sentinel, options_.within);
  if (!asked)
    return at + asked.error();
  if (!options_.sentinel_password.empty())
    if (const auto said = asked->ask({"AUTH", options_.sentinel_password});
        !said || said->is_error())
      return at + (said ? said->text : said.error());
  const auto said = asked->ask({"SENTINEL", "get-master-addr-by-name", options_.master});
  if (!said || said->is_error())
    return at + (said ? said->text : said.error());
  if (said->items.size() != 2)
    return at + "does not know " + options_.master;
  const address master{said->items[0].text, static_cast<std::uint16_t>(said->items[1].as_number())};
  auto made = open(master);
  if (!made)
    return made.error();
  // A sentinel may not have heard yet, and a master that came back may not either.
  const auto role = made->ask({"ROLE"});
  if (!role || role->items.empty())
    return text_of(master) + ": " + (role ? role->text : role.error());
  if (role->items[0].text != "master")
    return text_of(master) + " is no master";
  main_ = master;
  nodes_.emplace(master, std::move(*made));
  return std::nullopt;
}

std::optional<std::string> link::connect_to_master() {
  std::string all;
  for (std::size_t i = 0; i < options_.sentinels.size(); ++i) {
    const auto failed = ask_sentinel(options_.sentinels[i]);
    if (!failed) {
      std::swap(options_.sentinels[0], options_.sentinels[i]); // asked first the next time
      return std::nullopt;
    }
    all += (all.empty() ? "" : "; ") + *failed;
  }
  return all;
}

std::optional<std::string> link::connect_once() {
  if (!options_.sentinels.empty())
    return connect_to_master();
  std::string all;
  for (std::size_t i = 0; i < options_.servers.size(); ++i) {
    const auto to = options_.servers[i];
    auto made = open(to);
    if (made) {
      main_ = to;
      nodes_.emplace(to, std::move(*made));
      std::swap(options_.servers[0], options_.servers[i]);
      return std::nullopt;
    }
    all += (all.empty() ? "" : "; ") + made.error();
  }
  return all;
}

tl::expected<void, problem> link::connect() {
  while (nodes_.empty()) {
    const auto now = steady::now();
    switch (outage_.ask(now)) {
      case outage::advice::refuse: return tl::unexpected(redis_away(why_));
      case outage::advice::wait: std::this_thread::sleep_until(outage_.next_try()); break;
      case outage::advice::try_now:
        if (auto failed = connect_once())
          lose(std::move(*failed));
        else
          ++connects_;
    }
  }
  return {};
}

tl::expected<connection, std::string> link::give_connection() {
  nodes_.clear();
  if (auto failed = connect_once())
    return tl::unexpected(std::move(*failed));
  return std::move(nodes_.extract(main_).mapped());
}

void link::lose(std::string why) {
  why_ = std::move(why);
  nodes_.clear();
  slots_.clear();
  once_.clear();
  outage_.failed(steady::now());
}

void link::look_anew() {
  if (!options_.sentinels.empty())
    nodes_.clear();
}

connection* link::connection_for(const address& node) {
  const auto found = nodes_.find(node);
  if (found != nodes_.end())
    return &found->second;
  auto made = open(node);
  if (!made) {
    lose(std::move(made.error()));
    return nullptr;
  }
  return &nodes_.emplace(node, std::move(*made)).first->second;
}

} // namespace omstilling::redis

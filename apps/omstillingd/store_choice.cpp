#include "apps/omstillingd/store_choice.hpp"

#include "apps/omstillingd/secrets.hpp"
#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/redis_leases.hpp"
#include "gateways/store/redis/redis_store.hpp"
#include "gateways/store/redis/site_streams.hpp"
#include "gateways/store/sqlite/sqlite_store.hpp"

#include <unistd.h>

namespace omstilling {

namespace {

constexpr std::uint16_t sentinel_port = 26379;
constexpr duration patience_of_nodes{500};

problem wrong(std::string key, std::string expected, std::string got) {
  return {.reason = error_reason::invalid_params,
          .path = "store." + std::move(key),
          .expected = std::move(expected),
          .got = std::move(got)};
}

tl::expected<redis_store_options, problem> redis_options(const store_settings& x,
                                                         const std::string& node) {
  redis_store_options result;
  auto& where = result.where;
  for (const auto& text : x.sentinels) {
    auto at = redis::read_address(text, sentinel_port);
    if (!at)
      return tl::unexpected(wrong("sentinels", "addresses such as 10.0.0.1:26379", text));
    where.sentinels.push_back(std::move(*at));
  }
  if (where.sentinels.empty()) {
    auto at = redis::read_address(x.url);
    if (!at)
      return tl::unexpected(wrong("url", "an address such as redis://127.0.0.1:6379", x.url));
    where.servers.push_back(std::move(*at));
  } else if (x.master.empty()) {
    return tl::unexpected(wrong("master", "what the sentinels call the master", ""));
  }
  auto password = read_secret("store", x.secret_file, x.secret_env);
  if (!password)
    return tl::unexpected(std::move(password.error()));
  where.user = x.user;
  where.password = std::move(*password);
  where.master = x.master;
  where.away.patience = duration{x.patience_ms};
  result.wait_replicas = x.wait_replicas;
  result.wait_within = duration{x.wait_ms};
  char name[256]{};
  gethostname(name, sizeof name - 1); // for people, who see who took a site over
  result.node = node_id{node.empty() ? name : node};
  return result;
}

} // namespace

tl::expected<chosen_store, problem> open_store(const store_settings& settings,
                                               const node_settings& node) {
  if (settings.kind != store_kind::redis)
    return open_sqlite_store(settings.path).map([](std::unique_ptr<store> x) {
      return chosen_store{std::move(x), {}};
    });
  auto options = redis_options(settings, node.name);
  if (!options)
    return tl::unexpected(std::move(options.error()));
  options->leased = !node.name.empty();
  auto kept = open_redis_store(std::move(*options));
  if (!kept)
    return tl::unexpected(std::move(kept.error()));
  auto doubts = (*kept)->doubts();
  if (!doubts)
    return tl::unexpected(std::move(doubts.error()));
  return chosen_store{std::move(*kept), std::move(*doubts)};
}

tl::expected<std::optional<node_options>, problem> make_node(const configuration& settings) {
  const auto& x = settings.node;
  if (x.name.empty())
    return std::nullopt;
  if (settings.store.kind != store_kind::redis)
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = "node.name",
                                  .expected = "store.kind = \"redis\" beside it",
                                  .got = "a store that only one node has"});
  auto redis = redis_options(settings.store, {});
  if (!redis)
    return tl::unexpected(std::move(redis.error()));
  // An answer that comes later than this is asked for again.
  redis->where.away.patience = patience_of_nodes;
  const std::chrono::milliseconds lease = std::chrono::seconds{x.lease_seconds};
  node_options result{.self = {.node = node_id{x.name},
                               .life = redis::name_of_its_own(),
                               .preferred = {},
                               .version = {}}, // the service says it
                      .preferred = {},
                      .times = {.lease = lease,
                                .margin = lease / 6,
                                .renew_every = lease / 3,
                                .ask_again = lease / 6},
                      .leases = make_redis_leases(redis->where),
                      .streams = make_redis_streams(redis->where)};
  for (const auto& site : x.prefers)
    result.preferred.emplace_back(site);
  return result;
}

} // namespace omstilling

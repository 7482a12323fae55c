#include "gateways/store/redis/durability.hpp"

#include <array>

namespace omstilling::redis {

namespace {

constexpr std::array names{"appendonly",           "appendfsync", "no-appendfsync-on-rewrite",
                           "aof-load-truncated",   "maxmemory",   "maxmemory-policy",
                           "min-replicas-to-write"};

} // namespace

tl::expected<durability_settings, problem> read_durability(link& from) {
  durability_settings result;
  for (const auto* name : names) {
    auto said = from.ask({{"", {"CONFIG", "GET", name}}});
    if (!said)
      return tl::unexpected(std::move(said.error()));
    const auto& pair = said->front().items;
    // Some hosted servers hide it: then it is not known, and doubts() says so.
    if (pair.size() == 2)
      result[name] = pair[1].text;
  }
  return result;
}

std::vector<std::string> doubts(const durability_settings& x, std::int64_t wait_replicas,
                                bool replicated) {
  std::vector<std::string> result;
  const auto is = [&](const char* name) {
    const auto found = x.find(name);
    return found == x.end() ? std::string{} : found->second;
  };
  if (x.empty())
    return {"Redis does not say how it is set (CONFIG GET): what it acknowledges may be lost"};
  if (is("appendonly") != "yes")
    result.emplace_back(
      "Redis has appendonly " + is("appendonly") +
      ": a restart loses what was changed since its last snapshot; set it to yes");
  else if (is("appendfsync") != "always")
    result.emplace_back("Redis has appendfsync " + is("appendfsync") +
                        ": a loss of power loses the latest changes, about a second of them or "
                        "more; set it to always");
  else if (is("no-appendfsync-on-rewrite") == "yes")
    result.emplace_back(
      "Redis has no-appendfsync-on-rewrite yes: a loss of power while it rewrites "
      "its log loses changes; set it to no");
  // It cuts a torn log inside a transaction: https://github.com/valkey-io/valkey/pull/4342
  if (is("appendonly") == "yes" && is("aof-load-truncated") != "no")
    result.emplace_back(
      "Redis has aof-load-truncated " + is("aof-load-truncated") +
      ": after it was killed while it wrote, what is acknowledged later may be lost; set it to no, "
      "and run redis-check-aof --fix before it starts");
  if (is("maxmemory-policy") != "noeviction" && is("maxmemory") != "0")
    result.emplace_back("Redis has maxmemory-policy " + is("maxmemory-policy") +
                        ": it deletes our data when its memory is full; set it to noeviction");
  if (replicated && wait_replicas == 0)
    result.emplace_back("wait_replicas is 0: a failover loses changes that its replica did not "
                        "have yet; set it to 1 or more");
  if (replicated && (is("min-replicas-to-write").empty() || is("min-replicas-to-write") == "0"))
    result.emplace_back(
      "Redis has min-replicas-to-write 0: a master that is cut off goes on taking "
      "changes for a while; set it to 1 or more");
  return result;
}

} // namespace omstilling::redis

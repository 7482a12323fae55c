#include "gateways/store/redis/redis_store.hpp"

#include "gateways/store/redis/appending.hpp"
#include "gateways/store/redis/calls.hpp"
#include "gateways/store/redis/durability.hpp"
#include "gateways/store/redis/forgetting.hpp"
#include "gateways/store/redis/history.hpp"
#include "gateways/store/redis/rows.hpp"

#include <algorithm>

namespace omstilling {

namespace {

using redis::site_keys;
using done = tl::expected<void, problem>;

problem for_reading() {
  return {.reason = error_reason::storage_unavailable,
          .detail = "this store was opened for reading only"};
}

class redis_store_impl final : public redis_store {
public:
  explicit redis_store_impl(redis_store_options options)
    : options_(std::move(options)),
      link_(options_.where),
      sites_(link_, options_.node, options_.leased) {}

  void hold(const site_id& site, std::int64_t token) override { sites_.hold(site, token); }
  void let_go(const site_id& site) override { sites_.let_go(site); }

  tl::expected<std::vector<std::string>, problem> doubts() override {
    const bool replicated = options_.wait_replicas > 0 || !options_.where.sentinels.empty();
    return redis::read_durability(link_).map([&](const redis::durability_settings& x) {
      return redis::doubts(x, options_.wait_replicas, replicated);
    });
  }

  tl::expected<site_position, problem> open_site(const site_id& site) override {
    if (options_.read_only)
      return tl::unexpected(for_reading());
    return sites_.open(site).map([](const redis::owned_site* x) {
      return site_position{.epochs = x->epochs, .last_number = x->last_number};
    });
  }

  done append(const std::vector<store_batch>& batches) override {
    if (options_.read_only)
      return tl::unexpected(for_reading());
    return redis::appending{link_, sites_, options_.wait_replicas, options_.wait_within}.write(
      batches);
  }

  done load(const site_id& site,
            const std::function<void(const entity_ref&, std::string_view state)>& row) override {
    return ready(site)
      .and_then([&] { return redis::load_rows(link_, site_keys{site}); })
      .map([&](const auto& rows) {
        for (const auto& [entity, state] : rows)
          row(entity, state);
      });
  }

  tl::expected<std::optional<std::string>, problem> load_one(const site_id& site,
                                                             const entity_ref& entity) override {
    return ready(site).and_then([&] { return redis::load_row(link_, site_keys{site}, entity); });
  }

  tl::expected<std::vector<receipt>, problem> load_receipts(const site_id& site,
                                                            time_point since) override {
    return ready(site).and_then(
      [&] { return redis::load_receipts(link_, site_keys{site}, since); });
  }

  tl::expected<std::vector<stored_event>, problem> history(const event_query& query) override {
    return ready(query.site).and_then([&] {
      return redis::read_history(link_, site_keys{query.site}, query);
    });
  }

  tl::expected<std::vector<found_call>, problem> calls(const call_query& query) override {
    return sites_.settle_all().and_then([&] { return sites(); }).and_then([&](const auto& all) {
      return redis::find_calls(link_, all, query);
    });
  }

  tl::expected<std::vector<stored_call>, problem>
  kept_calls(const site_id& site, const call_id& after, std::size_t limit) override {
    return ready(site).and_then(
      [&] { return redis::kept_calls(link_, site_keys{site}, after, limit); });
  }

  tl::expected<std::int64_t, problem> forget(const site_id& site, time_point before) override {
    if (options_.read_only)
      return tl::unexpected(for_reading());
    return redis::forget(link_, sites_, site, before);
  }

  tl::expected<std::vector<site_id>, problem> sites() override {
    return link_.ask_one({redis::sites_key, {"SMEMBERS", redis::sites_key}})
      .map([](const redis::reply& x) {
        std::vector<site_id> result;
        for (const auto& name : x.items)
          result.emplace_back(name.text);
        std::ranges::sort(result);
        return result;
      });
  }

private:
  done ready(const site_id& site) {
    auto nothing_open = sites_.settle_all();
    if (!nothing_open || options_.leased || options_.read_only)
      return nothing_open;
    return sites_.find(site).map([](const redis::owned_site*) {});
  }

  redis_store_options options_;
  redis::link link_;
  redis::ownership sites_;
};

} // namespace

tl::expected<std::unique_ptr<redis_store>, problem> open_redis_store(redis_store_options options) {
  // WAIT may take as long as it is told to.
  auto& answering = options.where.within.answering;
  answering = std::max(answering, options.wait_within + std::chrono::seconds{1});
  auto made = std::make_unique<redis_store_impl>(std::move(options));
  if (auto reached = made->sites(); !reached)
    return tl::unexpected(std::move(reached.error()));
  return made;
}

} // namespace omstilling

#include "tests/memory_store.hpp"

#include "tests/gateways/store/store_rules.hpp"

namespace omstilling::test {

namespace {

/// Passes on to the one that is kept, so that closing it loses nothing.
class passing_on final : public store {
public:
  explicit passing_on(store& to) : to_(to) {}
  tl::expected<site_position, problem> open_site(const site_id& site) override {
    return to_.open_site(site);
  }
  tl::expected<void, problem> append(const std::vector<store_batch>& batches) override {
    return to_.append(batches);
  }
  tl::expected<void, problem>
  load(const site_id& site,
       const std::function<void(const entity_ref&, std::string_view state)>& row) override {
    return to_.load(site, row);
  }
  tl::expected<std::optional<std::string>, problem> load_one(const site_id& site,
                                                             const entity_ref& entity) override {
    return to_.load_one(site, entity);
  }
  tl::expected<std::vector<receipt>, problem> load_receipts(const site_id& site,
                                                            time_point since) override {
    return to_.load_receipts(site, since);
  }
  tl::expected<std::vector<stored_event>, problem> history(const event_query& query) override {
    return to_.history(query);
  }
  tl::expected<std::vector<found_call>, problem> calls(const call_query& query) override {
    return to_.calls(query);
  }
  tl::expected<std::vector<stored_call>, problem>
  kept_calls(const site_id& site, const call_id& after, std::size_t limit) override {
    return to_.kept_calls(site, after, limit);
  }
  tl::expected<std::int64_t, problem> forget(const site_id& site, time_point before) override {
    return to_.forget(site, before);
  }
  tl::expected<std::vector<site_id>, problem> sites() override { return to_.sites(); }

private:
  store& to_;
};

class memory_place final : public store_place {
public:
  std::unique_ptr<store> open() override { return std::make_unique<passing_on>(kept_); }

private:
  memory_store kept_;
};

const store_conformance memory{"memory", [] { return std::make_unique<memory_place>(); },
                               lasting::in_this_process};

TEST_CASE("a failure that was ordered changes nothing and passes", "[memory_store]") {
  memory_store kept;
  must(kept.open_site(aarhus));
  const problem full{.reason = error_reason::storage_unavailable, .detail = "disk is full"};
  kept.fail_next(full, 2);
  const auto refused = kept.append({{.site = aarhus, .events = {event(1)}}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error() == full);
  CHECK_FALSE(kept.load_one(aarhus, anna));
  CHECK(must(kept.history({.site = aarhus})).empty());
  CHECK(kept.appends() == 0);
  kept.fail_next(full);
  kept.recover();
  must(kept.append({{.site = aarhus, .events = {event(1)}}}));
  CHECK(kept.appends() == 1);
}

} // namespace

} // namespace omstilling::test

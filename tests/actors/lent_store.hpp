#pragma once

#include "tests/memory_store.hpp"

namespace omstilling::test {

/// Lends one store to one service after the other, as a disk outlives a process.
class lent_store : public store {
public:
  explicit lent_store(memory_store& of) : of_(of) {}
  tl::expected<site_position, problem> open_site(const site_id& x) override {
    return of_.open_site(x);
  }
  tl::expected<void, problem> append(const std::vector<store_batch>& x) override {
    return of_.append(x);
  }
  tl::expected<void, problem>
  load(const site_id& x,
       const std::function<void(const entity_ref&, std::string_view)>& row) override {
    return of_.load(x, row);
  }
  tl::expected<std::optional<std::string>, problem> load_one(const site_id& x,
                                                             const entity_ref& y) override {
    return of_.load_one(x, y);
  }
  tl::expected<std::vector<receipt>, problem> load_receipts(const site_id& x,
                                                            time_point since) override {
    return of_.load_receipts(x, since);
  }
  tl::expected<std::vector<stored_event>, problem> history(const event_query& x) override {
    return of_.history(x);
  }
  tl::expected<std::vector<found_call>, problem> calls(const call_query& query) override {
    return of_.calls(query);
  }
  tl::expected<std::vector<stored_call>, problem>
  kept_calls(const site_id& site, const call_id& after, std::size_t limit) override {
    return of_.kept_calls(site, after, limit);
  }
  tl::expected<std::int64_t, problem> forget(const site_id& x, time_point before) override {
    return of_.forget(x, before);
  }
  tl::expected<std::vector<site_id>, problem> sites() override { return of_.sites(); }

private:
  memory_store& of_;
};

} // namespace omstilling::test

#pragma once

#include "actors/ports/store.hpp"
#include "tests/memory_calls.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace omstilling::test {

/// The port kept in plain containers: what every other store must behave like. A restart is played
/// by using the same object again.
class memory_store final : public store {
public:
  /// The next calls fail with `x` and change nothing.
  void fail_next(problem x, std::size_t times = 1) {
    failure_ = std::move(x);
    failures_left_ = times;
  }
  /// Ends the failures that are still due.
  void recover() { failures_left_ = 0; }
  /// Appends that were written, whatever number of batches each had.
  std::size_t appends() const { return appends_; }

  tl::expected<site_position, problem> open_site(const site_id& site) override {
    if (fails())
      return tl::unexpected(failure_);
    auto& position = sites_[site].position;
    ++position.epochs;
    return position;
  }

  tl::expected<void, problem> append(const std::vector<store_batch>& batches) override {
    if (fails())
      return tl::unexpected(failure_);
    if (auto wrong = check(batches))
      return tl::unexpected(std::move(*wrong));
    for (const auto& batch : batches)
      write(sites_.at(batch.site), batch);
    ++appends_;
    return {};
  }

  tl::expected<void, problem>
  load(const site_id& site,
       const std::function<void(const entity_ref&, std::string_view state)>& row) override {
    if (fails())
      return tl::unexpected(failure_);
    for (const auto& [entity, state] : kept(site).rows)
      row(entity, state);
    return {};
  }

  tl::expected<std::optional<std::string>, problem> load_one(const site_id& site,
                                                             const entity_ref& entity) override {
    if (fails())
      return tl::unexpected(failure_);
    const auto& rows = kept(site).rows;
    const auto found = rows.find(entity);
    return found == rows.end() ? std::nullopt : std::optional{found->second};
  }

  tl::expected<std::vector<receipt>, problem> load_receipts(const site_id& site,
                                                            time_point since) override {
    if (fails())
      return tl::unexpected(failure_);
    std::vector<receipt> result;
    for (const auto& [key, x] : kept(site).receipts)
      if (x.at >= since)
        result.push_back(x);
    std::ranges::stable_sort(result, {}, &receipt::at);
    return result;
  }

  tl::expected<std::vector<stored_event>, problem> history(const event_query& query) override {
    if (fails())
      return tl::unexpected(failure_);
    std::vector<stored_event> result;
    for (const auto& event : kept(query.site).events) {
      if (result.size() == query.limit)
        break;
      if (matches(query, event))
        result.push_back(event);
    }
    return result;
  }

  tl::expected<std::vector<found_call>, problem> calls(const call_query& query) override {
    if (fails())
      return tl::unexpected(failure_);
    return find_calls(all_calls(), query);
  }

  tl::expected<std::vector<stored_call>, problem>
  kept_calls(const site_id& site, const call_id& after, std::size_t limit) override {
    if (fails())
      return tl::unexpected(failure_);
    std::vector<stored_call> result;
    const auto& calls = kept(site).calls;
    for (auto x = calls.upper_bound(after); x != calls.end() && result.size() < limit; ++x)
      result.push_back(x->second);
    return result;
  }

  tl::expected<std::int64_t, problem> forget(const site_id& site, time_point before) override {
    if (fails())
      return tl::unexpected(failure_);
    const auto found = sites_.find(site);
    if (found == sites_.end())
      return 0;
    std::erase_if(found->second.receipts, [&](const auto& x) { return x.second.at < before; });
    std::erase_if(found->second.calls, [&](const auto& x) { return x.second.at < before; });
    return static_cast<std::int64_t>(
      std::erase_if(found->second.events, [&](const auto& x) { return x.at < before; }));
  }

  tl::expected<std::vector<site_id>, problem> sites() override {
    if (fails())
      return tl::unexpected(failure_);
    std::vector<site_id> result;
    for (const auto& [site, contents] : sites_)
      result.push_back(site);
    return result;
  }

private:
  struct site_contents {
    site_position position;
    std::map<entity_ref, std::string> rows;
    std::vector<stored_event> events;
    std::map<std::pair<user_id, idempotency_key>, receipt> receipts;
    std::map<call_id, stored_call> calls;
  };

  std::vector<const stored_call*> all_calls() const {
    std::vector<const stored_call*> result;
    for (const auto& [site, contents] : sites_)
      for (const auto& [id, x] : contents.calls)
        result.push_back(&x);
    return result;
  }

  bool fails() {
    if (failures_left_ == 0)
      return false;
    --failures_left_;
    return true;
  }

  const site_contents& kept(const site_id& site) const {
    static const site_contents nothing;
    const auto found = sites_.find(site);
    return found == sites_.end() ? nothing : found->second;
  }

  // Everything is checked before anything is written: that is what makes an append atomic here.
  std::optional<problem> check(const std::vector<store_batch>& batches) const {
    std::map<site_id, std::int64_t> last;
    for (const auto& batch : batches) {
      if (!sites_.contains(batch.site))
        return refusal("site " + batch.site.value + " was never opened");
      auto& number =
        last.try_emplace(batch.site, kept(batch.site).position.last_number).first->second;
      for (const auto& event : batch.events) {
        if (event.number <= number)
          return refusal("event " + std::to_string(event.number) + " comes after " +
                         std::to_string(number));
        number = event.number;
      }
    }
    return std::nullopt;
  }

  static problem refusal(std::string why) {
    return {.reason = error_reason::storage_unavailable, .detail = std::move(why)};
  }

  static void write(site_contents& to, const store_batch& batch) {
    for (const auto& event : batch.events) {
      to.events.push_back(event);
      to.position.last_number = event.number;
    }
    for (const auto& row : batch.rows) {
      if (row.state)
        to.rows.insert_or_assign(row.entity, *row.state);
      else
        to.rows.erase(row.entity);
    }
    for (const auto& x : batch.receipts)
      to.receipts.insert_or_assign({x.user, x.key}, x);
    for (const auto& x : batch.calls)
      to.calls.insert_or_assign(x.call, x);
  }

  static bool matches(const event_query& query, const stored_event& x) {
    return x.number > query.after && (!query.entity || x.entity == *query.entity) &&
           (query.types.empty() || std::ranges::find(query.types, x.type) != query.types.end()) &&
           (!query.from || x.at >= *query.from) && (!query.until || x.at < *query.until);
  }

  std::map<site_id, site_contents> sites_;
  problem failure_;
  std::size_t failures_left_ = 0;
  std::size_t appends_ = 0;
};

} // namespace omstilling::test

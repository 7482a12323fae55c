#pragma once

#include "protocol/codec.hpp"
#include "tests/gateways/store/store_conformance.hpp"

#include <catch2/catch.hpp>

#include <string_view>
#include <utility>
#include <vector>

/// What the files of the suite share.
namespace omstilling::test {

/// A rule of the port, and the function that checks it at new places.
struct store_rule {
  std::string_view name;
  void (*check)(const place_maker&);
};

std::vector<store_rule> writing_rules();
std::vector<store_rule> reading_rules();
std::vector<store_rule> property_rules();
std::vector<store_rule> call_rules();
std::vector<store_rule> crash_rules(); // only for what lasts beyond the process

template <class T>
T must(tl::expected<T, problem> x) {
  INFO((x ? "" : message(x.error())));
  REQUIRE(x);
  if constexpr (!std::is_void_v<T>)
    return std::move(*x);
}

/// A place and the store that is open there.
class open_store {
public:
  explicit open_store(const place_maker& make) : place_(make()), store_(place_->open()) {}

  store* operator->() const { return store_.get(); }
  store& operator*() const { return *store_; }
  void reopen() {
    store_.reset();
    store_ = place_->open();
  }

private:
  std::unique_ptr<store_place> place_;
  std::unique_ptr<store> store_;
};

/// Everything that a store says about some sites, to be compared.
struct picture {
  std::vector<site_id> sites;
  std::vector<std::pair<entity_ref, std::string>> rows;
  std::vector<stored_event> events;
  std::string receipts;
  friend bool operator==(const picture&, const picture&) = default;
};
picture picture_of(store& from, const std::vector<site_id>& sites);

inline const site_id aarhus{"aarhus"};
inline const site_id odense{"odense"};
inline const entity_ref anna{entity_kind::employee, "anna"};
inline const entity_ref bo{entity_kind::employee, "bo"};

inline time_point second(std::int64_t x) { return time_point{std::chrono::seconds{x}}; }

/// One event a second: event 7 happened at second 7.
inline stored_event event(std::int64_t number, entity_ref entity = anna,
                          std::string type = "status_changed") {
  return {.number = number,
          .at = second(number),
          .entity = std::move(entity),
          .type = std::move(type),
          .body = "{\"n\":" + std::to_string(number) + "}"};
}

inline receipt receipt_of(std::string user, std::string key, std::int64_t at_second) {
  return {.user = user_id{std::move(user)},
          .key = idempotency_key{std::move(key)},
          .asked = "set_status {}",
          .at = second(at_second),
          .result = {.revision = at_second}};
}

inline std::vector<std::int64_t> numbers(const std::vector<stored_event>& events) {
  std::vector<std::int64_t> result;
  result.reserve(events.size());
  for (const auto& x : events)
    result.push_back(x.number);
  return result;
}

} // namespace omstilling::test

#pragma once

#include "actors/ports/number_lookup.hpp"
#include "gateways/http/http_client.hpp"
#include "gateways/number_lookup/lookup_cache.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace omstilling::lookup {

/// A directory behind HTTP. In url and headers stand `{number}` (`+4512345678`), `{number_digits}`
/// (without the plus) and `{secret}`.
struct lookup_options {
  std::string url;
  std::vector<std::string> headers{};
  std::string secret{};
  std::vector<std::string> name_pointers{"/name"}; // JSON pointers; what they find, joined
  std::vector<long> nobody{404};                   // HTTP statuses beside an answer without a name
  std::int64_t per_hour = 1'000;                   // questions that go out; 0: no limit
  http_options http{.in_flight = 4, .per_second = 5, .timeout = std::chrono::seconds{5}};
  cache_limits limits{};
  std::function<time_point()> now = [] {
    return std::chrono::floor<duration>(std::chrono::system_clock::now());
  };
};

std::shared_ptr<number_lookup> open_number_lookup(lookup_options options);

} // namespace omstilling::lookup

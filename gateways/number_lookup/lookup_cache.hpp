#pragma once

#include "actors/ports/number_lookup.hpp"
#include "protocol/time.hpp"

#include <cstddef>
#include <list>
#include <map>
#include <optional>
#include <string>

namespace omstilling::lookup {

struct cache_limits {
  std::size_t count = 20'000; // of numbers; the one asked for longest ago makes room
  duration found_for = std::chrono::days{30};
  duration nobody_for = std::chrono::days{1};
  duration failed_for = std::chrono::minutes{1}; // so that a silent provider is not asked at once
};

/// What was answered of late: names, and that there is nobody.
class cache {
public:
  explicit cache(cache_limits limits) : limits_{limits} {}

  std::optional<lookup_answer> find(const std::string& number, time_point now);
  void keep(const std::string& number, lookup_answer answer, time_point now);
  std::size_t size() const { return kept_.size(); }

private:
  struct entry {
    lookup_answer answer;
    time_point until;
    std::list<std::string>::iterator place;
  };
  void drop(std::map<std::string, entry>::iterator x);

  cache_limits limits_;
  std::map<std::string, entry> kept_;
  std::list<std::string> order_; // the one that was used last comes first
};

} // namespace omstilling::lookup

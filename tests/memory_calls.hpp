#pragma once

#include "services/history/stored_call.hpp"

#include <algorithm>
#include <vector>

namespace omstilling::test {

/// The first call after `since` that reached the number; nothing for no number.
inline std::optional<time_point> reached_since(const std::vector<const stored_call*>& calls,
                                               const std::string& number, time_point since) {
  std::optional<time_point> first;
  for (const auto* const x : calls)
    if (!number.empty() && x->reached == number && x->at > since && (!first || x->at < *first))
      first = x->at;
  return first;
}

/// What store::calls() promises, by looking at every call.
inline std::vector<found_call> find_calls(const std::vector<const stored_call*>& calls,
                                          const call_query& query) {
  struct hit {
    time_point at;
    found_call found;
  };
  std::vector<hit> hits;
  for (const auto* const x : calls) {
    const bool one = query.asked == call_query::what::one && x->call.value == query.key;
    const bool with = query.asked == call_query::what::with_number && x->number == query.key;
    if (one || with)
      hits.push_back({x->at, {x->call, x->entry, reached_since(calls, x->number, x->at), {}}});
    for (const auto& own : x->log)
      if (one)
        hits.back().found.owners.push_back(own.owner);
      else if (query.asked == call_query::what::log_of && own.owner == query.key &&
               (!query.only || *query.only == own.log))
        hits.push_back(
          {own.at,
           {x->call,
            own.entry,
            own.log == log_kind::missed ? reached_since(calls, own.number, own.at) : std::nullopt,
            {}}});
    if (one)
      std::ranges::sort(hits.back().found.owners);
  }
  std::erase_if(hits, [&](const hit& x) { return query.before && x.at >= *query.before; });
  std::ranges::sort(hits, [](const hit& a, const hit& b) {
    return a.at != b.at ? a.at > b.at : a.found.call > b.found.call;
  });
  std::vector<found_call> result;
  for (auto& x : hits)
    if (result.size() < query.limit)
      result.push_back(std::move(x.found));
  return result;
}

} // namespace omstilling::test

#include "services/calls/route.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t longest_way = 8;

struct stop {
  std::int64_t index = 0; // 0: the destination
  std::vector<std::string> way;
  std::vector<forwarding_rule> forwarding;
};

std::optional<party> shown_outside(const number_facts& x, const std::optional<party>& house) {
  return x.kind == endpoint_kind::outside ? house : std::nullopt;
}

} // namespace

destination make_route(const std::string& number,
                       const std::function<number_facts(const std::string&)>& facts,
                       const std::optional<party>& house) {
  const auto first = facts(number);
  destination result{.who = first.who,
                     .endpoint = number,
                     .user = first.user,
                     .kind = first.kind,
                     .shown = shown_outside(first, house),
                     .do_not_disturb = first.do_not_disturb,
                     .headset = first.headset,
                     .address = first.address,
                     .site = first.site,
                     .detours = {}};
  std::vector<stop> open{{0, {number}, first.forwarding}};
  for (std::size_t i = 0; i < open.size() && result.detours.size() < longest_way; ++i) {
    const auto from = open[i];
    for (const auto& rule : from.forwarding) {
      if (result.detours.size() == longest_way)
        break;
      if (rule.to.empty() || std::find(from.way.begin(), from.way.end(), rule.to) != from.way.end())
        continue;
      const auto next = facts(rule.to);
      result.detours.push_back({.from = from.index,
                                .on = rule.type,
                                .who = next.who,
                                .endpoint = rule.to,
                                .kind = next.kind,
                                .user = next.user,
                                .shown = shown_outside(next, house),
                                .do_not_disturb = next.do_not_disturb,
                                .headset = next.headset,
                                .address = next.address,
                                .site = next.site});
      auto way = from.way;
      way.push_back(rule.to);
      open.push_back(
        {static_cast<std::int64_t>(result.detours.size()), std::move(way), next.forwarding});
    }
  }
  return result;
}

} // namespace omstilling

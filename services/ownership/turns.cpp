#include "services/ownership/turns.hpp"

#include <algorithm>
#include <tuple>

namespace omstilling {

bool prefers(const node_seen& x, const site_id& site) {
  return std::find(x.prefers.begin(), x.prefers.end(), site) != x.prefers.end();
}

namespace {

struct in_line {
  node_seen who;
  std::int64_t sites = 0;
};

std::vector<in_line> line(const node_seen& who, const nodes_picture& picture) {
  std::vector<in_line> result{{who}};
  for (const auto& node : picture.living)
    if (!node.leaving && node.who != who.who)
      result.push_back({node});
  for (auto& x : result)
    x.sites = std::count_if(picture.held.begin(), picture.held.end(),
                            [&](const auto& held) { return held.second.holder == x.who.who; });
  return result;
}

} // namespace

std::map<site_id, std::size_t> turns_of(const node_seen& who, const std::vector<site_id>& free,
                                        const nodes_picture& picture) {
  auto all = line(who, picture);
  std::map<site_id, std::size_t> result;
  for (const auto& site : free) {
    std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) {
      return std::tuple{!prefers(a.who, site), a.sites, a.who.who} <
             std::tuple{!prefers(b.who, site), b.sites, b.who.who};
    });
    const auto place =
      std::find_if(all.begin(), all.end(), [&](const auto& x) { return x.who.who == who.who; });
    result[site] = static_cast<std::size_t>(place - all.begin());
    ++all.front().sites;
  }
  return result;
}

} // namespace omstilling

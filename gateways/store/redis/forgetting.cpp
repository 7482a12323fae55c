#include "gateways/store/redis/forgetting.hpp"

#include "gateways/store/redis/history.hpp"
#include "gateways/store/redis/scripts.hpp"

#include <algorithm>

namespace omstilling::redis {

namespace {

constexpr std::int64_t page = 500;

/// One page; the script's answer, which begins with "forgot".
tl::expected<reply, problem> forget_page(link& at, ownership& sites, const site_id& site,
                                         const script& code, std::vector<std::string> more) {
  auto owned = sites.find(site);
  if (!owned)
    return tl::unexpected(std::move(owned.error()));
  if (!*owned)
    return reply{};
  auto ask = run_script(code, site_keys{site}.all());
  ask.words.push_back(std::to_string((*owned)->token));
  ask.words.insert(ask.words.end(), more.begin(), more.end());
  auto said = at.ask_one(std::move(ask));
  if (said && (said->items.size() != 3 || said->items[0].text != "forgot"))
    return tl::unexpected(sites.refused(site, *said));
  return said;
}

} // namespace

tl::expected<std::int64_t, problem> forget(link& at, ownership& sites, const site_id& site,
                                           time_point before) {
  const auto limit = std::to_string(millis(before));
  for (bool more = true; more;) {
    auto said = forget_page(at, sites, site, forget_others_script(),
                            {limit, sortable(before), std::to_string(page)});
    if (!said)
      return tl::unexpected(std::move(said.error()));
    if (said->is_nothing())
      return 0; // never opened
    more = said->items[1].number == page || said->items[2].number == page;
  }
  const auto range = numbers_within(at, site_keys{site}, std::nullopt, before);
  if (!range)
    return tl::unexpected(range.error());
  std::int64_t deleted = 0;
  auto next = range->from;
  while (next <= range->until) {
    auto said = forget_page(
      at, sites, site, forget_events_script(),
      {limit, std::to_string(hour_of(before)), std::to_string(next), std::to_string(range->until)});
    if (!said)
      return tl::unexpected(std::move(said.error()));
    if (said->is_nothing())
      break;
    deleted += said->items[1].number;
    if (said->items[2].text.empty())
      break;
    next = said->items[2].as_number();
  }
  return deleted;
}

} // namespace omstilling::redis

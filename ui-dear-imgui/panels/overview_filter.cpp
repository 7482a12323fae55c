#include "ui-dear-imgui/panels/overview_filter.hpp"

#include <algorithm>

namespace omstilling {

namespace {

person_group group_of(const person& x) {
  if (x.status.type == "meeting")
    return person_group::meeting;
  if (x.status.basic == basic_status::closed || x.lamp_state == lamp::offline)
    return person_group::away;
  if (x.lamp_state == lamp::idle && x.status.type != "busy")
    return person_group::free;
  return person_group::busy;
}

} // namespace

std::size_t overview_filter::count(const site_id& x) const {
  const auto found =
    std::find_if(sites_.begin(), sites_.end(), [&](const auto& one) { return one.first == x; });
  return found == sites_.end() ? 0 : found->second;
}

void overview_filter::update(ui& u) {
  const bool same = seen_ == u.view.people && query_ == u.chosen.query && seen_group_ == group &&
                    seen_site_ == site;
  if (same)
    return;
  const bool new_query = query_ != u.chosen.query;
  seen_ = u.view.people;
  query_ = u.chosen.query;
  seen_group_ = group;
  seen_site_ = site;
  fragments_ = fragments_of(looks_like_number(query_) ? plain_number(query_) : query_);
  counts_ = {};
  sites_.clear();
  for (const auto& one : u.view.sites)
    sites_.emplace_back(one.id, 0);
  auto& shown = u.chosen.shown;
  shown.clear();
  for (const auto& one : *seen_) {
    for (auto& [id, count] : sites_)
      count += id == one->who.site ? 1 : 0;
    if (site && one->who.site != *site)
      continue;
    const auto its = group_of(one->who);
    ++counts_[static_cast<std::size_t>(its)];
    ++counts_[0];
    if (group == person_group::all || group == its)
      shown.push_back(one);
  }
  if (!fragments_.empty())
    shown = search(*seen_, fragments_);
  if (new_query && !fragments_.empty() && !shown.empty()) {
    u.chosen.person = shown.front()->who.id;
    u.chosen.scroll_to_person = true;
  }
}

} // namespace omstilling

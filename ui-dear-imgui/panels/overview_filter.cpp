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

/// With very many people the groups are counted a few times a second; the rows themselves always
/// show what is known now, since they are places in the list and not copies.
bool overview_filter::may_wait(const ui& u) const {
  constexpr std::size_t many = 5'000;
  constexpr std::chrono::milliseconds pause{250};
  return u.view.people->size() > many && u.view.people->order() == order_ && u.now >= worked_at_ &&
         u.now - worked_at_ < pause;
}

void overview_filter::update(ui& u) {
  const bool asked =
    query_ != u.chosen.query || seen_group_ != group || seen_site_ != site || !seen_;
  if (!asked && (seen_ == u.view.people || may_wait(u)))
    return;
  const bool new_query = query_ != u.chosen.query;
  seen_ = u.view.people;
  order_ = seen_->order();
  worked_at_ = u.now;
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
  for (std::size_t place = 0; place < seen_->size(); ++place) {
    const auto& who = (*seen_)[place]->who;
    for (auto& [id, count] : sites_)
      count += id == who.site ? 1 : 0;
    if (site && who.site != *site)
      continue;
    const auto its = group_of(who);
    ++counts_[static_cast<std::size_t>(its)];
    ++counts_[0];
    if (group == person_group::all || group == its)
      shown.push_back(place);
  }
  if (!fragments_.empty())
    shown = search(*seen_, fragments_);
  if (new_query && !fragments_.empty() && !shown.empty()) {
    u.chosen.person = (*seen_)[shown.front()]->who.id;
    u.chosen.scroll_to_person = true;
  }
}

} // namespace omstilling

#include "ui-dear-imgui/panels/overview_filter.hpp"

#include "ui-dear-imgui/panels/statuses.hpp"

#include <string_view>
#include <unordered_map>

namespace omstilling {

namespace {

template <class Value, class Other>
bool has(const std::vector<Value>& all, const Other& x) {
  return std::find(all.begin(), all.end(), x) != all.end();
}

bool is_in(const std::vector<std::string>& groups, const person& x) {
  return groups.empty() || has(groups, x.department) ||
         std::any_of(x.groups.begin(), x.groups.end(),
                     [&](const auto& one) { return has(groups, one); });
}

/// Few different words among very many people: the last one seen is most often the next.
class tally {
public:
  void add(std::string_view x) {
    if (last_ >= counts_.size() || counts_[last_].name != x) {
      last_ = 0;
      while (last_ < counts_.size() && counts_[last_].name != x)
        ++last_;
      if (last_ == counts_.size())
        counts_.push_back({std::string{x}, 0});
    }
    ++counts_[last_].count;
  }
  std::vector<counted> take() {
    std::stable_sort(counts_.begin(), counts_.end(), [](const auto& a, const auto& b) {
      return std::pair{status_rank(a.name), std::string_view{a.name}} <
             std::pair{status_rank(b.name), std::string_view{b.name}};
    });
    return std::move(counts_);
  }

private:
  std::vector<counted> counts_;
  std::size_t last_ = 0;
};

std::vector<counted> by_name(const std::unordered_map<std::string_view, std::size_t>& counts) {
  std::vector<counted> result;
  for (const auto& [name, count] : counts)
    if (!name.empty())
      result.push_back({std::string{name}, count});
  std::sort(result.begin(), result.end(),
            [](const counted& a, const counted& b) { return a.name < b.name; });
  return result;
}

/// Free ones first, then those that will be free sooner than others.
std::size_t lamp_rank(lamp x) {
  switch (x) {
    case lamp::idle: return 0;
    case lamp::alerting: return 1;
    case lamp::initiated: return 2;
    case lamp::busy: return 3;
    case lamp::paused: return 4;
    case lamp::forwarded: return 5;
    case lamp::do_not_disturb: return 6;
    case lamp::unmonitored: return 7;
    case lamp::offline: return 8;
    default: return 9;
  }
}

/// Shorter numbers first: 911 comes before 4107.
bool less_number(std::string_view a, std::string_view b) {
  return std::pair{a.size(), a} < std::pair{b.size(), b};
}

} // namespace

/// One look at everybody, which may take several frames.
struct overview_filter::pass {
  std::shared_ptr<const people_list> list; // whose words `groups` refers to
  std::size_t place = 0;
  std::size_t all = 0;
  std::vector<std::size_t> shown;
  tally statuses;
  std::unordered_map<std::string_view, std::size_t> locations, groups;
  std::array<std::size_t, 10> lamps{};
  std::vector<std::pair<site_id, std::size_t>> sites;
};

saved_view saved(const overview_filter::wanted& x) {
  saved_view result{
    .status_types = x.statuses, .locations = x.locations, .groups = x.groups, .lamps = x.lamps};
  for (const auto& one : x.sites)
    result.locations.push_back(one.value);
  return result;
}

void apply(const saved_view& x, const std::vector<site_view>& sites, overview_filter::wanted& out) {
  out.statuses = x.status_types;
  out.groups = x.groups;
  out.lamps = x.lamps;
  out.sites.clear();
  out.locations.clear();
  for (const auto& one : x.locations)
    if (std::any_of(sites.begin(), sites.end(), [&](const auto& y) { return y.id.value == one; }))
      out.sites.emplace_back(one);
    else
      out.locations.push_back(one);
}

bool is_empty(const saved_view& x) {
  return x.status_types.empty() && x.locations.empty() && x.groups.empty() && x.lamps.empty();
}

std::size_t overview_filter::count(const site_id& x) const {
  const auto found =
    std::find_if(sites_.begin(), sites_.end(), [&](const auto& one) { return one.first == x; });
  return found == sites_.end() ? 0 : found->second;
}

/// With very many people they are looked at a few times a second; the rows themselves always
/// show what is known now, since they are places in the list and not copies.
bool overview_filter::may_wait(const ui& u) const {
  constexpr std::size_t many = 5'000;
  constexpr std::chrono::milliseconds pause{250};
  return u.view.people->size() > many && u.view.people->order() == order_ && u.now >= worked_at_ &&
         u.now - worked_at_ < pause;
}

void overview_filter::begin(const ui& u) {
  pass_ = std::make_shared<pass>();
  pass_->list = u.view.people;
  for (const auto& one : u.view.sites)
    pass_->sites.emplace_back(one.id, 0);
}

/// Each word is counted with all that is chosen of the other kinds.
void overview_filter::look_at(const person& who, std::size_t place) {
  const auto key = status_key(who.status);
  const bool status = want.statuses.empty() || has(want.statuses, key);
  const bool lit = want.lamps.empty() || has(want.lamps, who.lamp_state);
  const bool site = (want.sites.empty() || has(want.sites, who.site)) &&
                    (want.locations.empty() || has(want.locations, who.location));
  const bool group = is_in(want.groups, who);
  if (status && lit && group)
    for (auto& [id, count] : pass_->sites)
      count += id == who.site ? 1 : 0;
  if (want.count_groups && status && lit) {
    if (site) {
      ++pass_->groups[who.department];
      for (const auto& one : who.groups)
        if (one != who.department)
          ++pass_->groups[one];
    }
    if (group && (want.sites.empty() || has(want.sites, who.site)))
      ++pass_->locations[who.location];
  }
  if (!site || !group)
    return;
  if (status)
    ++pass_->lamps.at(static_cast<std::size_t>(who.lamp_state));
  if (!lit)
    return;
  pass_->statuses.add(key);
  ++pass_->all;
  if (status)
    pass_->shown.push_back(place);
}

/// Looks at so many more; true when everybody was looked at.
bool overview_filter::go_on(std::size_t most) {
  const auto& list = *pass_->list;
  const auto to = std::min(list.size(), pass_->place + most);
  for (auto& place = pass_->place; place < to; ++place)
    look_at(list[place]->who, place);
  return to == list.size();
}

void overview_filter::finish(ui& u) {
  const auto done = std::exchange(pass_, nullptr);
  seen_ = done->list;
  order_ = seen_->order();
  worked_at_ = u.now;
  all_ = done->all;
  sites_ = std::move(done->sites);
  statuses_ = done->statuses.take();
  groups_ = by_name(done->groups);
  locations_ = by_name(done->locations);
  lamps_ = done->lamps;
  if (!fragments_.empty())
    return; // who is found does not depend on what they do
  u.chosen.shown = std::move(done->shown);
  sort(u.chosen.shown);
}

/// Numbers and departments hardly ever change: the ranking of everybody is kept, and made anew only
/// when it no longer holds.
void overview_filter::rank() {
  const auto less = [&](std::size_t a, std::size_t b) {
    const auto &one = (*seen_)[a]->who, &other = (*seen_)[b]->who;
    return want.by == people_order::extension ? less_number(one.extension, other.extension)
                                              : one.department < other.department;
  };
  if (ranked_order_ != order_ || ranked_by_ != want.by || ranking_.size() != seen_->size()) {
    ranked_order_ = order_;
    ranked_by_ = want.by;
    ranking_.resize(seen_->size());
    for (std::size_t i = 0; i < ranking_.size(); ++i)
      ranking_[i] = i;
  }
  if (!std::is_sorted(ranking_.begin(), ranking_.end(), less))
    std::stable_sort(ranking_.begin(), ranking_.end(), less);
}

void overview_filter::sort(std::vector<std::size_t>& shown) {
  const auto by_key = [&](auto key) {
    std::vector<std::pair<std::size_t, std::size_t>> keyed;
    keyed.reserve(shown.size());
    for (const auto place : shown)
      keyed.emplace_back(key((*seen_)[place]->who), place);
    std::sort(keyed.begin(), keyed.end());
    std::transform(keyed.begin(), keyed.end(), shown.begin(),
                   [](const auto& x) { return x.second; });
  };
  switch (want.by) {
    case people_order::status:
      by_key([](const person& x) { return status_rank(status_key(x.status)); });
      break;
    case people_order::phone:
      by_key([](const person& x) { return lamp_rank(x.lamp_state); });
      break;
    case people_order::extension:
    case people_order::department: {
      rank();
      std::vector<bool> is_shown(seen_->size());
      for (const auto place : shown)
        is_shown[place] = true;
      shown.clear();
      std::copy_if(ranking_.begin(), ranking_.end(), std::back_inserter(shown),
                   [&](std::size_t place) { return is_shown[place]; });
      break;
    }
    default: break; // the list is by name already
  }
  if (want.backwards)
    std::reverse(shown.begin(), shown.end());
}

void overview_filter::update(ui& u, bool held) {
  // So many are looked at in a frame that nobody waits for: all of them are done within a second.
  constexpr std::size_t few = 3'000;
  const bool same_places = seen_ && u.view.people->order() == order_;
  const bool asked = query_ != u.chosen.query || !(done_ == want);
  if (!asked && same_places) {
    if (seen_ == u.view.people || (!pass_ && (may_wait(u) || held)))
      return;
    if (!pass_)
      begin(u);
    if (go_on(u.view.people->size() > 2 * few ? few : u.view.people->size()))
      finish(u);
    u.chosen.unfinished = pass_ != nullptr;
    return;
  }
  u.chosen.unfinished = false;
  const bool new_query = query_ != u.chosen.query;
  query_ = u.chosen.query;
  done_ = want;
  fragments_ = fragments_of(looks_like_number(query_) ? plain_number(query_) : query_);
  begin(u);
  go_on(u.view.people->size());
  finish(u);
  auto& shown = u.chosen.shown;
  if (!fragments_.empty())
    shown = find_people(*seen_, fragments_);
  if (new_query && !fragments_.empty() && !shown.empty()) {
    u.chosen.person = (*seen_)[shown.front()]->who.id;
    u.chosen.scroll_to_person = true;
  }
}

} // namespace omstilling

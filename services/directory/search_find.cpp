#include "services/directory/index_parts.hpp"
#include "services/directory/search_index.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace omstilling {

namespace {

/// What it costs to be found so. Half of a name is better than the whole of something else; the
/// beginning of the first name is best of the beginnings.
struct prices {
  int first_name, name, other;
};
constexpr std::array<prices, 5> price{prices{0, 0, 3}, prices{1, 2, 4}, prices{5, 5, 6},
                                      prices{8, 8, 9}, prices{10, 10, 11}};
/// Its low bits say what kind of text it was.
constexpr std::uint8_t other_text = 1;
constexpr std::uint8_t task_text = 2;
constexpr std::uint8_t field_mask = 3;
constexpr std::uint8_t not_found = 255;

constexpr int most_often = 10'000;
constexpr std::size_t look_ahead = 12;

constexpr std::uint8_t cost_of(std::uint8_t found, searched_field in) {
  const auto& of = price[found];
  if (in == first_name || (in == searched_field::initials && found == exact))
    return static_cast<std::uint8_t>(of.first_name * 4);
  switch (in) {
    case searched_field::name:
    case searched_field::alternate:
    case searched_field::number:
    case searched_field::extension: return static_cast<std::uint8_t>(of.name * 4);
    case searched_field::task: return static_cast<std::uint8_t>(of.other * 4 + task_text);
    default: return static_cast<std::uint8_t>(of.other * 4 + other_text);
  }
}

using costs = std::array<std::array<std::uint8_t, 1u << field_bits>, price.size()>;

/// What each way of being found costs in each field, for those who may know of it.
costs costs_for(audience who) {
  costs result{};
  for (std::uint8_t found = 0; found < result.size(); ++found)
    for (std::size_t i = 0; i < result[found].size(); ++i) {
      const auto field = static_cast<searched_field>(i);
      result[found][i] =
        field == first_name || may_know(who, field) ? cost_of(found, field) : not_found;
    }
  return result;
}

} // namespace

struct search_index::rank {
  std::size_t reading = 0;
  int cost = 0;
  bool elsewhere = false;
  int seldom = 0;
  std::uint64_t name_key = 0;
  slot entry = 0;
  auto quick() const { return std::tie(reading, cost, elsewhere, seldom, name_key); }
};

/// The best of each group so far.
class search_index::best {
public:
  best(const search_index& of, std::size_t limit) : of_(of), limit_(limit) {}

  bool better(const rank& a, const rank& b) const {
    if (a.quick() != b.quick())
      return a.quick() < b.quick();
    const auto& x = of_.bodies_[a.entry];
    const auto& y = of_.bodies_[b.entry];
    return std::tie(x.name_key, x.id) < std::tie(y.name_key, y.id);
  }
  void add(hit_group group, const rank& x) {
    auto& list = groups_[static_cast<std::size_t>(group)];
    const auto order = [this](const rank& a, const rank& b) { return better(a, b); };
    if (list.size() == limit_) {
      if (!better(x, list.front())) // the worst of those kept
        return;
      std::pop_heap(list.begin(), list.end(), order);
      list.pop_back();
    }
    list.push_back(x);
    std::push_heap(list.begin(), list.end(), order);
  }
  bool empty() const {
    return std::all_of(groups_.begin(), groups_.end(), [](const auto& x) { return x.empty(); });
  }
  /// Whether nothing that costs this much can come in any more.
  bool beyond(hit_group group, std::size_t reading, int cost, bool elsewhere) const {
    const auto& list = groups_[static_cast<std::size_t>(group)];
    if (list.size() < limit_)
      return false;
    const auto& worst = list.front();
    return std::tie(worst.reading, worst.cost, worst.elsewhere) <
           std::tie(reading, cost, elsewhere);
  }
  /// Whether there is enough to look no further.
  bool full(bool with_contacts) const {
    const auto has = [this](hit_group x) { return groups_[static_cast<std::size_t>(x)].size(); };
    return has(hit_group::employee) + has(hit_group::task) >= limit_ &&
           (!with_contacts || has(hit_group::contact) == limit_);
  }
  /// The group with the best hit first; what is only alike last.
  std::vector<finding> take() {
    std::vector<hit_group> order{hit_group::employee, hit_group::task, hit_group::contact};
    for (auto& list : groups_)
      std::sort(list.begin(), list.end(),
                [this](const rank& a, const rank& b) { return better(a, b); });
    std::stable_sort(order.begin(), order.end(), [this](hit_group a, hit_group b) {
      return cost_of_first(a) < cost_of_first(b);
    });
    order.push_back(hit_group::sounds_like);
    std::vector<finding> result;
    for (const auto group : order)
      for (const auto& x : groups_[static_cast<std::size_t>(group)])
        result.push_back({x.entry, group, x.reading});
    return result;
  }

private:
  std::pair<std::size_t, int> cost_of_first(hit_group x) const {
    const auto& list = groups_[static_cast<std::size_t>(x)];
    return list.empty() ? std::pair{std::size_t{0}, 0}
                        : std::pair{list.front().reading, list.front().cost};
  }

  const search_index& of_;
  std::size_t limit_;
  std::array<std::vector<rank>, 8> groups_; // by hit_group
};

void search_index::meet(const std::vector<fragment>& of, const std::vector<matches>& each,
                        const seeker& who) {
  now_.resize(faces_.size(), not_found); // each search leaves it so
  total_.resize(faces_.size());
  candidates_.clear();
  const auto cost = costs_for(who.sees);
  bool first = true;
  for (std::size_t i = 0; i < each.size(); ++i) {
    if (by_letter(of, i))
      continue;
    touched_.clear();
    for (std::size_t at = 0; at < each[i].size(); ++at) {
      const auto& x = each[i][at];
      if (const auto ahead = at + look_ahead; ahead < each[i].size())
        each[i][ahead].in->expect(each[i][ahead].word);
      for (const auto place : x.in->where(x.word)) {
        const auto costs_here = cost[x.how][static_cast<std::size_t>(field_of(place))];
        auto& known = now_[slot_of(place)];
        if (known == not_found && costs_here != not_found)
          touched_.push_back(slot_of(place));
        known = std::min(known, costs_here);
      }
    }
    if (std::exchange(first, false)) {
      candidates_ = touched_;
      for (const auto at : candidates_)
        total_[at] = now_[at];
    } else {
      keep_if([&](slot at) { return now_[at]; });
    }
    for (const auto at : touched_)
      now_[at] = not_found;
    if (candidates_.empty())
      return;
  }
  for (std::size_t i = 0; i < of.size(); ++i)
    if (by_letter(of, i))
      keep_if([&](slot at) { return letter_cost(at, of, i, who.sees); });
}

/// Keeps the candidates that `cost_of` does not say are not found, and adds what it says.
template <class Cost>
void search_index::keep_if(Cost cost) {
  std::erase_if(candidates_, [&](slot at) {
    const auto more = cost(at);
    if (more == not_found)
      return true;
    // A task once is a task: that bit must not be added up.
    total_[at] =
      static_cast<std::uint8_t>(std::min(248, (total_[at] & ~field_mask) + (more & ~field_mask)) |
                                std::max(total_[at] & field_mask, more & field_mask));
    return false;
  });
}

std::uint8_t search_index::letter_cost(slot at, const std::vector<fragment>& of, std::size_t which,
                                       audience who) const {
  const auto& x = of[which];
  const auto& seen = faces_[at];
  const auto bit = letter_bit(x.text.front());
  constexpr auto other = static_cast<std::uint8_t>(price[beginning].other * 4 + other_text);
  if (who != audience::reception && who != audience::colleague)
    return (seen.public_letters & bit) != 0 ? other : not_found;
  // "jens j": the j is rather that of another word.
  const bool spare = std::any_of(of.begin(), of.end(), [&](const fragment& y) {
    return y.text.size() > 1 && y.text.starts_with(x.text);
  });
  if (((spare ? seen.name_letters_twice : seen.name_letters) & bit) != 0)
    return static_cast<std::uint8_t>(price[beginning].name * 4);
  if ((seen.name_letters & bit) != 0)
    return static_cast<std::uint8_t>(price[within].name * 4);
  return (seen.other_letters & bit) != 0 ? other : not_found;
}

search_index::rank search_index::rank_of(const sight& who, slot x, std::size_t reading,
                                         std::size_t fragments) const {
  return {.reading = reading,
          // The whole name is better than the same words among others.
          .cost = total_[x] == 0 && faces_[x].name_words == fragments ? -1 : total_[x],
          .elsewhere = is_elsewhere(who, x),
          .seldom = most_often - often_[x],
          .name_key = name_keys_[x],
          .entry = x};
}

bool search_index::is_elsewhere(const sight& who, slot x) const {
  return books_[x] == house_book ? sites_of_[x] != who.site : books_[x] == shared_book;
}

void search_index::collect(const seeker& who, std::size_t reading, std::size_t fragments,
                           bool alike, best& to) {
  const auto eyes = sight_of(who);
  for (const auto at : candidates_) {
    if (listed_[at] || !may_find(eyes, at))
      continue;
    listed_[at] = 1;
    all_listed_.push_back(at);
    const auto group = alike                                    ? hit_group::sounds_like
                       : books_[at] != house_book               ? hit_group::contact
                       : (total_[at] & field_mask) == task_text ? hit_group::task
                                                                : hit_group::employee;
    // A cost of 0 may still turn out to be the whole name.
    if (total_[at] == 0 || !to.beyond(group, reading, total_[at], is_elsewhere(eyes, at)))
      to.add(group, rank_of(eyes, at, reading, fragments));
  }
}

void search_index::find_alike(const std::vector<fragment>& of, std::vector<matches> each,
                              const seeker& who, std::size_t reading, best& to) {
  const bool nothing = to.empty();
  const bool enough = to.full(who.contacts);
  bool any = false;
  for (std::size_t i = 0; i < of.size(); ++i) {
    auto alike = sounding(of[i], enough);
    if (nothing)
      for (const auto& x : misspelt(of[i]))
        alike.push_back(x);
    any = any || !alike.empty();
    each[i].insert(each[i].end(), alike.begin(), alike.end());
  }
  if (!any)
    return;
  meet(of, each, who);
  collect(who, reading, of.size(), true, to);
}

/// Only what the last search left is wiped away: wiping all would take longer than most searches.
void search_index::begin(const seeker& who) {
  listed_.resize(faces_.size());
  often_.resize(faces_.size());
  for (const auto at : all_listed_)
    listed_[at] = 0;
  for (const auto at : all_often_)
    often_[at] = 0;
  all_listed_.clear();
  all_often_.clear();
  for (const auto& [id, times] : who.often)
    if (const auto* const at = find_id(id)) {
      often_[*at] = static_cast<std::uint16_t>(std::clamp(times, 0, most_often));
      all_often_.push_back(*at);
    }
}

std::vector<search_index::finding> search_index::find(const search_query& x, const seeker& who,
                                                      std::size_t limit) {
  best result{*this, limit};
  begin(who);
  std::vector<std::vector<matches>> all(x.readings.size());
  const auto look = [&](std::size_t i) {
    meet(x.readings[i], all[i], who);
    collect(who, i, x.readings[i].size(), false, result);
  };
  constexpr int of_any_word = price[beginning].name * 4;
  const auto enough = [&](hit_group group, std::size_t i) {
    return result.beyond(group, i, of_any_word, false);
  };
  // Another way to read it counts only when the first finds nobody.
  for (std::size_t i = 0; i < all.size() && result.empty(); ++i) {
    const auto& reading = x.readings[i];
    // Tens of thousands have a word that begins with one letter, a third of them their first name.
    if (reading.size() == 1 && reading[0].text.size() == 1 && !reading[0].digits) {
      all[i] = {first_names(reading[0])};
      look(i);
      if (enough(hit_group::employee, i) && (!who.contacts || enough(hit_group::contact, i)))
        break;
      all[i].clear();
    }
    for (std::size_t j = 0; j < reading.size(); ++j) {
      all[i].push_back(by_letter(reading, j) ? matches{} : beginnings(reading[j]));
      spare_words(reading[j], reading, all[i].back());
    }
    look(i);
    if (result.full(who.contacts))
      break;
    for (std::size_t j = 0; j < reading.size(); ++j)
      for (const auto& more : insides(reading[j]))
        all[i][j].push_back(more);
    look(i);
  }
  for (std::size_t i = 0; i < all.size() && !all[i].empty(); ++i)
    find_alike(x.readings[i], std::move(all[i]), who, i, result);
  return result.take();
}

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

enum class people_order { name, extension, department, status, phone };

/// A word of the filter and how many it would show.
struct counted {
  std::string name;
  std::size_t count = 0;
};

/// Whom the overview shows, and in which order: those a search finds, or those with one of the
/// chosen statuses (S20.1) at one of the chosen places, in one of the chosen groups (S21.1) and
/// with one of the chosen lamps. What is counted beside a word is who would be shown with it. Works
/// anew only when something has changed.
class overview_filter {
public:
  struct wanted {
    std::vector<std::string> statuses{};  // none: all
    std::vector<site_id> sites{};         // none: all
    std::vector<std::string> locations{}; // where they sit; none: all
    std::vector<std::string> groups{};    // groups and departments; none: all
    std::vector<lamp> lamps{};            // none: all
    people_order by = people_order::name;
    bool backwards = false;
    bool count_groups = false; // while somebody looks at them: there may be very many
    friend bool operator==(const wanted&, const wanted&) = default;
  };
  wanted want;

  /// Leaves the people to show in `u.chosen.shown`; while `held`, rows stay where they are.
  void update(ui& u, bool held = false);
  /// Everybody, whatever the status.
  std::size_t count() const { return all_; }
  std::size_t count(const site_id& x) const;
  /// In the order of their chips; those that nobody has are left out.
  const std::vector<counted>& statuses() const { return statuses_; }
  /// By name.
  const std::vector<counted>& locations() const { return locations_; }
  const std::vector<counted>& groups() const { return groups_; }
  /// By lamp, as many as there are lamps.
  std::size_t count(lamp x) const { return lamps_.at(static_cast<std::size_t>(x)); }
  const std::vector<std::string>& fragments() const { return fragments_; }

private:
  struct pass;
  bool may_wait(const ui& u) const;
  void begin(const ui& u);
  void look_at(const person& x, std::size_t place);
  bool go_on(std::size_t most);
  void finish(ui& u);
  void sort(std::vector<std::size_t>& shown);
  void rank();

  std::shared_ptr<pass> pass_; // under way
  std::uint64_t order_ = 0;
  time_point worked_at_;
  std::shared_ptr<const people_list> seen_;
  std::string query_;
  wanted done_;
  std::vector<std::string> fragments_;
  std::size_t all_ = 0;
  std::vector<counted> statuses_, locations_, groups_;
  std::array<std::size_t, 10> lamps_{};
  std::vector<std::pair<site_id, std::size_t>> sites_;
  std::vector<std::size_t> ranking_; // everybody, by extension or department
  people_order ranked_by_ = people_order::name;
  std::uint64_t ranked_order_ = 0;
};

/// What is wanted, as a saved view has it; sites stand among the locations by their ids.
saved_view saved(const overview_filter::wanted& x);
/// The other way; order and sorting stay.
void apply(const saved_view& x, const std::vector<site_view>& sites, overview_filter::wanted& out);
/// Whether nothing is filtered.
bool is_empty(const saved_view& x);

/// Switches `x` on or off in a list of what is chosen.
template <class Value>
void toggle(std::vector<Value>& chosen, const Value& x) {
  const auto found = std::find(chosen.begin(), chosen.end(), x);
  if (found == chosen.end())
    chosen.push_back(x);
  else
    chosen.erase(found);
}

} // namespace omstilling

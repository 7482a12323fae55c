#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

#include <array>

namespace omstilling {

enum class person_group { all, free, busy, meeting, away };
inline constexpr std::size_t person_groups = 5;

/// Whom the overview shows: those a search finds, or those of a group and a site. Works anew only
/// when something has changed.
class overview_filter {
public:
  person_group group = person_group::all;
  std::optional<site_id> site;

  /// Leaves the people to show in `u.chosen.shown`.
  void update(ui& u);
  std::size_t count(person_group x) const { return counts_[static_cast<std::size_t>(x)]; }
  std::size_t count(const site_id& x) const;
  const std::vector<std::string>& fragments() const { return fragments_; }

private:
  bool may_wait(const ui& u) const;

  std::uint64_t order_ = 0;
  time_point worked_at_;
  std::shared_ptr<const people_list> seen_;
  std::string query_;
  person_group seen_group_ = person_group::all;
  std::optional<site_id> seen_site_;
  std::vector<std::string> fragments_;
  std::array<std::size_t, person_groups> counts_{};
  std::vector<std::pair<site_id, std::size_t>> sites_;
};

} // namespace omstilling

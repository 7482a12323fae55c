#pragma once

#include "ui-dear-imgui/panels/chips.hpp"
#include "ui-dear-imgui/panels/overview_filter.hpp"

namespace omstilling {

/// The rows of chips above the overview: statuses (S20.1), places and groups (S21.1), lamps, and
/// saved views. Several may be on in each, and all must hold.
class overview_chips {
public:
  /// Returns how high it is.
  float draw(ui& u, const rect& box, overview_filter& filter);
  /// Whether places and groups are looked at, so that they are to be counted.
  bool is_open() const { return places_.is_open(); }

private:
  void draw_statuses(ui& u, const rect& box, overview_filter& filter);
  void draw_places(ui& u, const rect& box, overview_filter& filter);
  void draw_lamps(ui& u, const rect& box, overview_filter& filter);
  void draw_views(ui& u, const rect& box, overview_filter& filter);

  std::vector<counted> stood_; // the statuses of the last frame
  chip_row statuses_{"status"}, places_{"place"}, lamps_{"lamps"}, views_{"views"};
};

} // namespace omstilling

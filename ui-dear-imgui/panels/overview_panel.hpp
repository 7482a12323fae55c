#pragma once

#include "ui-dear-imgui/panels/overview_filter.hpp"

namespace omstilling {

/// Area 8: everybody with lamp, number and status; a search takes its place.
class overview_panel {
public:
  /// Before anything is drawn: the chosen person may be the first one that a search finds.
  void update(ui& u) { filter_.update(u); }
  void draw(ui& u, const rect& box);
  /// Moves the choice by so many rows.
  static void move(ui& u, int rows);
  /// The main action on the chosen person: a transfer with a call in hand, else a new call.
  static void act(ui& u, const call_target& to);

private:
  float draw_chips(ui& u, const rect& box);
  void draw_person(ui& u, const rect& box, const person& x);

  overview_filter filter_;
};

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/overview_chips.hpp"
#include "ui-dear-imgui/panels/people_heads.hpp"
#include "ui-dear-imgui/panels/search_panel.hpp"

namespace omstilling {

/// Area 8: everybody with lamp, number and status; a search takes its place.
class overview_panel {
public:
  /// Before anything is drawn: the chosen person may be the first one that a search finds.
  void update(ui& u);
  void draw(ui& u, const rect& box);
  /// The filter and the list without a card around them.
  void draw_people(ui& u, const rect& box);
  /// Moves the choice by so many rows.
  static void move(ui& u, int rows);
  /// The main action on the chosen person: a transfer with a call in hand, else a new call.
  static void act(ui& u, const call_target& to);

private:
  bool is_held(const ui& u);
  void draw_person(ui& u, const rect& box, const person& x);
  void draw_short(ui& u, const rect& box, const person& x);

  overview_filter filter_;
  overview_chips chips_;
  people_heads heads_;
  search_panel search_;
  rect list_;
  ImVec2 mouse_{};
  std::optional<time_point> mouse_moved_;
};

} // namespace omstilling

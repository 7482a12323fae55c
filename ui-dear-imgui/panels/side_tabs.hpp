#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Where there is no room for all cards: the tabs at the head of the right one.
class side_tabs {
public:
  /// Draws the card's ground and its tabs; returns where what they show stands.
  rect draw(ui& u, const rect& box);
  /// Alt and the number of a card, Ctrl+Tab.
  static void keys(ui& u);
};

} // namespace omstilling

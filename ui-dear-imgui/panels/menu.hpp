#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

#include <functional>

namespace omstilling {

struct menu_item {
  std::string id;
  std::string text;
  const char* icon = nullptr;
  const char* key = nullptr;
  bool enabled = true;
  std::string why_not; // stands in the row itself, so that the keyboard finds it too
  bool ticked = false;
  bool title = false; // names what follows, and cannot be chosen
  std::function<void(ui&)> run;
};

/// Things to choose from at a point of the window, with the mouse, arrows, Enter or the first
/// letter. It goes once something is chosen, and with a click beside it.
class menu {
public:
  void open() { fresh_ = true; }
  /// With no point of its own it stands in the middle.
  void draw(ui& u, const rect& window, ImVec2 at, const std::vector<menu_item>& items);

private:
  void keys(ui& u, const std::vector<menu_item>& items);
  void draw_item(ui& u, const rect& box, const std::vector<menu_item>& items, std::size_t which);

  std::size_t chosen_ = 0;
  std::optional<std::size_t> run_;
  bool fresh_ = true;
};

} // namespace omstilling

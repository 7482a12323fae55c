#pragma once

#include "ui-dear-imgui/panels/menu.hpp"
#include "ui-dear-imgui/panels/overlay_layer.hpp"

namespace omstilling {

/// What can be done with a call that is over.
std::vector<menu_item> past_menu(const ui& u, const open_overlay& x);

/// The way of a call that is over, with its notes (B1.8).
class call_detail {
public:
  void open() { fresh_ = true; }
  void draw(ui& u, const rect& window, const call_id& id);

private:
  bool fresh_ = true;
};

} // namespace omstilling

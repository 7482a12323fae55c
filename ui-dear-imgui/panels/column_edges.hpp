#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// The gaps between the columns: dragged sideways they make the outer ones wider or narrower. The
/// widths are kept with the user's settings.
class column_edges {
public:
  column_widths widths(const ui& u) const;
  void draw(ui& u, const layout& place);

private:
  void let_go(const ui& u);
  void draw_edge(ui& u, const char* id, const rect& gap, float& dragged, float width_now,
                 float direction);

  float left_ = 0, right_ = 0; // while the mouse holds one
};

} // namespace omstilling

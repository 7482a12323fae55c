#include "ui-dear-imgui/panels/column_edges.hpp"

#include <algorithm>
#include <cmath>

namespace omstilling {

column_widths column_edges::widths(const ui& u) const {
  column_widths result;
  if (const auto& kept = u.view.settings) {
    result.left = static_cast<float>(kept->left_width);
    result.right = static_cast<float>(kept->right_width);
  }
  if (left_ > 0)
    result.left = left_;
  if (right_ > 0)
    result.right = right_;
  return result;
}

void column_edges::draw_edge(ui& u, const char* id, const rect& gap, float& dragged,
                             float width_now, float direction) {
  ImGui::SetCursorScreenPos({gap.x, gap.y});
  ImGui::InvisibleButton(id, {gap.w, std::max(1.0F, gap.h)});
  u.seen.note(gap, {.kind = "edge", .id = id, .enabled = u.live()});
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    fill({gap.x + gap.w / 2 - u.px(1), gap.y, u.px(2), gap.h}, u.colours.accent_line);
  }
  // A double-click gives the window its own measure back.
  const bool reset = ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0);
  if (ImGui::IsItemActivated())
    dragged = width_now / u.scale;
  if (ImGui::IsItemActive() && !reset)
    dragged += direction * ImGui::GetIO().MouseDelta.x / u.scale;
  if (reset || ImGui::IsItemDeactivated()) {
    const double wanted = reset ? 0 : std::clamp(std::round(dragged), 200.0F, 2000.0F);
    if (direction > 0)
      u.ask(set_settings{.left_width = wanted});
    else
      u.ask(set_settings{.right_width = wanted});
    if (reset)
      dragged = 0;
  }
}

/// What was dragged is shown until the service has it.
void column_edges::let_go(const ui& u) {
  if (!u.view.settings || ImGui::IsMouseDown(0))
    return;
  if (std::round(left_) == u.view.settings->left_width)
    left_ = 0;
  if (std::round(right_) == u.view.settings->right_width)
    right_ = 0;
}

void column_edges::draw(ui& u, const layout& place) {
  const auto& left = place.current;
  const auto& middle = place.overview;
  const float height = place.status_bar.y - u.px(8) - left.y;
  let_go(u);
  draw_edge(u, "left edge", {left.right(), left.y, middle.x - left.right(), height}, left_, left.w,
            1);
  draw_edge(u, "right edge", {middle.right(), left.y, place.person.x - middle.right(), height},
            right_, place.person.w, -1);
}

} // namespace omstilling

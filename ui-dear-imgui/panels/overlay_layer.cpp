#include "ui-dear-imgui/panels/overlay_layer.hpp"

namespace omstilling {

overlay_layer::overlay_layer(const ui& u, const rect& window, bool fresh) : u_(u), fresh_(fresh) {
  if (fresh)
    ImGui::SetNextWindowFocus();
  ImGui::SetNextWindowPos({window.x, window.y});
  ImGui::SetNextWindowSize({window.w, window.h});
  ImGui::Begin("overlay", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                 ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav |
                 ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse);
}

overlay_layer::~overlay_layer() { ImGui::End(); }

void overlay_layer::ground(const rect& box) const {
  const bool dark = u_.chosen.colours != theme_name::light;
  fill({box.x - u_.px(3), box.y - u_.px(1), box.w + u_.px(6), box.h + u_.px(6)},
       IM_COL32(0, 0, 0, dark ? 90 : 26), u_.px(12));
  fill(box, u_.colours.panel, u_.px(10));
  outline(u_, box, u_.colours.line_strong, u_.px(10));
}

bool overlay_layer::clicked_outside(const rect& box) const {
  if (fresh_ || !(ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1)))
    return false;
  const auto at = ImGui::GetIO().MousePos;
  return at.x < box.x || at.y < box.y || at.x >= box.right() || at.y >= box.bottom();
}

} // namespace omstilling

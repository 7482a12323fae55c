#include "ui-dear-imgui/panels/refusals.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::chrono::seconds shown_for{10};

std::string why_text(const ui& u, const refusal& x) {
  const bool state = x.why.reason == error_reason::wrong_state;
  if (state && x.method == dial_call::method && u.view.settings && !u.view.settings->callback_calls)
    return _("callback calls are turned off in the settings");
  return refusal_text(x.why);
}

} // namespace

void refusals_panel::draw(ui& u, const rect& area) {
  float y = area.y + u.px(8);
  const auto local = u.now - u.view.ahead;
  for (const auto& one : u.view.refusals) {
    if (local - one.at > shown_for) {
      u.wishes.emplace_back(dismiss_wish{one.id});
      continue;
    }
    const auto what = command_word(one.method) + ':';
    const auto why = why_text(u, one);
    const float words = text_width(u, face::strong, what) + text_width(u, face::body, why);
    const float width = std::min(words + u.px(96), area.w - u.px(24));
    const rect box{area.x + (area.w - width) / 2, y, width, u.px(44)};
    ImGui::SetNextWindowPos({box.x, box.y});
    ImGui::SetNextWindowSize({box.w, box.h + u.px(4)});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, 0U);
    const auto id = "refusal" + std::to_string(one.id);
    ImGui::Begin(id.c_str(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoSavedSettings);
    fill({box.x, box.y + u.px(2), box.w, box.h}, IM_COL32(0, 0, 0, 36), u.px(10));
    fill(box, u.colours.bad_soft, u.px(10));
    outline(u, box, u.colours.bad_line, u.px(10), 2);
    float x = box.x + u.px(14);
    draw_text(u, face::body, rect{x, box.y, u.px(20), box.h}, u.colours.bad, icon::warning);
    x = draw_text(u, face::strong, rect{x + u.px(24), box.y, box.w, box.h}, u.colours.bad, what);
    draw_text(u, face::body, rect{x + u.px(6), box.y, box.right() - u.px(40) - x, box.h},
              u.colours.text, why);
    const button close{.id = "close", .text = {}, .icon = icon::cross, .look = button_look::ghost};
    if (draw_button(u, {box.right() - u.px(42), box.y + u.px(6), u.px(34), u.px(32)}, close))
      u.wishes.emplace_back(dismiss_wish{one.id});
    ImGui::End();
    ImGui::PopStyleColor();
    y += u.px(52);
  }
}

} // namespace omstilling

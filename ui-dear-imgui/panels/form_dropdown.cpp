#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/form_touch.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"

#include <imgui_internal.h>

#include <algorithm>

namespace omstilling {

namespace {

void draw_option_text(const ui& u, const rect& box, const form_option& x, ImU32 ink, bool enabled) {
  float left = box.x;
  if (x.light) {
    draw_lamp(u, {left, box.y + (box.h - u.px(14)) / 2}, u.px(14),
              enabled ? *x.light : lamp::unknown);
    left += u.px(22);
  }
  if (x.icon) {
    draw_text(u, face::body, rect{left, box.y, u.px(20), box.h}, u.colours.text2, x.icon);
    left += u.px(26);
  }
  const float note = x.note.empty() ? 0 : text_width(u, face::caption, x.note) + u.px(10);
  draw_text(u, face::body, rect{left, box.y, box.right() - note - left, box.h}, ink, x.text);
  draw_text(u, face::caption, box, u.colours.text2, x.note, align::right);
}

constexpr float entry_height = 32;
constexpr std::size_t most_entries = 8;

rect list_place(const ui& u, const rect& box, std::size_t count) {
  const auto rows = static_cast<float>(std::clamp<std::size_t>(count, 1, most_entries));
  const float height = rows * u.px(entry_height) + u.px(8);
  const float screen = ImGui::GetIO().DisplaySize.y;
  const float below = box.bottom() + u.px(4);
  const bool up = below + height > screen && box.y - u.px(4) - height > 0;
  return {box.x, up ? box.y - u.px(4) - height : below, box.w, height};
}

bool draw_entry(ui& u, form_focus& focus, const rect& row, const std::string& list,
                const form_option& x, std::size_t place, bool chosen) {
  const auto id = list + ':' + x.value;
  ImGui::SetCursorScreenPos({row.x, row.y});
  const bool clicked = ImGui::InvisibleButton(id.c_str(), {row.w, row.h});
  const bool moved_over = ImGui::IsItemHovered() &&
                          (ImGui::GetIO().MouseDelta.x != 0 || ImGui::GetIO().MouseDelta.y != 0);
  if (moved_over)
    focus.at = place;
  const bool on = focus.at == place;
  u.seen.note(row, {.kind = "choice", .id = id, .text = x.text, .on = chosen});
  if (on)
    fill(row, u.colours.sel, u.px(5));
  if (on)
    fill({row.x, row.y + u.px(6), u.px(3), row.h - u.px(12)}, u.colours.accent, u.px(2));
  if (chosen)
    draw_text(u, face::caption, rect{row.x + u.px(8), row.y, u.px(20), row.h}, u.colours.accent,
              icon::check);
  const rect text{row.x + u.px(28), row.y, row.w - u.px(38), row.h};
  draw_option_text(u, text, x, u.colours.text, true);
  return clicked;
}

/// The keys of an open list; true when the entry under them was taken.
bool list_keys(form_focus& focus, std::size_t count, bool& moved) {
  const auto before = focus.at;
  if (focus.is_pressed(ImGuiKey_DownArrow))
    focus.at = std::min(focus.at + 1, count - 1);
  if (focus.is_pressed(ImGuiKey_UpArrow) && focus.at > 0)
    --focus.at;
  if (focus.is_pressed(ImGuiKey_Home))
    focus.at = 0;
  if (focus.is_pressed(ImGuiKey_End))
    focus.at = count - 1;
  moved = before != focus.at;
  return focus.is_pressed();
}

std::optional<std::size_t> draw_list(ui& u, form_focus& focus, const rect& box,
                                     const std::string& id, const std::vector<form_option>& options,
                                     std::optional<std::size_t> chosen, bool just_opened) {
  bool moved = just_opened;
  std::optional<std::size_t> taken;
  if (!just_opened && list_keys(focus, options.size(), moved))
    taken = focus.at;
  const auto place = list_place(u, box, options.size());
  ImGui::SetNextWindowPos({place.x - u.px(2), place.y - u.px(2)});
  ImGui::SetNextWindowSize({place.w + u.px(5), place.h + u.px(7)});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, 0U);
  ImGui::Begin(("list of " + id).c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav |
                 ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoSavedSettings);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  fill({place.x - u.px(1), place.y + u.px(2), place.w + u.px(3), place.h}, IM_COL32(0, 0, 0, 36),
       u.px(8));
  fill(place, u.colours.panel, u.px(8));
  outline(u, place, u.colours.line_strong, u.px(8));
  {
    const rect inner = place.inset(u.px(4), u.px(4));
    scroll_area list{inner, "entries"};
    const float top = ImGui::GetCursorScreenPos().y, height = u.px(entry_height);
    for (std::size_t i = 0; i < options.size(); ++i) {
      const rect row{inner.x, top + static_cast<float>(i) * height, inner.w, height};
      if (moved && i == focus.at)
        bring_into_view(row);
      if (ImGui::IsRectVisible({row.x, row.y}, {row.right(), row.bottom()}) &&
          draw_entry(u, focus, row, id, options[i], i, chosen == i))
        taken = i;
    }
    ImGui::SetCursorScreenPos({inner.x, top});
    ImGui::Dummy({1, static_cast<float>(options.size()) * height});
  }
  ImGui::End();
  ImGui::PopStyleColor();
  const auto over = [](const rect& x) {
    return ImGui::IsMouseHoveringRect({x.x, x.y}, {x.right(), x.bottom()}, false);
  };
  const bool outside = ImGui::IsMouseClicked(0) && !over(place) && !over(box);
  if (taken || outside)
    focus.close();
  return taken;
}

} // namespace

std::optional<std::size_t> draw_dropdown(ui& u, form_focus& focus, const rect& box,
                                         const form_item& x,
                                         const std::vector<form_option>& options,
                                         std::optional<std::size_t> chosen) {
  const auto did = touch_control(u, focus, box, x);
  const auto& c = u.colours;
  const auto* shown = chosen && *chosen < options.size() ? &options[*chosen] : nullptr;
  u.seen.note(box, {.kind = "dropdown",
                    .id = x.id,
                    .text = shown ? shown->text : x.text,
                    .enabled = x.enabled,
                    .on = focus.is_open(x.id)});
  fill(box, x.enabled ? did.hovered ? c.hover : c.panel : c.raised, u.px(6));
  outline(u, box, x.enabled ? c.line_strong : c.line, u.px(6));
  const auto ink = x.enabled ? c.text : c.text3;
  const rect text{box.x + u.px(12), box.y, box.w - u.px(44), box.h};
  if (shown)
    draw_option_text(u, text, *shown, ink, x.enabled);
  else
    draw_text(u, face::body, text, c.text3, x.text);
  draw_text(u, face::body, rect{box.right() - u.px(28), box.y, u.px(20), box.h}, ink,
            icon::caret_down);
  focus.draw_ring(u, x.id, box, u.px(6));
  const bool was_open = focus.is_open(x.id);
  const bool arrow = focus.has(x.id) && x.enabled && focus.is_pressed(ImGuiKey_DownArrow);
  if (was_open && did.pressed && did.hovered && ImGui::IsMouseReleased(0)) {
    focus.close();
    return {};
  }
  const bool opens = !was_open && (did.pressed || arrow) && !options.empty();
  if (opens)
    focus.open(x.id, chosen.value_or(0));
  return was_open || opens ? draw_list(u, focus, box, x.id, options, chosen, opens) : std::nullopt;
}

} // namespace omstilling

#include "ui-dear-imgui/panels/call_drag.hpp"

#include "ui-dear-imgui/panels/call_menu.hpp"
#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

namespace omstilling {

namespace {

constexpr float far_enough = 8; // a hand that clicks also moves a little

/// Only what is in hand can be sent on.
std::optional<command> drop(const ui& u, const call_view& call, const call_target& to) {
  const auto* current = current_call(u.view);
  return current && current->id == call.id ? transfer_to(u.view, to) : std::nullopt;
}

} // namespace

void begin_drag(ui& u, const call_id& call) {
  if (!u.chosen.dragged && ImGui::IsItemActive() && u.live() &&
      ImGui::IsMouseDragging(0, u.px(far_enough)))
    u.chosen.dragged = call;
}

void draw_drop_target(ui& u, const rect& row, const person& who) {
  if (!u.chosen.dragged || !ImGui::IsMouseHoveringRect({row.x, row.y}, {row.right(), row.bottom()}))
    return;
  const auto* call = find_call(u.view, *u.chosen.dragged);
  if (!call)
    return;
  outline(u, {row.x + u.px(2), row.y, row.w - u.px(4), row.h}, u.colours.accent, u.px(4), 2);
  const auto text =
    fmt::format(fmt::runtime(_("Transfer {} to {}")), party_text(call->caller), who.name);
  explain(u, text);
  u.seen.note(row, {.kind = "drop", .id = "drop " + who.id.value, .text = text, .on = true});
  if (!ImGui::IsMouseReleased(0))
    return;
  const call_target to{.employee = who.id, .number = who.extension, .name = who.name};
  if (auto order = drop(u, *call, to)) {
    u.chosen.last_target = to;
    u.ask(std::move(order));
  }
  u.chosen.dragged.reset();
}

void end_drag(ui& u) {
  if (!u.chosen.dragged)
    return;
  const auto* call = find_call(u.view, *u.chosen.dragged);
  if (!call || !ImGui::IsMouseDown(0)) {
    u.chosen.dragged.reset();
    return;
  }
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const auto at = ImGui::GetIO().MousePos;
  const auto name = party_text(call->caller);
  const rect tag{at.x - u.px(12), at.y - u.px(42), text_width(u, face::label, name) + u.px(44),
                 u.px(28)};
  auto* list = ImGui::GetForegroundDrawList();
  list->AddRectFilled({tag.x, tag.y}, {tag.right(), tag.bottom()}, u.colours.accent, u.px(6));
  const auto* font = u.fonts[face::label];
  const float y = tag.y + (tag.h - font->FontSize) / 2;
  list->AddText(u.fonts[face::body], u.fonts[face::body]->FontSize, {tag.x + u.px(10), y},
                u.colours.accent_ink, icon::forward);
  list->AddText(font, font->FontSize, {tag.x + u.px(32), y}, u.colours.accent_ink, name.c_str());
}

} // namespace omstilling

#include "ui-dear-imgui/panels/form_controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>

namespace omstilling {

namespace {

/// Gives the caret to the field that comes next, in this very frame; ImGui's own way takes one
/// frame more, and what is typed meanwhile would be lost.
void take_caret(const char* id, std::string& value) {
  auto& context = *ImGui::GetCurrentContext();
  for (const ImWchar one : context.IO.InputQueueCharacters) {
    char bytes[5]{};
    ImTextCharToUtf8(bytes, one);
    value += bytes;
  }
  context.IO.InputQueueCharacters.resize(0);
  context.NavActivateInputId = ImGui::GetID(id);
}

/// After the field: no selection, so that the next letter does not replace the early ones.
void caret_to_end(const char* id) {
  auto& context = *ImGui::GetCurrentContext();
  context.NavActivateInputId = 0;
  if (auto* state =
        context.InputTextState.ID == ImGui::GetID(id) ? &context.InputTextState : nullptr) {
    state->ClearSelection();
    state->Stb.cursor = state->Stb.select_start = state->Stb.select_end = state->CurLenW;
  }
}

void draw_grey_field(ui& u, const rect& box, const form_field& x, const std::string& value) {
  ImGui::SetCursorScreenPos({box.x, box.y});
  ImGui::InvisibleButton(x.id.c_str(), {std::max(1.0F, box.w), box.h});
  if (ImGui::IsItemHovered() && !x.why_not.empty())
    explain(u, x.why_not);
  fill(box, u.colours.raised, u.px(6));
  outline(u, box, u.colours.line, u.px(6));
  const float left = x.icon ? u.px(38) : u.px(12);
  if (x.icon)
    draw_text(u, face::body, rect{box.x + u.px(12), box.y, u.px(20), box.h}, u.colours.text3,
              x.icon);
  draw_text(u, face::body, rect{box.x + left, box.y, box.w - left - u.px(10), box.h},
            u.colours.text3, value.empty() ? x.hint : value);
  u.seen.note(box, {.kind = "field", .id = x.id, .text = value, .enabled = false});
}

void draw_field_error(const ui& u, const rect& box, const std::string& text) {
  if (text.empty())
    return;
  const rect line{box.x, box.bottom() + u.px(2), box.w, u.px(18)};
  draw_text(u, face::caption, line, u.colours.bad, icon::warning);
  draw_text(u, face::caption, rect{line.x + u.px(18), line.y, line.w - u.px(18), line.h},
            u.colours.bad, text);
}

} // namespace

field_event draw_form_field(ui& u, form_focus& focus, const rect& box, const form_field& x,
                            std::string& value) {
  const bool here = focus.offer(x.id, box, x.enabled);
  if (!x.enabled) {
    draw_grey_field(u, box, x, value);
    return field_event::none;
  }
  const auto& c = u.colours;
  auto& io = ImGui::GetIO();
  fill(box, c.panel, u.px(6));
  const float left = x.icon ? u.px(38) : u.px(12);
  if (x.icon)
    draw_text(u, face::body, rect{box.x + u.px(12), box.y, u.px(20), box.h}, c.text2, x.icon);
  const float cap = x.key ? keycap_width(u, x.key) + u.px(10) : u.px(10);
  ImGui::PushFont(u.fonts[face::body]);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, (box.h - u.fonts[face::body]->FontSize) / 2});
  ImGui::SetCursorScreenPos({box.x + left, box.y});
  ImGui::SetNextItemWidth(std::max(1.0F, box.w - left - cap));
  // ImGui would draw the label of a field behind it.
  const auto label = x.id.starts_with("##") ? x.id : "##" + x.id;
  const bool typed_early = !io.InputQueueCharacters.empty();
  const bool idle = ImGui::GetActiveID() != ImGui::GetID(label.c_str());
  const bool takes = here && idle && (focus.just_came(x.id) || typed_early);
  if (takes)
    take_caret(label.c_str(), value);
  bool entered = ImGui::InputTextWithHint(label.c_str(), x.hint.c_str(), &value,
                                          ImGuiInputTextFlags_EnterReturnsTrue |
                                            ImGuiInputTextFlags_AutoSelectAll |
                                            (x.secret ? ImGuiInputTextFlags_Password : 0));
  const bool active = ImGui::IsItemActive(), clicked = ImGui::IsItemActivated() && !takes;
  const bool left_it = ImGui::IsItemDeactivatedAfterEdit();
  if (takes && typed_early)
    caret_to_end(label.c_str());
  ImGui::GetCurrentContext()->NavActivateInputId = 0;
  if (takes && typed_early && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false))
    entered = true;
  ImGui::PopStyleVar();
  ImGui::PopFont();
  if (clicked)
    focus.give(x.id, false);
  if (active)
    focus.note_typing();
  u.seen.note(box, {.kind = "field",
                    .id = x.id,
                    .text = x.secret ? std::string(value.size(), '*') : value,
                    .key = x.key ? x.key : "",
                    .on = active});
  outline(u, box,
          !x.error.empty() ? c.bad
          : active         ? c.focus
                           : c.line_strong,
          u.px(6), active || !x.error.empty() ? 2 : 1);
  if (!active)
    focus.draw_ring(u, x.id, box, u.px(6));
  if (x.key)
    draw_keycap(u, rect{box.right() - cap, box.y, cap, box.h}, x.key);
  draw_field_error(u, box, x.error);
  return entered ? field_event::entered : left_it ? field_event::left : field_event::none;
}

} // namespace omstilling

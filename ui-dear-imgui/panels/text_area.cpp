#include "ui-dear-imgui/panels/text_area.hpp"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>

namespace omstilling {

namespace {

/// What one frame needs to break the lines anew as somebody writes.
struct step {
  soft_text& text;
  ImFont* font;
  float room;
  bool changed = false;
};

soft_text wrap(const std::string& plain, ImFont* font, float room) {
  return soft_wrap(plain, [&](std::string_view line) {
    if (line.empty())
      return line.size();
    const auto* end = font->CalcWordWrapPositionA(1, line.data(), line.data() + line.size(), room);
    return static_cast<std::size_t>(end - line.data());
  });
}

int edited(ImGuiInputTextCallbackData* x) {
  auto& me = *static_cast<step*>(x->UserData);
  const auto written =
    after_edit(me.text, std::string{x->Buf, static_cast<std::size_t>(std::max(0, x->BufTextLen))});
  const auto cursor = to_plain(written, static_cast<std::size_t>(std::max(0, x->CursorPos)));
  auto made = wrap(plain_text(written), me.font, me.room);
  me.changed = true;
  if (made.shown != written.shown) {
    x->DeleteChars(0, x->BufTextLen);
    x->InsertChars(0, made.shown.data(), made.shown.data() + made.shown.size());
    x->CursorPos = static_cast<int>(std::min(to_shown(made, cursor), made.shown.size()));
    x->SelectionStart = x->SelectionEnd = x->CursorPos;
  }
  me.text = std::move(made);
  return 0;
}

} // namespace

bool text_area::draw(ui& u, const rect& box, const char* id, const char* hint, std::string& text,
                     bool focus) {
  auto* font = u.fonts[face::body];
  const float room = std::max(u.px(40), box.w - u.px(34));
  if (plain_ != text || width_ != room) {
    plain_ = text;
    width_ = room;
    now_ = wrap(text, font, room);
    // The library keeps a copy of its own while somebody writes.
    if (active_)
      ImGui::ClearActiveID();
  }
  fill(box, u.colours.panel, u.px(6));
  ImGui::PushFont(font);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {u.px(10), u.px(7)});
  ImGui::PushStyleColor(ImGuiCol_FrameBg, 0U);
  ImGui::PushStyleColor(ImGuiCol_Border, 0U);
  ImGui::SetCursorScreenPos({box.x, box.y});
  if (focus)
    ImGui::SetKeyboardFocusHere();
  // Tab leads on by the page's own order, and not to the next field of the library's.
  ImGui::PushAllowKeyboardFocus(false);
  step now{now_, font, room};
  auto shown = now_.shown;
  ImGui::InputTextMultiline(id, &shown, {box.w, box.h}, ImGuiInputTextFlags_CallbackEdit, edited,
                            &now);
  active_ = ImGui::IsItemActive();
  ImGui::PopAllowKeyboardFocus();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar();
  ImGui::PopFont();
  if (now.changed)
    text = plain_ = plain_text(now_);
  if (text.empty() && !active_)
    draw_text(u, face::body, {box.x + u.px(12), box.y + u.px(6), box.w - u.px(24), u.px(22)},
              u.colours.text3, hint);
  outline(u, box, active_ ? u.colours.focus : u.colours.line_strong, u.px(6), active_ ? 2 : 1);
  u.seen.note(box, {.kind = "field", .id = id, .text = text, .on = active_});
  return now.changed;
}

} // namespace omstilling

#include "ui-dear-imgui/panels/controls.hpp"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>

namespace omstilling {

namespace {

struct paint {
  ImU32 ground, ink, border;
};

paint paint_of(const theme& c, const button& x, bool hovered) {
  if (!x.enabled)
    return {c.raised, c.text3, x.look == button_look::ghost ? 0 : c.line};
  switch (x.look) {
    case button_look::primary:
    case button_look::chosen: return {c.accent, c.accent_ink, hovered ? c.text : c.accent};
    case button_look::good: return {c.good, c.good_ink, hovered ? c.text : c.good};
    case button_look::bad: return {c.bad, c.bad_ink, hovered ? c.text : c.bad};
    case button_look::ghost: return {hovered ? c.hover : 0, c.text2, 0};
    default: return {hovered ? c.hover : c.panel, c.text, c.line_strong};
  }
}

bool is_filled(const button& x) {
  return x.enabled && x.look != button_look::plain && x.look != button_look::ghost;
}

} // namespace

void explain(const ui& u, const std::string& text) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {u.px(10), u.px(6)});
  ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, 1);
  ImGui::PushFont(u.fonts[face::body]);
  ImGui::SetTooltip("%s", text.c_str());
  ImGui::PopFont();
  ImGui::PopStyleVar(2);
}

float keycap_width(const ui& u, const char* key) {
  return std::max(u.px(18), text_width(u, face::caption, key) + u.px(10));
}

void draw_keycap(const ui& u, const rect& box, const char* key, const ImU32* ink) {
  const rect cap{box.x, box.y + (box.h - u.px(18)) / 2, keycap_width(u, key), u.px(18)};
  if (!ink)
    fill(cap, u.colours.key_bg, u.px(4));
  outline(u, cap, ink ? *ink : u.colours.key_line, u.px(4));
  draw_text(u, face::caption, cap, ink ? *ink : u.colours.key_text, key, align::centre);
}

float button_width(const ui& u, const button& x) {
  float width = u.px(24) + text_width(u, x.font, x.text);
  if (x.icon)
    width += x.text.empty() ? u.px(16) : u.px(24);
  if (x.key)
    width += keycap_width(u, x.key) + u.px(8);
  return width;
}

bool draw_button(const ui& u, const rect& box, const button& x) {
  ImGui::SetCursorScreenPos({box.x, box.y});
  const bool pressed = ImGui::InvisibleButton(x.id, {std::max(1.0F, box.w), std::max(1.0F, box.h)});
  const bool hovered = ImGui::IsItemHovered();
  u.seen.note(box, {.kind = "button",
                    .id = x.id,
                    .text = x.text.empty() ? x.says : x.text,
                    .key = x.key ? x.key : "",
                    .enabled = x.enabled,
                    .on = x.look == button_look::chosen});
  if (hovered && !x.enabled && !x.why_not.empty())
    explain(u, x.why_not);
  else if (hovered && x.text.empty() && !x.says.empty())
    explain(u, x.says);
  if (hovered && x.enabled)
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const auto how = paint_of(u.colours, x, hovered);
  if (how.ground)
    fill(box, how.ground, u.px(6));
  if (how.border)
    outline(u, box, how.border, u.px(6));
  const float spare = std::max(0.0F, box.w - button_width(u, x));
  float left = box.x + u.px(12) + spare / 2;
  if (x.icon) {
    const rect place{left, box.y, u.px(18), box.h};
    if (x.hung_up)
      draw_turned_icon(u, place, how.ink, x.icon, 135);
    else
      draw_text(u, face::body, place, how.ink, x.icon);
    left += x.text.empty() ? u.px(16) : u.px(24);
  }
  const float cap = x.key ? keycap_width(u, x.key) + u.px(8) : 0;
  const float room = box.right() - u.px(10) - cap - left;
  left = draw_text(u, x.font, rect{left, box.y, room, box.h}, how.ink, x.text);
  if (x.key)
    draw_keycap(u, rect{left + u.px(8), box.y, cap, box.h}, x.key,
                is_filled(x) ? &how.ink : nullptr);
  return pressed && x.enabled;
}

float draw_pill(const ui& u, ImVec2 at, std::string_view text, ImU32 ground, ImU32 ink) {
  const float height = u.px(20);
  const rect box{at.x, at.y - height / 2,
                 std::max(height, text_width(u, face::caption, text) + u.px(12)), height};
  fill(box, ground, height / 2);
  draw_text(u, face::caption, box, ink, text, align::centre);
  return box.right();
}

bool draw_field(const ui& u, const rect& box, const char* id, const char* icon, const char* hint,
                std::string& value, bool focus, bool secret, const char* key) {
  fill(box, u.colours.panel, u.px(6));
  draw_text(u, face::body, rect{box.x + u.px(12), box.y, u.px(20), box.h}, u.colours.text2, icon);
  const float cap = key ? keycap_width(u, key) + u.px(10) : u.px(10);
  const auto* font = u.fonts[face::body];
  ImGui::PushFont(u.fonts[face::body]);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, (box.h - font->FontSize) / 2});
  ImGui::PushStyleColor(ImGuiCol_TextDisabled, u.colours.text3);
  ImGui::SetCursorScreenPos({box.x + u.px(38), box.y});
  ImGui::SetNextItemWidth(box.w - u.px(38) - cap);
  if (focus)
    ImGui::SetKeyboardFocusHere();
  const auto flags = ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll |
                     (secret ? ImGuiInputTextFlags_Password : 0);
  const bool entered = ImGui::InputTextWithHint(id, hint, &value, flags);
  const bool active = ImGui::IsItemActive();
  u.seen.note(box, {.kind = "field",
                    .id = id,
                    .text = secret ? std::string(value.size(), '*') : value,
                    .key = key ? key : "",
                    .on = active});
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  ImGui::PopFont();
  outline(u, box, active ? u.colours.focus : u.colours.line_strong, u.px(6), active ? 2 : 1);
  if (key)
    draw_keycap(u, rect{box.right() - cap, box.y, cap, box.h}, key);
  return entered;
}

card::card(const ui& u, const rect& box, const char* id, std::string_view title,
           std::optional<std::size_t> count, bool loud)
  : u_(u),
    head_{box.x, box.y, box.w, u.bare ? 0 : head_height(u)},
    body_{box.x, head_.bottom(), box.w, box.h - head_.h} {
  ImGui::SetCursorScreenPos({box.x, box.y});
  ImGui::BeginChild(id, {box.w, box.h}, false,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  if (u.bare)
    return;
  fill(box, u.colours.panel, u.px(8));
  const float x = draw_text(u, face::strong, head_.inset(u.px(12), 0), u.colours.text, title);
  if (count)
    draw_pill(u, {x + u.px(8), head_.y + head_.h / 2}, std::to_string(*count),
              loud ? u.colours.bad : u.colours.away_soft,
              loud ? u.colours.bad_ink : u.colours.text);
  horizontal_line(u, box.x, box.right(), head_.bottom(), u.colours.line);
}

card::~card() {
  const rect box{head_.x, head_.y, head_.w, head_.h + body_.h};
  // The border comes last, or rows that reach the edge would lie over it.
  if (head_.h > 0)
    outline(u_, box, u_.colours.line, u_.px(8));
  ImGui::EndChild();
}

void card::head_key(const char* key) {
  if (head_.h <= 0)
    return;
  used_ = keycap_width(u_, key) + u_.px(8);
  draw_keycap(u_, {head_.right() - u_.px(4) - used_, head_.y, used_, head_.h}, key);
}

void card::head_note(std::string_view text) {
  if (head_.h <= 0)
    return;
  auto room = head_.inset(u_.px(12), 0);
  room.w -= used_;
  draw_text(u_, face::caption, room, u_.colours.text2, text, align::right);
}

scroll_area::scroll_area(const rect& box, const char* id) {
  ImGui::SetCursorScreenPos({box.x, box.y});
  ImGui::BeginChild(id, {box.w, std::max(1.0F, box.h)}, false, ImGuiWindowFlags_NoNav);
}

scroll_area::~scroll_area() { ImGui::EndChild(); }

void bring_into_view(const rect& box) {
  const auto* window = ImGui::GetCurrentWindow();
  const auto& seen = window->InnerRect;
  if (box.y < seen.Min.y)
    ImGui::SetScrollY(std::max(0.0F, window->Scroll.y + box.y - seen.Min.y));
  else if (box.bottom() > seen.Max.y)
    ImGui::SetScrollY(window->Scroll.y + box.bottom() - seen.Max.y);
}

void draw_empty(const ui& u, const rect& box, std::string_view text) {
  const auto in = box.inset(u.px(12), 0);
  const auto sentence = text.find(". ");
  if (sentence == text.npos || text_width(u, face::body, text) <= in.w) {
    draw_text(u, face::body, in, u.colours.text2, text, align::centre);
    return;
  }
  const float line = u.px(20), y = in.y + in.h / 2 - line;
  draw_text(u, face::body, {in.x, y, in.w, line}, u.colours.text2, text.substr(0, sentence + 1),
            align::centre);
  draw_text(u, face::body, {in.x, y + line, in.w, line}, u.colours.text2, text.substr(sentence + 2),
            align::centre);
}

} // namespace omstilling

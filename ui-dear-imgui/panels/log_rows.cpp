#include "ui-dear-imgui/panels/log_rows.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr float least_one_line = 440, one_line = 30, two_lines = 44;

/// Returns the x before the button.
float draw_deed(ui& u, const rect& box, const log_line& x, log_events& out) {
  if (!*x.does)
    return box.right() - u.px(12);
  const button made{.id = x.does_id.c_str(),
                    .text = x.does_icon ? "" : x.does,
                    .icon = x.does_icon,
                    .look = button_look::ghost,
                    .enabled = x.possible && u.live(),
                    .why_not = u.live() ? "" : _("no connection to the service"),
                    .font = face::caption,
                    .says = x.does};
  const float width = x.does_icon ? u.px(30) : button_width(u, made);
  const rect place{box.right() - width - u.px(6), box.y + (box.h - u.px(26)) / 2, width, u.px(26)};
  out.pressed = draw_button(u, place, made);
  return place.x - u.px(6);
}

} // namespace

bool is_narrow(const ui& u, float width) { return width < u.px(least_one_line); }

float log_line_height(const ui& u, float width) {
  return u.px(is_narrow(u, width) ? two_lines : one_line);
}

log_events draw_log_line(ui& u, const rect& box, const log_line& x, bool chosen, bool ringed) {
  log_events result;
  static_cast<row_events&>(result) =
    draw_row(u, box, x.id.c_str(),
             {.ground = chosen ? u.colours.sel : 0, .bar = chosen ? u.colours.accent : 0});
  u.seen.note(box, {.kind = "row", .id = x.id, .text = x.says, .on = chosen});
  if (ringed)
    outline(u, box.inset(u.px(2), u.px(2)), u.colours.focus, u.px(4), 2);
  draw_text(u, face::body, {box.x + u.px(12), box.y, u.px(20), box.h}, x.ink, x.icon);
  const float left = box.x + u.px(36), right = draw_deed(u, box, x, result);
  if (result.hovered && !x.says.empty())
    explain(u, x.says);
  const float tail = std::min(text_width(u, face::body, x.tail), (right - left) * 0.5F);
  if (is_narrow(u, box.w)) {
    const float top = box.y + u.px(4), below = box.y + u.px(23);
    const float when = text_width(u, face::body, x.when);
    draw_text(u, face::label, {left, top, right - when - u.px(8) - left, u.px(20)}, u.colours.text,
              x.name);
    draw_text(u, face::body, {right - when, top, when + 1, u.px(20)}, u.colours.text2, x.when);
    draw_text(u, face::caption, {left, below, right - tail - u.px(8) - left, u.px(17)},
              u.colours.text2, x.middle);
    draw_text(u, face::caption, {right - tail, below, tail + 1, u.px(17)}, x.tail_ink, x.tail,
              align::right);
    return result;
  }
  const float when = std::max(u.px(52), text_width(u, face::body, x.when) + u.px(10));
  draw_text(u, face::body, {left, box.y, when, box.h}, u.colours.text2, x.when);
  const float name = left + when, tail_at = right - std::max(u.px(52), tail);
  // A number says who it was as well as a name does; a text gives way to both.
  const float room = tail_at - u.px(10) - name, gap = u.px(8);
  const float wanted = text_width(u, face::body, x.middle);
  const float middle = x.middle_counts
                         ? std::min(wanted, room * 0.5F)
                         : std::min(wanted, room - gap - text_width(u, face::label, x.name));
  const bool shown = middle >= u.px(24);
  draw_text(u, face::label, {name, box.y, room - (shown ? middle + gap : 0), box.h}, u.colours.text,
            x.name);
  if (shown)
    draw_text(u, face::body, {name + room - middle, box.y, middle + 1, box.h}, u.colours.text2,
              x.middle, align::right);
  draw_text(u, face::body, {tail_at, box.y, right - tail_at, box.h}, x.tail_ink, x.tail,
            align::right);
  return result;
}

bool log_cursor::keys(ui& u, const char* name, std::size_t count) {
  here_ = u.chosen.focused == name && u.chosen.overlay.kind == overlay_kind::none;
  moved_ = false;
  at_ = count == 0 ? 0 : std::min(at_, count - 1);
  if (!here_ || count == 0 || ImGui::GetIO().WantTextInput)
    return false;
  const auto pressed = [](ImGuiKey x, bool repeat = true) {
    return ImGui::IsKeyPressed(ImGui::GetKeyIndex(x), repeat);
  };
  const auto before = at_;
  if (pressed(ImGuiKey_DownArrow))
    at_ = std::min(count - 1, at_ + 1);
  if (pressed(ImGuiKey_UpArrow))
    at_ -= at_ > 0 ? 1 : 0;
  if (pressed(ImGuiKey_PageDown))
    at_ = std::min(count - 1, at_ + 10);
  if (pressed(ImGuiKey_PageUp))
    at_ -= std::min<std::size_t>(at_, 10);
  if (pressed(ImGuiKey_Home))
    at_ = 0;
  if (pressed(ImGuiKey_End))
    at_ = count - 1;
  moved_ = at_ != before;
  return pressed(ImGuiKey_Enter, false);
}

bool draw_log_rows(ui& u, const rect& box, std::size_t count, const log_cursor& cursor,
                   const std::function<void(std::size_t, const rect&)>& row) {
  const scroll_area scroll{{box.x, box.y, box.w - u.px(2), box.h - u.px(3)}, "rows"};
  const auto origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = log_line_height(u, box.w);
  if (cursor.moved()) {
    const float top = static_cast<float>(cursor.at()) * height;
    if (top < ImGui::GetScrollY())
      ImGui::SetScrollY(top);
    else if (top + height > ImGui::GetScrollY() + ImGui::GetWindowHeight())
      ImGui::SetScrollY(top + height - ImGui::GetWindowHeight());
  }
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(count), height);
  bool end = false;
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto place = static_cast<std::size_t>(i);
      ImGui::PushID(i);
      row(place, {box.x, origin.y + static_cast<float>(i) * height, width, height});
      ImGui::PopID();
      ImGui::SetCursorScreenPos({origin.x, origin.y + static_cast<float>(i + 1) * height});
      end = end || place + 1 == count;
    }
  return end;
}

} // namespace omstilling

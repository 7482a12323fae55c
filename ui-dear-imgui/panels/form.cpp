#include "ui-dear-imgui/panels/form.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace omstilling {

namespace {

constexpr float field_height = 36, head_height = 44, pad = 16, foot_height = 60;

bool is_down_now(ImGuiKey x, bool repeat = false) {
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(x), repeat);
}

/// Beside the calls where there is room, and never below the window's edge.
rect place_of(const ui& u, const rect& window, float width, float last_height) {
  const float w = std::min(u.px(width), window.w - u.px(16));
  const float calls = u.px(u.size == width_class::compact  ? 360
                           : u.size == width_class::medium ? 420
                                                           : 500);
  const float x = std::min(std::max((window.w - w) / 2, calls), window.w - w - u.px(8));
  const float y = std::min(window.h * 0.09F, window.h - last_height - u.px(8));
  return {std::round(window.x + x), std::round(window.y + std::max(u.px(4), y)), w, 0};
}

} // namespace

bool is_typed(char letter) {
  if (ImGui::GetIO().WantTextInput)
    return false;
  const auto& typed = ImGui::GetIO().InputQueueCharacters;
  return std::any_of(typed.begin(), typed.end(),
                     [&](ImWchar x) { return x == static_cast<ImWchar>(letter); });
}

form::form(ui& u, const rect& window, form_state& state, float width, std::string_view title,
           std::string_view whom)
  : u_(u),
    state_(state),
    layer_(u, window, state.fresh),
    box_(place_of(u, window, width, state.height)),
    in_(box_.inset(u.px(pad), 0)),
    y_(box_.y + u.px(head_height)) {
  // The ground is drawn last and lies lowest: only then is it known how high it has to be.
  split_.Split(ImGui::GetWindowDrawList(), 2);
  split_.SetCurrentChannel(ImGui::GetWindowDrawList(), 1);
  const rect head{in_.x, box_.y, in_.w, u.px(head_height)};
  const float x = draw_text(u, face::lead, head, u.colours.text, title);
  draw_text(u, face::lead, {x + u.px(8), head.y, head.right() - x - u.px(8) - u.px(60), head.h},
            u.colours.text2, whom);
  draw_keycap(u, {head.right() - keycap_width(u, "Esc"), head.y, u.px(60), head.h}, "Esc");
  horizontal_line(u, box_.x, box_.right(), head.bottom(), u.colours.line);
  if (!state_.fresh && is_down_now(ImGuiKey_Tab, true)) {
    const int parts = std::max(1, state_.parts);
    state_.focus = (state_.focus + (ImGui::GetIO().KeyShift ? parts - 1 : 1)) % parts;
    state_.take = state_.shown = state_.reveal = true;
    ImGui::ClearActiveID();
  }
  begin_body(window);
}

void form::begin_body(const rect& window) {
  body_ = y_;
  room_ = std::max(u_.px(60), window.bottom() - u_.px(8 + foot_height) - body_);
  const float height = state_.fresh ? room_ : std::clamp(state_.content, u_.px(20), room_);
  ImGui::SetCursorScreenPos({box_.x, body_});
  ImGui::BeginChild("form body", {box_.w - u_.px(2), height}, false, ImGuiWindowFlags_NoNav);
  in_body_ = true;
  y_ = body_ - ImGui::GetScrollY() + u_.px(12);
}

void form::end_body() {
  if (!std::exchange(in_body_, false))
    return;
  const float content = y_ - (body_ - ImGui::GetScrollY());
  ImGui::SetCursorScreenPos({box_.x, y_});
  ImGui::Dummy({1, 0});
  ImGui::EndChild();
  // A part that has just come or gone is measured now, and has its room in the next frame.
  u_.chosen.redraw = u_.chosen.redraw || std::abs(content - state_.content) > 0.5F;
  state_.content = content;
  y_ = body_ + std::min(content, room_);
}

form::~form() {
  end_body();
  state_.parts = parts_;
  state_.fresh = false;
  box_.h = state_.height = y_ - box_.y;
  auto* list = ImGui::GetWindowDrawList();
  split_.SetCurrentChannel(list, 0);
  layer_.ground(box_);
  split_.Merge(list);
}

bool form::begin_part() {
  const bool here = state_.focus == parts_++;
  if (here && std::exchange(state_.reveal, false) && in_body_)
    bring_into_view({in_.x, y_ - u_.px(34), in_.w, u_.px(field_height + 42)});
  return here;
}

void form::side_by_side(int parts, float least) {
  beside_left_ = beside_ = parts;
  while (beside_ > 1 && in_.w / static_cast<float>(beside_) < u_.px(least))
    beside_ = (beside_ + 1) / 2;
  beside_at_ = 0;
  beside_height_ = 0;
}

void form::focus_next_frame(int part) {
  state_.focus = part;
  state_.take = state_.reveal = true;
}

void form::ring(const rect& box, float radius) const {
  if (state_.shown)
    outline(u_, {box.x - u_.px(3), box.y - u_.px(3), box.w + u_.px(6), box.h + u_.px(6)},
            u_.colours.focus, u_.px(radius + 3), 2);
}

rect form::row(float height) {
  if (beside_ > 0) {
    const auto parts = static_cast<float>(beside_);
    const float gap = u_.px(8), width = (in_.w - gap * (parts - 1)) / parts;
    const rect result{in_.x + static_cast<float>(beside_at_) * (width + gap), y_, width,
                      u_.px(height)};
    beside_height_ = std::max(beside_height_, result.h);
    const bool last = --beside_left_ == 0;
    if (++beside_at_ == beside_ || last) {
      y_ += beside_height_ + u_.px(4);
      beside_at_ = 0;
      beside_height_ = 0;
    }
    if (last)
      beside_ = 0;
    return result;
  }
  const rect result{in_.x, y_, in_.w, u_.px(height)};
  y_ += u_.px(height);
  return result;
}

void form::label(std::string_view text) {
  y_ += u_.px(4);
  draw_text(u_, face::caption, row(22), u_.colours.text2, text);
}

void form::line(std::string_view text, bool complaint) {
  const auto box = row(22);
  if (!complaint) {
    draw_text(u_, face::caption, box, u_.colours.text2, text);
    return;
  }
  draw_text(u_, face::body, box, u_.colours.bad, icon::warning);
  draw_text(u_, face::caption, {box.x + u_.px(22), box.y, box.w - u_.px(22), box.h}, u_.colours.bad,
            text);
}

bool form::toggle(const char* id, std::string_view text, bool& on, bool enabled) {
  const int part = parts_;
  const bool focused = begin_part();
  const auto box = row(30);
  ImGui::SetCursorScreenPos({box.x, box.y});
  bool switched = ImGui::InvisibleButton(id, {box.w, box.h});
  if (switched) {
    state_.focus = part;
    state_.shown = false;
  }
  switched = switched || (focused && !state_.fresh && is_down_now(ImGuiKey_Space) &&
                          !ImGui::GetIO().WantTextInput);
  if (switched && enabled)
    on = !on;
  const rect track{box.x, box.y + u_.px(5), u_.px(36), u_.px(20)};
  const bool lit = on && enabled;
  fill(track, lit ? u_.colours.accent : u_.colours.raised, track.h / 2);
  outline(u_, track, lit ? u_.colours.accent : u_.colours.line_strong, track.h / 2);
  if (focused)
    ring(track, 10);
  const float knob = track.x + (on ? track.w - track.h : 0) + u_.px(3);
  fill({knob, track.y + u_.px(3), u_.px(14), u_.px(14)},
       lit ? u_.colours.accent_ink : u_.colours.line_strong, u_.px(7));
  draw_text(u_, face::body, {track.right() + u_.px(10), box.y, box.w - track.w - u_.px(10), box.h},
            enabled ? u_.colours.text : u_.colours.text3, text);
  u_.seen.note(
    box, {.kind = "switch", .id = id, .text = std::string{text}, .enabled = enabled, .on = on});
  return switched && enabled;
}

bool form::text(const char* id, const char* icon, const char* hint, std::string& value,
                std::string_view complaint, float width) {
  const int part = parts_;
  const bool focused = begin_part();
  const bool alone = beside_ == 0;
  auto box = row(field_height);
  if (width > 0)
    box.w = std::min(box.w, u_.px(width));
  const bool take = focused && !state_.fresh && std::exchange(state_.take, false);
  const bool entered = draw_field(u_, box, id, icon, hint, value, take);
  if (ImGui::IsItemActivated())
    state_.focus = part;
  if (!alone) {
    if (!complaint.empty())
      outline(u_, box, u_.colours.bad, u_.px(6), 2);
    return entered;
  }
  y_ += u_.px(4);
  if (complaint.empty())
    return entered;
  outline(u_, box, u_.colours.bad, u_.px(6), 2);
  line(complaint, true);
  return entered;
}

void form::area(const char* id, const char* hint, text_area& state, std::string& value,
                float height) {
  const int part = parts_;
  const bool focused = begin_part();
  const auto box = row(height);
  const bool was = state.is_active();
  state.draw(u_, box, id, hint, value,
             focused && !state_.fresh && std::exchange(state_.take, false));
  in_area_ = in_area_ || state.is_active();
  if (state.is_active() && !was)
    state_.focus = part;
  y_ += u_.px(4);
}

bool form::press(const char* id, std::string_view text, const char* icon, bool enabled,
                 const std::string& why_not) {
  const int part = parts_;
  const bool focused = begin_part();
  const auto box = row(34);
  const button made{.id = id,
                    .text = std::string{text},
                    .icon = icon,
                    .enabled = enabled,
                    .why_not = why_not,
                    .font = face::body};
  const rect place{box.x, box.y, std::min(button_width(u_, made), box.w), u_.px(30)};
  const bool clicked = draw_button(u_, place, made);
  if (clicked) {
    state_.focus = part;
    state_.shown = false;
  }
  if (focused)
    ring(place, 6);
  return clicked || (focused && enabled && !state_.fresh && is_down_now(ImGuiKey_Space) &&
                     !ImGui::GetIO().WantTextInput);
}

form_end form::end(const char* approve, bool possible, std::string why_not, const char* leave) {
  gap(8);
  end_body();
  horizontal_line(u_, box_.x, box_.right(), y_, u_.colours.line);
  const auto box = row(52);
  const button yes{.id = "approve",
                   .text = approve,
                   .key = "\xE2\x86\xB5",
                   .look = button_look::primary,
                   .enabled = possible,
                   .why_not = why_not};
  const button no{
    .id = "cancel", .text = leave ? leave : _("Cancel"), .key = "Esc", .look = button_look::ghost};
  const float y = box.y + u_.px(10), height = u_.px(32);
  const float yes_width = button_width(u_, yes), no_width = button_width(u_, no);
  const float no_x = box.right() - yes_width - u_.px(8) - no_width;
  if (!possible)
    draw_text(u_, face::caption, {box.x, y, no_x - u_.px(8) - box.x, height}, u_.colours.text2,
              why_not);
  if (draw_button(u_, {no_x, y, no_width, height}, no))
    return form_end::cancelled;
  const bool clicked = draw_button(u_, {box.right() - yes_width, y, yes_width, height}, yes);
  // In a text of several lines Enter begins a new one.
  const bool entered = !state_.fresh && !in_area_ &&
                       (is_down_now(ImGuiKey_Enter) || is_down_now(ImGuiKey_KeyPadEnter));
  if (possible && (clicked || entered))
    return form_end::approved;
  const rect whole{box_.x, box_.y, box_.w, y_ - box_.y};
  return !state_.fresh && layer_.clicked_outside(whole) ? form_end::cancelled : form_end::open;
}

} // namespace omstilling

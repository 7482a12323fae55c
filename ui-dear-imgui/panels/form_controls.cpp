#include "ui-dear-imgui/panels/form_controls.hpp"

#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

namespace omstilling {

namespace {

struct touch {
  bool pressed = false, hovered = false;
};

/// The part that all controls have in common: the mouse, the keyboard and the reason why not.
touch touch_control(ui& u, form_focus& focus, const rect& box, const form_item& x) {
  ImGui::SetCursorScreenPos({box.x, box.y});
  touch did;
  const bool clicked =
    ImGui::InvisibleButton(x.id.c_str(), {std::max(1.0F, box.w), std::max(1.0F, box.h)});
  did.hovered = ImGui::IsItemHovered();
  const bool here = focus.offer(x.id, box, x.enabled);
  if (did.hovered && !x.enabled && !x.why_not.empty())
    explain(u, x.why_not);
  if (!x.enabled)
    return {false, false};
  if (did.hovered)
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (clicked)
    focus.give(x.id, false);
  did.pressed = clicked || (here && focus.is_pressed());
  return did;
}

/// Between the switch and its word.
float switch_room(const ui& u, float width) {
  const float word =
    std::max(text_width(u, face::caption, _("On")), text_width(u, face::caption, _("Off")));
  return std::max(u.px(40), width - u.px(60) - word);
}

void draw_knob(const ui& u, const rect& track, bool on, bool enabled) {
  const auto& c = u.colours;
  const float radius = track.h / 2;
  if (!enabled) {
    fill(track, c.raised, radius);
    outline(u, track, c.line, radius);
  } else {
    fill(track, on ? c.accent : c.line_strong, radius);
  }
  const float x = on ? track.right() - radius : track.x + radius;
  ImGui::GetWindowDrawList()->AddCircleFilled({x, track.y + radius}, radius - u.px(3),
                                              !enabled ? c.text3
                                              : on     ? c.accent_ink
                                                       : c.panel,
                                              24);
}

void draw_tick_box(const ui& u, const rect& box, bool on, bool enabled) {
  const auto& c = u.colours;
  if (on && enabled)
    fill(box, c.accent, u.px(4));
  else if (!enabled)
    fill(box, c.raised, u.px(4));
  outline(u, box, !enabled ? c.line : on ? c.accent : c.line_strong, u.px(4), 1.5F);
  if (on)
    draw_text(u, face::caption, box, enabled ? c.accent_ink : c.text3, icon::check, align::centre);
}

float option_width(const ui& u, const form_option& x) {
  return u.px(20) + text_width(u, face::label, x.text) + (x.icon ? u.px(22) : 0);
}

/// Where each option of a choice stands; the last rectangle's bottom is the height.
std::vector<rect> option_places(const ui& u, float left, float top, float width,
                                const std::vector<form_option>& options) {
  std::vector<rect> result;
  float x = left, y = top;
  for (const auto& one : options) {
    const float w = std::min(option_width(u, one), width);
    if (x > left && x + w > left + width + 0.5F) {
      x = left;
      y += u.px(34);
    }
    result.push_back({x, y, w, u.px(28)});
    x += w + u.px(6);
  }
  return result;
}

bool draw_option(ui& u, form_focus& focus, const rect& box, const form_item& group,
                 const form_option& x, bool on) {
  const auto& c = u.colours;
  ImGui::SetCursorScreenPos({box.x, box.y});
  const auto id = group.id + ':' + x.value;
  const bool clicked = ImGui::InvisibleButton(id.c_str(), {box.w, box.h});
  const bool hovered = ImGui::IsItemHovered();
  u.seen.note(box,
              {.kind = "choice", .id = id, .text = x.text, .enabled = group.enabled, .on = on});
  if (hovered && group.enabled)
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (hovered && !group.enabled && !group.why_not.empty())
    explain(u, group.why_not);
  const bool lit = on && group.enabled;
  fill(box,
       lit                        ? c.accent
       : !group.enabled           ? c.raised
       : hovered && group.enabled ? c.hover
                                  : c.panel,
       u.px(6));
  outline(u, box, lit ? c.accent : on ? c.text3 : c.line, u.px(6), on ? 2 : 1);
  const auto ink = lit ? c.accent_ink : group.enabled ? c.text : c.text3;
  float left = box.x + u.px(10);
  if (x.icon) {
    draw_text(u, face::body, rect{left, box.y, u.px(18), box.h}, ink, x.icon);
    left += u.px(22);
  }
  draw_text(u, face::label, rect{left, box.y, box.right() - u.px(8) - left, box.h}, ink, x.text);
  if (clicked && group.enabled)
    focus.give(group.id, false);
  return clicked && group.enabled;
}

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
        ImGui::ScrollToBringRectIntoView(ImGui::GetCurrentWindow(),
                                         {row.x, row.y, row.right(), row.bottom()});
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

float switch_height(const ui& u, const form_item& x, float width) {
  const float more = lines_height(u, face::label, switch_room(u, width), x.text) -
                     lines_height(u, face::label, switch_room(u, width), "x");
  return u.px(x.help.empty() ? 34 : 48) + std::max(0.0F, more);
}

bool draw_switch(ui& u, form_focus& focus, const rect& box, const form_item& x, bool on) {
  const auto did = touch_control(u, focus, box, x);
  u.seen.note(box, {.kind = "switch", .id = x.id, .text = x.text, .enabled = x.enabled, .on = on});
  const auto& c = u.colours;
  const rect track{box.x, box.y + u.px(6), u.px(36), u.px(20)};
  draw_knob(u, track, on, x.enabled);
  draw_text(u, face::caption, rect{box.x, track.y, box.w, track.h}, c.text2,
            on ? _("On") : _("Off"), align::right);
  const float y =
    draw_lines(u, face::label, {box.x + u.px(48), track.y + u.px(1), switch_room(u, box.w), 0},
               x.enabled ? c.text : c.text3, x.text);
  draw_text(u, face::caption, rect{box.x + u.px(48), y, box.w - u.px(48), u.px(18)},
            x.enabled ? c.text2 : c.text3, x.help);
  focus.draw_ring(u, x.id, track, track.h / 2);
  return did.pressed;
}

bool draw_small_switch(ui& u, form_focus& focus, const rect& box, const form_item& x, bool on) {
  const auto did = touch_control(u, focus, box, x);
  u.seen.note(box, {.kind = "switch", .id = x.id, .text = x.text, .enabled = x.enabled, .on = on});
  const rect track{box.x, box.y + (box.h - u.px(20)) / 2, u.px(36), u.px(20)};
  draw_knob(u, track, on, x.enabled);
  draw_text(u, face::label, rect{track.right() + u.px(8), box.y, box.w - u.px(44), box.h},
            x.enabled ? u.colours.text : u.colours.text3, x.text);
  focus.draw_ring(u, x.id, track, track.h / 2);
  return did.pressed;
}

float tick_width(const ui& u, const form_item& x) {
  return u.px(18) + (x.text.empty() ? 0 : u.px(8) + text_width(u, face::body, x.text) + u.px(1));
}

bool draw_tick(ui& u, form_focus& focus, const rect& box, const form_item& x, bool on) {
  const auto did = touch_control(u, focus, box, x);
  u.seen.note(box, {.kind = "switch", .id = x.id, .text = x.text, .enabled = x.enabled, .on = on});
  const rect mark{box.x, box.y + (box.h - u.px(18)) / 2, u.px(18), u.px(18)};
  draw_tick_box(u, mark, on, x.enabled);
  draw_text(u, face::body, rect{mark.right() + u.px(8), box.y, box.w - u.px(26), box.h},
            x.enabled ? u.colours.text : u.colours.text3, x.text);
  focus.draw_ring(u, x.id, mark, u.px(4));
  return did.pressed;
}

float choice_width(const ui& u, const std::vector<form_option>& options) {
  const auto places = option_places(u, 0, 0, 1e6F, options);
  return places.empty() ? 0 : places.back().right();
}

float choice_height(const ui& u, float width, const std::vector<form_option>& options) {
  const auto places = option_places(u, 0, 0, width, options);
  return places.empty() ? 0 : places.back().bottom();
}

std::optional<std::size_t> draw_choice(ui& u, form_focus& focus, const rect& box,
                                       const form_item& x, const std::vector<form_option>& options,
                                       std::optional<std::size_t> chosen) {
  const bool here = focus.offer(x.id, box, x.enabled);
  std::optional<std::size_t> taken;
  const auto places = option_places(u, box.x, box.y, box.w, options);
  for (std::size_t i = 0; i < options.size(); ++i)
    if (draw_option(u, focus, places[i], x, options[i], chosen == i))
      taken = i;
  if (!here || options.empty())
    return taken;
  if (focus.just_came(x.id))
    focus.at = chosen.value_or(0);
  focus.at = std::min(focus.at, options.size() - 1);
  const auto before = focus.at;
  if ((focus.is_pressed(ImGuiKey_RightArrow) || focus.is_pressed(ImGuiKey_DownArrow)) &&
      focus.at + 1 < options.size())
    ++focus.at;
  if ((focus.is_pressed(ImGuiKey_LeftArrow) || focus.is_pressed(ImGuiKey_UpArrow)) && focus.at > 0)
    --focus.at;
  if (before != focus.at || focus.is_pressed())
    taken = focus.at;
  focus.draw_ring(u, x.id, places[focus.at], u.px(6));
  return taken;
}

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

bool draw_form_button(ui& u, form_focus& focus, const rect& box, const button& x) {
  const bool here = focus.offer(x.id, box, x.enabled);
  const bool clicked = draw_button(u, box, x);
  if (clicked)
    focus.give(x.id, false);
  focus.draw_ring(u, x.id, box, u.px(6));
  return clicked || (here && focus.is_pressed());
}

namespace {

/// Where each line ends.
std::vector<std::string_view> wrapped(const ImFont* font, float width, std::string_view text) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const auto* end = text.data() + text.size();
    const auto* to = font->CalcWordWrapPositionA(1, text.data(), end, width);
    if (to == text.data())
      ++to; // not even one letter fits
    result.push_back(text.substr(0, static_cast<std::size_t>(to - text.data())));
    while (to < end && *to == ' ')
      ++to;
    text = {to, static_cast<std::size_t>(end - to)};
  }
  return result;
}

} // namespace

float lines_height(const ui& u, face font, float width, std::string_view text) {
  return static_cast<float>(wrapped(u.fonts[font], width, text).size()) *
         std::ceil(u.fonts[font]->FontSize + u.px(2));
}

float draw_lines(const ui& u, face font, const rect& box, ImU32 colour, std::string_view text) {
  float y = box.y;
  const float height = std::ceil(u.fonts[font]->FontSize + u.px(2));
  for (const auto one : wrapped(u.fonts[font], box.w, text)) {
    draw_text(u, font, rect{box.x, y, box.w + u.px(4), height}, colour, one);
    y += height;
  }
  return y;
}

} // namespace omstilling

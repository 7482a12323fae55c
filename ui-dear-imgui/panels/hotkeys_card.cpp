#include "ui-dear-imgui/panels/hotkeys_card.hpp"

#include "protocol/key_combination.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace omstilling {

namespace {

struct action_entry {
  hotkey_action action;
  const char* id;
  const char* name;
};

constexpr std::array actions{
  action_entry{hotkey_action::answer, "answer", n_("Answer")},
  action_entry{hotkey_action::hang_up, "hang up", n_("Hang up")},
  action_entry{hotkey_action::dial_marked, "dial marked", n_("Call the marked number")},
  action_entry{hotkey_action::attended_transfer, "attended", n_("Attended transfer")},
  action_entry{hotkey_action::repeat_target, "repeat", n_("Retransfer: repeat the last target")},
  action_entry{hotkey_action::pull_back, "pull back", n_("Retransfer: pull back the last return")},
};

constexpr float table_head = 28, foot = 48, row_height = 34, trouble_height = 16;
constexpr int pause_key = 284; // as GLFW counts
constexpr auto approve_key = "Ctrl+\xE2\x86\xB5";

/// One of each action, in the order in which they are shown.
std::vector<hotkey> one_of_each(const std::vector<hotkey>& x) {
  std::vector<hotkey> result;
  for (const auto& one : actions) {
    const auto found =
      std::find_if(x.begin(), x.end(), [&](const auto& y) { return y.action == one.action; });
    result.push_back(found == x.end() ? hotkey{one.action, {}, false} : *found);
  }
  return result;
}

bool code_down(int x) { return ImGui::IsKeyPressed(x, false); }
bool down(ImGuiKey x) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(x), false); }

/// The key besides Ctrl, Shift and Alt that was pressed in this frame, by its name.
std::string pressed_key() {
  for (int code = 'A'; code <= 'Z'; ++code)
    if (code_down(code))
      return {static_cast<char>(code)};
  for (int code = '0'; code <= '9'; ++code)
    if (code_down(code))
      return {static_cast<char>(code)};
  for (int i = 0; i < 12; ++i)
    if (code_down(key::f1 + i))
      return 'F' + std::to_string(i + 1);
  struct named {
    ImGuiKey key;
    const char* name;
  };
  for (const auto& one : {named{ImGuiKey_Space, "Space"},
                          {ImGuiKey_Enter, "Enter"},
                          {ImGuiKey_KeyPadEnter, "Enter"},
                          {ImGuiKey_Insert, "Insert"},
                          {ImGuiKey_Delete, "Delete"},
                          {ImGuiKey_Home, "Home"},
                          {ImGuiKey_End, "End"},
                          {ImGuiKey_PageUp, "PageUp"},
                          {ImGuiKey_PageDown, "PageDown"},
                          {ImGuiKey_UpArrow, "Up"},
                          {ImGuiKey_DownArrow, "Down"},
                          {ImGuiKey_LeftArrow, "Left"},
                          {ImGuiKey_RightArrow, "Right"}})
    if (down(one.key))
      return one.name;
  return code_down(pause_key) ? "Pause" : "";
}

/// What the console itself does with these keys, or nothing.
const char* own_use(const std::string& keys) {
  for (const auto& one : key_bindings())
    if (keys == keycap(one.what))
      return one.does;
  return nullptr;
}

} // namespace

float hotkeys_card::wanted_height(const settings_form& form) {
  follow(form);
  float rows = 0;
  for (std::size_t i = 0; i < draft_.size(); ++i)
    rows += row_height + (state_of(form, i).trouble.empty() ? 0 : trouble_height);
  return card::head_height(form.u) + form.u.px(table_head + rows + foot + 1);
}

void hotkeys_card::follow(const settings_form& form) {
  if (seen_ == form.now.hotkeys)
    return;
  seen_ = form.now.hotkeys;
  base_ = draft_ = one_of_each(form.now.hotkeys);
}

void hotkeys_card::record() {
  if (down(ImGuiKey_Escape)) {
    recording_ = false;
    return complaint_.clear();
  }
  const auto name = pressed_key();
  if (name.empty())
    return;
  const auto& io = ImGui::GetIO();
  const key_combination made{io.KeyCtrl, io.KeyShift, io.KeyAlt, name};
  if (!read_key_combination(text_of(made))) {
    complaint_ = _("Hold Ctrl or Alt together with the key.");
    return;
  }
  draft_[selected_].keys = text_of(made);
  draft_[selected_].active = true;
  recording_ = false;
  complaint_.clear();
}

hotkeys_card::row_state hotkeys_card::state_of(const settings_form& form, std::size_t place) const {
  const auto& mine = draft_[place];
  if (mine.keys.empty())
    return {};
  for (std::size_t i = 0; i < draft_.size(); ++i)
    if (i != place && draft_[i].keys == mine.keys)
      return {fmt::format(fmt::runtime(_("Stands at {} as well")), _(actions[i].name)), true};
  if (const auto* does = own_use(mine.keys))
    return {fmt::format(fmt::runtime(_("Used by the console: {}")), _(does))};
  const auto taken = form.u.chosen.hotkey_conflicts.find(mine.action);
  if (taken != form.u.chosen.hotkey_conflicts.end() && mine.keys == base_[place].keys)
    return {taken->second.empty() ? _("Used by another program") : taken->second};
  return {};
}

void hotkeys_card::approve(settings_form& form) {
  std::vector<hotkey> chosen;
  for (const auto& one : draft_)
    if (!one.keys.empty())
      chosen.push_back(one);
  form.change({.hotkeys = std::move(chosen)});
}

void hotkeys_card::draw_head(settings_form& form, const rect& box) {
  auto& u = form.u;
  const auto x = form.item("allow hotkeys", _("Allow keyboard shortcuts"));
  const float words = text_width(u, face::label, x.text);
  draw_text(u, face::strong, rect{box.x + u.px(12), box.y, box.w - words - u.px(86), box.h},
            u.colours.text, _("Hotkeys"));
  const rect place{box.right() - words - u.px(58), box.y, words + u.px(46), box.h};
  if (draw_small_switch(u, form.focus, place, x, form.now.hotkeys_allowed))
    form.change({.hotkeys_allowed = !form.now.hotkeys_allowed});
  horizontal_line(u, box.x, box.right(), box.bottom(), u.colours.line);
}

void hotkeys_card::draw_row(settings_form& form, const rect& box, std::size_t place) {
  auto& u = form.u;
  const auto& c = u.colours;
  const auto& mine = draft_[place];
  const auto state = state_of(form, place);
  const bool chosen = place == selected_, recorded = recording_ && chosen;
  const auto id = std::string{"hotkey:"} + actions[place].id;
  ImGui::SetCursorScreenPos({box.x, box.y});
  const float tick_at = box.right() - u.px(58);
  const bool clicked = ImGui::InvisibleButton(id.c_str(), {tick_at - box.x, box.h});
  if (chosen)
    fill(box, c.sel);
  else if (ImGui::IsItemHovered())
    fill(box, c.hover);
  if (chosen)
    fill({box.x, box.y, u.px(3), box.h}, c.accent);
  u.seen.note({box.x, box.y, tick_at - box.x, box.h},
              {.kind = "row", .id = id, .text = mine.keys, .on = chosen});
  if (clicked) {
    selected_ = place;
    recording_ = false;
    form.focus.give("hotkeys", false);
  }
  const float keys_at = box.x + box.w * 0.6F;
  const float lines = state.trouble.empty() ? box.h : box.h - u.px(trouble_height);
  draw_text(u, face::body, rect{box.x + u.px(12), box.y, keys_at - box.x - u.px(20), lines},
            form.enabled ? c.text : c.text3, _(actions[place].name));
  if (!state.trouble.empty()) {
    const rect line{box.x + u.px(12), box.bottom() - u.px(trouble_height + 6),
                    tick_at - box.x - u.px(20), u.px(trouble_height)};
    draw_text(u, face::caption, line, c.bad, icon::warning);
    draw_text(u, face::caption, rect{line.x + u.px(18), line.y, line.w - u.px(18), line.h}, c.bad,
              state.trouble);
  }
  const rect keys{keys_at, box.y, tick_at - keys_at - u.px(6), lines};
  if (recorded)
    draw_text(u, face::label, keys, c.accent, _("Press the keys"));
  else if (mine.keys.empty())
    draw_text(u, face::body, keys, c.text2, _("not chosen"));
  else
    draw_keycap(u, keys, mine.keys.c_str());
  auto tick = form.item("active:" + std::string{actions[place].id});
  if (tick.enabled && mine.keys.empty()) {
    tick.enabled = false;
    tick.why_not = _("Choose the keys first.");
  }
  if (draw_tick(u, form.focus, {tick_at, box.y, u.px(22), box.h}, tick, mine.active))
    draft_[place].active = !mine.active;
  horizontal_line(u, box.x, box.right(), box.bottom(), c.line);
}

void hotkeys_card::row_keys(settings_form& form) {
  auto& focus = form.focus;
  const auto before = selected_;
  if (focus.is_pressed(ImGuiKey_DownArrow) && selected_ + 1 < draft_.size())
    ++selected_;
  if (focus.is_pressed(ImGuiKey_UpArrow) && selected_ > 0)
    --selected_;
  auto& mine = draft_[selected_];
  if (before != selected_ || !form.enabled)
    return;
  if (focus.is_pressed(ImGuiKey_Delete))
    mine = {mine.action, {}, false};
  if (focus.is_pressed(ImGuiKey_Space) && !mine.keys.empty())
    mine.active = !mine.active;
  if (focus.is_pressed(ImGuiKey_Enter))
    recording_ = true;
}

void hotkeys_card::draw_rows(settings_form& form, const rect& box) {
  auto& u = form.u;
  scroll_area area{box, "hotkey rows"};
  const float top = ImGui::GetCursorScreenPos().y;
  float y = top;
  if (form.focus.offer("hotkeys", {box.x, top, box.w, 1}) && !recording_)
    row_keys(form);
  for (std::size_t i = 0; i < draft_.size(); ++i) {
    if (!form.matches(_(actions[i].name)))
      continue;
    const float more = state_of(form, i).trouble.empty() ? 0 : trouble_height;
    draw_row(form, {box.x, y, box.w, u.px(row_height + more)}, i);
    if (i == selected_)
      form.focus.draw_ring(u, "hotkeys",
                           rect{box.x, y, box.w, u.px(row_height + more)}.inset(u.px(5), u.px(5)),
                           u.px(3));
    y += u.px(row_height + more);
  }
  if (y == top)
    draw_text(u, face::body, {box.x + u.px(12), y, box.w - u.px(24), u.px(34)}, u.colours.text2,
              _("Nothing of that name here."));
  ImGui::SetCursorScreenPos({box.x, top});
  ImGui::Dummy({1, y - top});
}

void hotkeys_card::draw_foot(settings_form& form, const rect& box) {
  auto& u = form.u;
  horizontal_line(u, box.x, box.right(), box.y, u.colours.line);
  const button edit{.id = "edit hotkey",
                    .text = recording_ ? _("Cancel") : _("Edit hotkey"),
                    .icon = icon::keyboard,
                    .key = recording_ ? "Esc" : nullptr,
                    .enabled = form.enabled,
                    .why_not = form.why_not};
  const bool changed = draft_ != base_;
  bool twice = false;
  for (std::size_t i = 0; i < draft_.size(); ++i)
    twice = twice || state_of(form, i).twice;
  const button done{.id = "approve hotkeys",
                    .text = _("Approve"),
                    .key = approve_key,
                    .look = button_look::primary,
                    .enabled = form.enabled && changed && !twice,
                    .why_not = !form.enabled ? form.why_not
                               : twice       ? _("Two actions have the same keys.")
                                             : _("Nothing has been changed.")};
  const float y = box.y + (box.h - u.px(32)) / 2;
  const float left = button_width(u, edit), right = button_width(u, done);
  if (draw_form_button(u, form.focus, {box.x + u.px(12), y, left, u.px(32)}, edit)) {
    recording_ = !recording_;
    complaint_.clear();
  }
  const rect words{box.x + left + u.px(20), y, box.w - left - right - u.px(40), u.px(32)};
  if (!complaint_.empty())
    draw_text(u, face::caption, words, u.colours.bad, complaint_);
  else if (changed)
    draw_text(u, face::caption, words, u.colours.text2, _("not approved yet"));
  const auto& io = ImGui::GetIO();
  const bool by_key = !recording_ && done.enabled && io.KeyCtrl && !io.KeyAlt && !io.KeyShift &&
                      down(ImGuiKey_Enter) && u.chosen.overlay.kind == overlay_kind::none;
  if (draw_form_button(u, form.focus, {box.right() - right - u.px(12), y, right, u.px(32)}, done) ||
      by_key)
    approve(form);
}

void hotkeys_card::draw(settings_form& form, const rect& box) {
  auto& u = form.u;
  follow(form);
  if (recording_ && form.enabled && u.chosen.overlay.kind == overlay_kind::none)
    record();
  else
    recording_ = false;
  fill(box, u.colours.panel, u.px(8));
  draw_head(form, {box.x, box.y, box.w, card::head_height(u)});
  const rect head{box.x, box.y + card::head_height(u), box.w, u.px(table_head)};
  fill(head, u.colours.raised);
  draw_text(u, face::caption, head.inset(u.px(12), 0), u.colours.text2, _("Action"));
  draw_text(u, face::caption, rect{box.x + box.w * 0.6F, head.y, u.px(120), head.h},
            u.colours.text2, _("Keys"));
  draw_text(u, face::caption, rect{box.right() - u.px(66), head.y, u.px(54), head.h},
            u.colours.text2, _("Active"));
  horizontal_line(u, box.x, box.right(), head.bottom(), u.colours.line);
  const rect rows{box.x, head.bottom(), box.w, box.bottom() - u.px(foot) - head.bottom()};
  draw_rows(form, rows);
  draw_foot(form, {box.x, rows.bottom(), box.w, u.px(foot)});
  outline(u, box, u.colours.line, u.px(8));
}

} // namespace omstilling

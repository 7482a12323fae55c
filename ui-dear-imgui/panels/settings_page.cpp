#include "ui-dear-imgui/panels/settings_page.hpp"

#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/templates_section.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

constexpr float bar_height = 44, foot_height = 28, gap = 8;
constexpr float room_for_all = 1'180, room_for_list = 700, widest = 1'560;
constexpr auto search_key = "Ctrl+F";

bool ctrl_f() {
  const auto& io = ImGui::GetIO();
  return io.KeyCtrl && !io.KeyAlt && !io.KeyShift && ImGui::IsKeyPressed('F', false);
}

std::optional<queue_id> queue_of(const ui& u) {
  return u.view.desk ? u.view.desk->chosen_queue : std::nullopt;
}

std::string reason_of(const ui& u) {
  if (!u.live())
    return _("No connection to the service: nothing can be changed now.");
  return {};
}

/// What the last change ran into, if it did.
const refusal* refused(const ui& u) {
  for (auto it = u.view.refusals.rbegin(); it != u.view.refusals.rend(); ++it)
    if (it->method == set_settings::method || it->method == choose_queue::method)
      return &*it;
  return nullptr;
}

/// Callers do not wait for somebody's settings: how many there are stands on this page too.
void draw_waiting(const ui& u, const rect& box) {
  if (u.view.waiting.empty())
    return;
  const auto& first = u.view.waiting.front();
  const auto text = fmt::format(fmt::runtime(_("{} waiting, {}")), u.view.waiting.size(),
                                elapsed_text(first.waiting_since.value_or(first.since), u.now));
  const float words = text_width(u, face::label, text) + u.px(24);
  const auto* key = keycap(deed::answer);
  if (words + keycap_width(u, key) + u.px(10) > box.w)
    return;
  draw_text(u, face::body, rect{box.x, box.y, u.px(20), box.h}, u.colours.good, icon::phone);
  const float end =
    draw_text(u, face::label, rect{box.x + u.px(24), box.y, words, box.h}, u.colours.text, text);
  draw_keycap(u, {end + u.px(8), box.y, u.px(60), box.h}, key);
}

} // namespace

bool settings_page::side_by_side(const ui& u, const rect& box) const {
  return box.w >= u.px(room_for_all);
}

void settings_page::choose(settings_section x) { section_ = x; }

/// A change is saved when the settings come back different from what they were.
void settings_page::follow(const ui& u) {
  if (!before_ || !u.view.settings)
    return;
  if (*before_ == *u.view.settings && queue_before_ == queue_of(u))
    return;
  saved_at_ = u.now - u.view.ahead;
  before_.reset();
}

void settings_page::draw_bar(ui& u, const rect& box) {
  fill(box, u.colours.panel);
  horizontal_line(u, box.x, box.right(), box.bottom(), u.colours.line);
  const button back{.id = "back",
                    .text = box.w < u.px(480) ? std::string{} : std::string{_("Back")},
                    .icon = icon::arrow_left,
                    .key = "Esc",
                    .look = button_look::ghost};
  const float width = button_width(u, back);
  if (draw_form_button(u, focus_, {box.x + u.px(8), box.y + u.px(6), width, u.px(32)}, back))
    u.chosen.where = page::desk;
  const float left = box.x + width + u.px(16);
  const float field = std::min(u.px(280), (box.right() - left) * 0.6F);
  const rect search{box.right() - u.px(12) - field, box.y + u.px(6), field, u.px(32)};
  const float title = draw_text(u, face::lead, rect{left, box.y, search.x - u.px(8) - left, box.h},
                                u.colours.text, _("Settings"));
  draw_waiting(u, {title + u.px(24), box.y, search.x - title - u.px(40), box.h});
  if (ctrl_f() || std::exchange(u.chosen.focus_search, false))
    focus_.give_now("settings search");
  draw_form_field(u, focus_, search,
                  {.id = "settings search",
                   .hint = _("Search in settings"),
                   .icon = icon::search,
                   .key = field < u.px(200) ? nullptr : search_key},
                  sought_);
}

void settings_page::draw_list(ui& u, const rect& box) {
  fill(box, u.colours.panel, u.px(8));
  outline(u, box, u.colours.line, u.px(8));
  const bool here = focus_.offer("sections", box);
  auto place = static_cast<std::size_t>(section_);
  if (here && focus_.is_pressed(ImGuiKey_DownArrow) && place + 1 < std::size(all_sections))
    choose(all_sections[++place]);
  if (here && focus_.is_pressed(ImGuiKey_UpArrow) && place > 0)
    choose(all_sections[--place]);
  float y = box.y + u.px(6);
  for (const auto one : all_sections) {
    const rect row{box.x + u.px(1), y, box.w - u.px(2), u.px(36)};
    const bool on = section_ == one && sought_.empty();
    const auto id = std::string{"section:"} + section_id(one);
    ImGui::SetCursorScreenPos({row.x, row.y});
    if (ImGui::InvisibleButton(id.c_str(), {row.w, row.h})) {
      sought_.clear();
      choose(one);
      focus_.give("sections", false);
    }
    if (on || ImGui::IsItemHovered())
      fill(row, on ? u.colours.sel : u.colours.hover);
    if (on)
      fill({row.x, row.y, u.px(3), row.h}, u.colours.accent);
    u.seen.note(row, {.kind = "tab", .id = id, .text = section_name(one), .on = on});
    draw_text(u, face::body, rect{row.x + u.px(12), row.y, u.px(20), row.h},
              on ? u.colours.accent : u.colours.text2, section_icon(one));
    draw_text(u, on ? face::strong : face::body,
              rect{row.x + u.px(40), row.y, row.w - u.px(46), row.h}, u.colours.text,
              section_name(one));
    if (on)
      focus_.draw_ring(u, "sections", row.inset(u.px(5), u.px(5)), u.px(3));
    y += row.h;
  }
}

/// Where there is no room for the list, it is a drop-down.
void settings_page::draw_section_choice(ui& u, const rect& box) {
  std::vector<form_option> options;
  for (const auto one : all_sections)
    options.push_back({section_id(one), section_name(one), section_icon(one)});
  const auto taken =
    draw_dropdown(u, focus_, box, {.id = "section"}, options, static_cast<std::size_t>(section_));
  if (!taken)
    return;
  sought_.clear();
  choose(all_sections[*taken]);
}

void settings_page::draw_foot(ui& u, const rect& box) {
  fill(box, u.colours.panel);
  horizontal_line(u, box.x, box.right(), box.y + u.px(1), u.colours.line);
  const auto reason = reason_of(u);
  const auto* wrong = refused(u);
  const char* mark = nullptr;
  std::string text;
  ImU32 ink = u.colours.text2, mark_ink = u.colours.warn;
  if (!reason.empty()) {
    mark = icon::broken;
    text = reason;
    ink = u.colours.warn;
  } else if (wrong) {
    mark = icon::warning;
    text = fmt::format(fmt::runtime(_("Not saved: {}")), refusal_text(wrong->why));
    ink = mark_ink = u.colours.bad;
  } else if (saved_at_) {
    mark = icon::check;
    text = fmt::format(fmt::runtime(_("Saved {}")), clock_text(*saved_at_));
    mark_ink = u.colours.good;
  }
  struct hint {
    const char* key;
    const char* does;
  };
  const std::array hints{hint{"Tab", _("next field")}, hint{_("Space"), _("turn on and off")},
                         hint{"Esc", _("back")}};
  float right = box.right() - u.px(12);
  const float words = mark ? text_width(u, face::caption, text) + u.px(44) : 0;
  for (auto it = hints.rbegin(); it != hints.rend(); ++it) {
    const float does = text_width(u, face::caption, it->does);
    const float width = does + keycap_width(u, it->key) + u.px(6);
    if (right - width < box.x + words)
      break;
    draw_text(u, face::caption, rect{right - does, box.y, does + u.px(2), box.h}, u.colours.text2,
              it->does);
    draw_keycap(u, {right - width, box.y, u.px(90), box.h}, it->key);
    right -= width + u.px(14);
  }
  if (!mark)
    return;
  draw_text(u, face::caption, rect{box.x + u.px(12), box.y, u.px(20), box.h}, mark_ink, mark);
  draw_text(u, face::caption, rect{box.x + u.px(30), box.y, right - box.x - u.px(34), box.h}, ink,
            text);
}

void settings_page::draw_section_card(settings_form& form, const rect& box,
                                      settings_section section) {
  auto& u = form.u;
  if (section == settings_section::hotkeys)
    return hotkeys_.draw(form,
                         {box.x, box.y, box.w, std::min(box.h, hotkeys_.wanted_height(form))});
  if (section == settings_section::appearance)
    return draw_appearance_card(form, box);
  fill(box, u.colours.panel, u.px(8));
  const rect head{box.x, box.y, box.w, card::head_height(u)};
  draw_text(u, face::strong, head.inset(u.px(12), 0), u.colours.text,
            form.sought.empty() ? section_name(section) : std::string{_("Found")});
  horizontal_line(u, box.x, box.right(), head.bottom(), u.colours.line);
  const auto id = std::string{"settings of "} + section_id(section);
  {
    const rect body{box.x, head.bottom(), box.w, box.bottom() - head.bottom() - u.px(1)};
    settings_rows rows{form, body, id.c_str(), 202};
    switch (section) {
      case settings_section::queue: draw_queue_section(form, rows); break;
      case settings_section::phones: draw_phones_section(form, rows, address_); break;
      case settings_section::templates: draw_templates_section(form, rows); break;
      case settings_section::watches: draw_watches_section(form, rows); break;
      case settings_section::about: draw_about(form, rows); break;
      default: draw_general(form, rows, address_);
    }
  }
  outline(u, box, u.colours.line, u.px(8));
}

void settings_page::draw_appearance_card(settings_form& form, const rect& box) {
  auto& u = form.u;
  fill(box, u.colours.panel, u.px(8));
  const rect head{box.x, box.y, box.w, card::head_height(u)};
  draw_text(u, face::strong, head.inset(u.px(12), 0), u.colours.text,
            section_name(settings_section::appearance));
  horizontal_line(u, box.x, box.right(), head.bottom(), u.colours.line);
  {
    const rect body{box.x, head.bottom(), box.w, box.bottom() - head.bottom() - u.px(1)};
    settings_rows rows{form, body, "settings of appearance", 126, 36};
    draw_appearance(form, rows);
  }
  outline(u, box, u.colours.line, u.px(8));
}

void settings_page::draw_cards(settings_form& form, const rect& box) {
  auto& u = form.u;
  const bool beside = section_ == settings_section::hotkeys ||
                      section_ == settings_section::appearance || !sought_.empty();
  if (side_by_side(u, {0, 0, box.w + u.px(220), 0})) {
    const float right = std::clamp(box.w * 0.48F, u.px(500), u.px(560));
    const float middle = box.w - right - u.px(gap);
    draw_section_card(form, {box.x, box.y, middle, box.h},
                      beside ? settings_section::general : section_);
    const float keys = std::min(hotkeys_.wanted_height(form), box.h * 0.62F);
    const float left = box.x + middle + u.px(gap);
    hotkeys_.draw(form, {left, box.y, right, keys});
    return draw_appearance_card(form,
                                {left, box.y + keys + u.px(gap), right, box.h - keys - u.px(gap)});
  }
  if (sought_.empty())
    return draw_section_card(form, box, section_);
  // What is found may stand on any of three cards.
  const float part = (box.h - 2 * u.px(gap)) / 3;
  draw_section_card(form, {box.x, box.y, box.w, part}, settings_section::general);
  hotkeys_.draw(form, {box.x, box.y + part + u.px(gap), box.w, part});
  draw_appearance_card(form, {box.x, box.y + 2 * (part + u.px(gap)), box.w, part});
}

void settings_page::draw(ui& u, const rect& window) {
  fill(window, u.colours.bg);
  const bool keys = u.chosen.overlay.kind == overlay_kind::none && !holds_keys();
  if (keys && !focus_.holds_escape() && !sought_.empty() &&
      ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false))
    sought_.clear();
  focus_.begin(keys);
  follow(u);
  draw_bar(u, {window.x, window.y, window.w, u.px(bar_height)});
  const rect foot{window.x, window.bottom() - u.px(foot_height), window.w, u.px(foot_height)};
  const float wide = std::min(window.w, u.px(widest)) - 2 * u.px(gap);
  rect in{window.x + (window.w - wide) / 2, window.y + u.px(bar_height + gap), wide, 0};
  in.h = foot.y - u.px(gap) - in.y;
  if (!u.view.settings) {
    draw_empty(u, in,
               u.live() ? _("The service has sent no settings for this login.")
                        : _("No connection to the service."));
    return draw_foot(u, foot);
  }
  if (window.w >= u.px(room_for_list)) {
    const float list = u.px(210);
    draw_list(u, {in.x, in.y, list, in.h});
    in = {in.x + list + u.px(gap), in.y, in.w - list - u.px(gap), in.h};
  } else {
    draw_section_choice(u, {in.x, in.y, in.w, u.px(36)});
    in = {in.x, in.y + u.px(44), in.w, in.h - u.px(44)};
  }
  settings_form form{.u = u,
                     .focus = focus_,
                     .now = *u.view.settings,
                     .sought = fragments_of(sought_),
                     .enabled = u.live(),
                     .why_not = reason_of(u)};
  draw_cards(form, in);
  if (form.asked) {
    before_ = *u.view.settings;
    queue_before_ = queue_of(u);
    saved_at_.reset();
  }
  draw_foot(u, foot);
}

} // namespace omstilling

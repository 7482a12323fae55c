#include "ui-dear-imgui/panels/overview_panel.hpp"

#include "ui-dear-imgui/panels/call_drag.hpp"
#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

struct columns {
  float lamp, name, number, department, status, end;
};

/// Title, then department give way to the name, which is never hidden.
columns columns_in(const ui& u, const rect& box) {
  const bool with_department = box.w >= u.px(780), roomy = box.w >= u.px(700);
  columns c{};
  c.lamp = box.x + u.px(12);
  c.name = c.lamp + u.px(roomy ? 168 : 144);
  c.end = box.right() - u.px(14);
  c.status = c.end - u.px(roomy ? 220 : 184);
  c.department = with_department ? c.status - u.px(170) : c.status;
  c.number = c.department - u.px(58);
  return c;
}

const char* group_word(person_group x) {
  switch (x) {
    case person_group::free: return _("Free");
    case person_group::busy: return _("Busy");
    case person_group::meeting: return _("Meeting");
    case person_group::away: return _("Away");
    default: return _("All");
  }
}

void draw_heads(const ui& u, const rect& box) {
  const auto c = columns_in(u, box);
  fill({box.x + u.px(1), box.y, box.w - u.px(2), box.h}, u.colours.raised);
  const auto head = [&](float from, float to, const char* text) {
    draw_text(u, face::caption, rect{from, box.y, to - from - u.px(6), box.h}, u.colours.text2,
              text);
  };
  head(c.lamp, c.name, _("Phone"));
  head(c.name, c.number, _("Name"));
  head(c.number, c.department, _("Ext."));
  if (c.department < c.status)
    head(c.department, c.status, _("Department"));
  head(c.status, c.end, _("Status"));
  horizontal_line(u, box.x, box.right(), box.bottom(), u.colours.line);
}

/// The row of the chosen person, or the end.
auto chosen_row(const ui& u) {
  const auto& shown = u.chosen.shown;
  const auto place = u.chosen.person ? u.view.people->place_of(*u.chosen.person) : std::nullopt;
  return place ? std::find(shown.begin(), shown.end(), *place) : shown.end();
}

std::string empty_text(const ui& u) {
  if (looks_like_number(u.chosen.query))
    return fmt::format(fmt::runtime(current_call(u.view) ? _("Nobody found. Enter transfers to {}.")
                                                         : _("Nobody found. Enter dials {}.")),
                       plain_number(u.chosen.query));
  return u.chosen.query.empty() ? _("Nobody here.") : _("Nobody found.");
}

} // namespace

void overview_panel::act(ui& u, const call_target& to) {
  u.ask(current_call(u.view) ? transfer_to(u.view, to) : dial(u.view, to));
}

void overview_panel::move(ui& u, int rows) {
  const auto& shown = u.chosen.shown;
  if (shown.empty())
    return;
  const auto found = chosen_row(u);
  const auto last = static_cast<std::ptrdiff_t>(shown.size()) - 1;
  const auto next = found == shown.end() ? 0 : found - shown.begin() + rows;
  const auto place = shown[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(next, 0, last))];
  u.chosen.person = (*u.view.people)[place]->who.id;
  u.chosen.scroll_to_person = true;
}

float overview_panel::draw_chips(ui& u, const rect& box) {
  const float height = u.px(28), gap = u.px(6);
  float x = box.x + u.px(12), y = box.y + u.px(8);
  const auto chip = [&](const char* id, const std::string& word, std::size_t count, bool chosen) {
    const button made{.id = id,
                      .text = fmt::format("{}  {}", word, count),
                      .look = chosen ? button_look::chosen : button_look::plain,
                      .font = face::body};
    const float width = button_width(u, made);
    if (x + width > box.right() - u.px(12))
      return false;
    const bool pressed = draw_button(u, {x, y, width, height}, made);
    x += width + gap;
    return pressed;
  };
  for (std::size_t i = 0; i < person_groups; ++i) {
    const auto group = static_cast<person_group>(i);
    if (chip(group_word(group), group_word(group), filter_.count(group), filter_.group == group))
      filter_.group = group;
  }
  if (u.view.sites.size() > 1) {
    x = box.x + u.px(12);
    y += height + gap;
    if (chip("all sites", _("All sites"), u.view.people->size(), !filter_.site))
      filter_.site.reset();
    for (const auto& site : u.view.sites)
      if (chip(site.id.value.c_str(), site.name, filter_.count(site.id), filter_.site == site.id))
        filter_.site = site.id;
  }
  return y + height + u.px(8) - box.y;
}

void overview_panel::draw_person(ui& u, const rect& box, const person& x) {
  const bool chosen = u.chosen.person == x.id;
  const auto did = draw_row(
    u, box, "row", {.ground = chosen ? u.colours.sel : 0, .bar = chosen ? u.colours.accent : 0});
  u.seen.note(box, {.kind = "row", .id = "person " + x.id.value, .text = x.name, .on = chosen});
  if (did.clicked || did.right_clicked)
    u.chosen.person = x.id;
  if (did.right_clicked)
    u.open(overlay_kind::person_menu, x.id, {}, ImGui::GetIO().MousePos);
  auto& above = u.chosen.overlay;
  // Asked for by key, the menu stands at the row.
  if (above.kind == overlay_kind::person_menu && above.person == x.id && above.at.x == 0)
    above.at = {box.x + u.px(150), box.bottom()};
  if (did.double_clicked)
    act(u, {.employee = x.id, .number = x.extension, .name = x.name});
  const auto c = columns_in(u, box);
  const auto cell = [&](float from, float to) {
    return rect{from, box.y, to - from - u.px(10), box.h};
  };
  const auto& fragments = filter_.fragments();
  draw_drop_target(u, box, x);
  draw_lamp(u, {c.lamp, box.y + (box.h - u.px(14)) / 2}, u.px(14), lamp_now(u, x));
  const bool quiet = lamp_now(u, x) == lamp::idle;
  auto lamp_cell = cell(c.lamp, c.name);
  lamp_cell.x += u.px(24);
  lamp_cell.w -= u.px(24);
  draw_text(u, face::body, lamp_cell, quiet ? u.colours.text2 : u.colours.text,
            lamp_text(u, x, u.size != width_class::compact));
  const auto name_cell = cell(c.name, c.number);
  const float end = draw_marked(u, face::label, name_cell, u.colours.text, x.name, fragments);
  if (name_cell.right() - end > u.px(60))
    draw_marked(u, face::body, {end + u.px(8), box.y, name_cell.right() - end - u.px(8), box.h},
                u.colours.text2, x.title, fragments);
  draw_marked(u, face::body, cell(c.number, c.department), u.colours.text, x.extension, fragments);
  if (c.department < c.status)
    draw_marked(u, face::body, cell(c.department, c.status), u.colours.text2, x.department,
                fragments);
  const float behind = draw_status(u, cell(c.status, c.end), x.status);
  if (x.status.until && *x.status.until > u.now)
    draw_text(u, face::body, rect{behind + u.px(8), box.y, c.end - behind - u.px(8), box.h},
              u.colours.text2,
              fmt::format(fmt::runtime(_("until {}")),
                          until_text(*x.status.until - u.view.ahead, u.now - u.view.ahead)));
}

void overview_panel::draw(ui& u, const rect& box) {
  const bool searching = !u.chosen.query.empty();
  card frame{u, box, "overview", searching ? _("Search") : _("Employees"), u.chosen.shown.size()};
  if (u.size != width_class::compact)
    frame.head_note(searching ? _("Enter transfers, or dials without a call · Esc shows all")
                              : _("double-click transfers, or dials without a call"));
  auto body = frame.body();
  if (!searching) {
    const float used = draw_chips(u, body);
    body = {body.x, body.y + used, body.w, body.h - used};
  }
  const rect heads{body.x, body.y, body.w, u.px(28)};
  draw_heads(u, heads);
  body = {body.x, heads.bottom(), body.w, body.h - heads.h};
  const auto& shown = u.chosen.shown;
  if (shown.empty())
    return draw_empty(u, {body.x, body.y, body.w, u.px(72)}, empty_text(u));
  const scroll_area scroll{{body.x, body.y, body.w - u.px(2), body.h - u.px(4)}, "people"};
  const float height = u.px(32);
  if (std::exchange(u.chosen.scroll_to_person, false)) {
    const auto found = chosen_row(u);
    const float top = static_cast<float>(found - shown.begin()) * height;
    if (found != shown.end() && (top < ImGui::GetScrollY() ||
                                 top + height > ImGui::GetScrollY() + ImGui::GetWindowHeight()))
      ImGui::SetScrollY(std::max(0.0F, top - ImGui::GetWindowHeight() / 2 + height));
  }
  const auto origin = ImGui::GetCursorScreenPos();
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(shown.size()), height);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto& who = (*u.view.people)[shown[static_cast<std::size_t>(i)]]->who;
      ImGui::PushID(who.id.value.c_str());
      draw_person(u, {body.x, origin.y + static_cast<float>(i) * height, body.w, height}, who);
      ImGui::PopID();
      ImGui::SetCursorScreenPos({origin.x, origin.y + static_cast<float>(i + 1) * height});
    }
}

} // namespace omstilling

#include "ui-dear-imgui/panels/employee_window.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/action_bar.hpp"
#include "ui-dear-imgui/panels/agenda_panel.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/status_values.hpp"
#include "ui-dear-imgui/panels/tab_strip.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <array>

namespace omstilling {

namespace {

constexpr float margin = 8, gap = 8, foot_height = 30, least_two = 860, most = 1'200, left = 400,
                least_list = 200;

} // namespace

/// By key it takes the arrow keys too.
void employee_window::show(ui& u, shown x) {
  tab_ = x;
  u.chosen.focused = x == shown::log ? "log" : x == shown::contacts ? "contacts" : "";
}

void employee_window::keys(ui& u) {
  const auto& io = ImGui::GetIO();
  static constexpr std::array order{shown::colleagues, shown::watches, shown::log, shown::contacts,
                                    shown::ahead};
  for (std::size_t i = 0; i < order.size(); ++i)
    if (io.KeyAlt && !io.KeyCtrl && ImGui::IsKeyPressed('1' + static_cast<int>(i), false))
      show(u, order[i]);
  // Whoever searches looks for a colleague.
  if (u.chosen.focus_search || !u.chosen.query.empty())
    tab_ = shown::colleagues;
}

void employee_window::draw_head(ui& u, const rect& box) {
  fill(box, u.colours.panel);
  horizontal_line(u, box.x, box.right(), box.bottom(), u.colours.line);
  const float width = std::min(box.w, u.px(most)), x = box.x + (box.w - width) / 2;
  const rect in = rect{x, box.y, width, box.h}.inset(u.px(margin), u.px(6));
  const float square = u.px(36);
  float right = in.right();
  const auto place = [&](const char* id, const char* what, page where, const char* says) {
    right -= square;
    const button go{.id = id, .text = {}, .icon = what, .look = button_look::ghost, .says = says};
    if (draw_button(u, {right, in.y, square, in.h}, go))
      u.chosen.where = where;
    right -= u.px(4);
  };
  place("settings", icon::gear, page::settings, _("Settings"));
  place("phone book", icon::book, page::phone_book, _("Phone book"));
  const rect field{in.x, in.y, std::min(right - u.px(4) - in.x, u.px(520)), in.h};
  if (draw_field(u, field, "##search", icon::search, _("Search name, number"), u.chosen.query,
                 std::exchange(u.chosen.focus_search, false), false,
                 u.chosen.query.empty() ? keycap(deed::search) : "Esc"))
    overview_panel::act(u, target_of(u));
  if (field.right() + u.px(40) < right)
    draw_text(u, face::label,
              {field.right() + u.px(20), box.y, right - field.right() - u.px(36), box.h},
              u.colours.text, u.view.name, align::right);
}

void employee_window::draw_foot(ui& u, const rect& box) {
  fill(box, u.live() ? u.colours.panel : u.colours.bad_soft);
  horizontal_line(u, box.x, box.right(), box.y + u.px(1), u.colours.line);
  const float width = std::min(box.w, u.px(most)), x = box.x + (box.w - width) / 2;
  const rect in = rect{x, box.y, width, box.h}.inset(u.px(12), 0);
  const auto local = u.now - u.view.ahead;
  const auto ink = u.live() ? u.colours.good : u.colours.bad;
  draw_text(u, face::caption, {in.x, in.y, u.px(20), in.h}, ink,
            u.live() ? icon::check : icon::broken);
  float right = in.right();
  if (u.live()) {
    const auto* words = _("all keys");
    right -= text_width(u, face::caption, words);
    draw_text(u, face::caption, {right, in.y, u.px(160), in.h}, u.colours.text2, words);
    right -= keycap_width(u, keycap(deed::help)) + u.px(6);
    draw_keycap(u, {right, in.y, u.px(40), in.h}, keycap(deed::help));
  } else {
    const button again{.id = "retry now", .text = _("Try now"), .font = face::caption};
    right -= button_width(u, again);
    if (draw_button(u, {right, in.y + u.px(3), button_width(u, again), in.h - u.px(6)}, again))
      u.wishes.emplace_back(retry_wish{});
  }
  draw_text(u, face::caption, {in.x + u.px(20), in.y, right - u.px(28) - in.x, in.h},
            u.live() ? u.colours.text2 : u.colours.bad,
            u.live() ? std::string{_("Connected")}
                     : fmt::format(fmt::runtime(_("No connection to the service since {}.")),
                                   clock_text(u.view.fresh_at.value_or(local))));
}

/// A call in hand never hides: a receptionist may have made her window narrow.
void employee_window::draw_calls(ui& u, rect& column, employee_parts& parts, float kept) {
  if (u.view.calls.empty())
    return;
  const float height =
    std::min(current_calls_panel::wanted_height(u), std::max(0.0F, column.h - kept));
  if (height < u.px(70))
    return;
  parts.calls.draw(u, {column.x, column.y, column.w, height});
  column.y += height + u.px(gap);
  column.h -= height + u.px(gap);
}

/// One's own agenda and templates: what is ahead, and what may be put on with one press.
void employee_window::draw_ahead(ui& u, const rect& box) {
  const auto* me = u.view.employee ? find_person(u.view, *u.view.employee) : nullptr;
  if (!me)
    return draw_empty(u, {box.x, box.y, box.w, u.px(72)}, _("This login belongs to no employee."));
  auto in = box.inset(u.px(12), u.px(10));
  const bool can = u.live() && may_set_status(u.view, me->id);
  const std::string why =
    u.live() ? _("you lack the right to do this") : _("no connection to the service");
  float x = in.x;
  const auto press = [&](const std::string& id, const std::string& text, const char* what) {
    const button made{.id = id.c_str(),
                      .text = text,
                      .icon = what,
                      .enabled = can,
                      .why_not = why,
                      .font = face::body};
    const float width = std::min(button_width(u, made), in.w);
    if (x > in.x && x + width > in.right() + 1) {
      x = in.x;
      in.y += u.px(36);
      in.h -= u.px(36);
    }
    const bool pressed = draw_button(u, {x, in.y, width, u.px(30)}, made);
    x += width + u.px(6);
    return pressed;
  };
  if (press("plans", _("Plans"), icon::clock))
    u.open(overlay_kind::plans, me->id);
  constexpr std::size_t most_templates = 8;
  for (std::size_t i = 0; i < std::min(most_templates, u.view.templates.size()); ++i) {
    const auto& one = u.view.templates[i];
    if (press("template " + one.id.value, one.name, one.global ? icon::people : icon::note))
      u.ask(applied(one, me->id));
  }
  in.y += u.px(42);
  in.h -= u.px(42);
  draw_text(u, face::strong, {in.x, in.y, in.w, u.px(24)}, u.colours.text, _("Agenda"));
  agenda_panel::draw_lines(u, {in.x, in.y + u.px(28), in.w, std::max(1.0F, in.h - u.px(28))}, *me);
}

void employee_window::draw_tabs_card(ui& u, const rect& box, employee_parts& parts,
                                     bool with_watches) {
  ImGui::SetCursorScreenPos({box.x, box.y});
  ImGui::BeginChild("employee tabs", {box.w, box.h}, false,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  fill(box, u.colours.panel, u.px(8));
  const auto watched = u.view.watches.empty() ? std::nullopt : std::optional{u.view.watches.size()};
  std::vector<tab> tabs{{"tab colleagues", _("Colleagues")}};
  std::vector<shown> order{shown::colleagues};
  if (with_watches) {
    tabs.push_back({"tab watches", _("Watching"), watched});
    order.push_back(shown::watches);
  } else if (tab_ == shown::watches) {
    tab_ = shown::colleagues; // they stand in a card of their own
  }
  tabs.insert(
    tabs.end(),
    {{"tab log", _("Calls")}, {"tab contacts", _("Contacts")}, {"tab ahead", _("My plans")}});
  order.insert(order.end(), {shown::log, shown::contacts, shown::ahead});
  const auto at =
    static_cast<std::size_t>(std::find(order.begin(), order.end(), tab_) - order.begin());
  const rect head{box.x, box.y, box.w, card::head_height(u) + u.px(4)};
  if (const auto pressed = draw_tabs(u, head, tabs, at))
    show(u, order[*pressed]);
  const rect body{box.x, head.bottom(), box.w, box.h - head.h};
  const bool has_keys = (tab_ == shown::log && u.chosen.focused == "log") ||
                        (tab_ == shown::contacts && u.chosen.focused == "contacts");
  if (tab_ != shown::colleagues && !has_keys)
    u.chosen.focused.clear();
  const bool bare = std::exchange(u.bare, true);
  switch (tab_) {
    case shown::colleagues: parts.colleagues.draw_people(u, body); break;
    case shown::watches: parts.watches.draw(u, body); break;
    case shown::log: parts.log.draw(u, body); break;
    case shown::ahead: draw_ahead(u, body); break;
    default: contacts_.draw(u, body, has_keys);
  }
  u.bare = bare;
  outline(u, box, u.colours.line, u.px(8));
  ImGui::EndChild();
}

void employee_window::draw(ui& u, const rect& window, employee_parts parts) {
  const rect head{window.x, window.y, window.w, head_height(u)};
  const rect foot{window.x, window.bottom() - u.px(foot_height), window.w, u.px(foot_height)};
  draw_head(u, head);
  const float width = std::min(window.w, u.px(most)) - 2 * u.px(margin);
  rect column{window.x + (window.w - width) / 2, head.bottom() + u.px(gap), width,
              foot.y - head.bottom() - 2 * u.px(gap)};
  const bool two = window.w >= u.px(least_two);
  rect list = column;
  if (two) {
    column.w = u.px(left);
    list.x = column.right() + u.px(gap);
    list.w = width - column.w - u.px(gap);
  }
  const float status = std::min(own_status_card::wanted_height(u), column.h);
  status_.draw(u, {column.x, column.y, column.w, status});
  column.y += status + u.px(gap);
  column.h -= status + u.px(gap);
  draw_calls(u, column, parts, two ? 0 : u.px(least_list));
  const bool apart = two && column.h >= u.px(110);
  if (apart)
    parts.watches.draw(u, column);
  draw_tabs_card(u, two ? list : column, parts, !apart);
  draw_foot(u, foot);
}

} // namespace omstilling

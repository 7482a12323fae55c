#include "ui-dear-imgui/panels/current_calls_panel.hpp"

#include "ui-dear-imgui/panels/call_drag.hpp"
#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/call_story.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/past_calls.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

namespace omstilling {

namespace {

constexpr float row_height = 40, lead_height = 64, line_height = 28, greeting_height = 62,
                consult_height = 44;

std::string state_text(const call_view& x) {
  switch (x.state) {
    case caller_state::talking: return x.conference ? _("Conference") : _("Talking");
    case caller_state::held: return _("On hold");
    case caller_state::offered: return _("Rings at you");
    case caller_state::initiated: return _("Dialling");
    case caller_state::parked: return _("Parked");
    case caller_state::returning: return _("Returning");
    default: return _("Waiting");
  }
}

lamp state_lamp(const call_view& x) {
  switch (x.state) {
    case caller_state::talking: return lamp::busy;
    case caller_state::held:
    case caller_state::parked: return lamp::paused;
    case caller_state::offered:
    case caller_state::returning: return lamp::alerting;
    default: return lamp::initiated;
  }
}

/// The way so far, where there is one to tell and room for its words.
float story_room(const ui& u, const call_view& x) {
  return u.size == width_class::wide ? story_height(u, x.story) : 0;
}

float main_height(const ui& u, const call_view& x) {
  float result = lead_height;
  if (!x.show_in_switchboard.empty() || x.returned)
    result += line_height;
  if (x.returned && !x.show_in_switchboard.empty())
    result += line_height;
  if (!x.greeting.empty() && x.direction == call_direction::inbound)
    result += greeting_height + 8;
  if (x.consulting)
    result += consult_height;
  return u.px(result + 6) + story_room(u, x);
}

void draw_greeting(const ui& u, const rect& box, const std::string& text) {
  fill(box, u.colours.accent_soft, u.px(4));
  fill({box.x, box.y, u.px(3), box.h}, u.colours.accent, u.px(2));
  const rect inner = box.inset(u.px(14), u.px(7));
  draw_text_at(u, face::caption, {inner.x, inner.y}, u.colours.text2, _("Read aloud"));
  draw_text(u, face::greeting, rect{inner.x, inner.y + u.px(18), inner.w, inner.h - u.px(18)},
            u.colours.text, fmt::format("»{}«", text));
}

void draw_consulted(ui& u, const rect& box, const call_view& x) {
  fill(box, u.colours.raised, u.px(6));
  draw_text(u, face::body, rect{box.x + u.px(10), box.y, u.px(20), box.h}, u.colours.text2,
            icon::exchange);
  const auto* state = x.consultation == connection_state::alerting ? _("rings")
                      : x.consultation == connection_state::hold   ? _("on hold")
                                                                   : _("talking");
  const auto whom = party_text(*x.consulting);
  const auto text = fmt::format(fmt::runtime(_("Asking {}: {}")), whom, state);
  float right = box.right() - u.px(8);
  const auto offer = [&](button what, const std::optional<command>& does) {
    what.enabled = does.has_value();
    const float width = button_width(u, what);
    right -= width;
    if (draw_button(u, {right, box.y + u.px(5), width, u.px(28)}, what))
      u.ask(does);
    right -= u.px(6);
  };
  offer({.id = "stop asking", .text = _("Stop")}, stop_asking(u.view));
  if (!x.conference)
    offer({.id = "conference",
           .text = u.size == width_class::compact ? "" : _("All three"),
           .icon = u.size == width_class::compact ? icon::people : nullptr,
           .key = keycap(deed::conference),
           .says = _("All three")},
          conference(u.view));
  const rect line{box.x + u.px(34), box.y, right - box.x - u.px(38), box.h};
  const auto font = text_width(u, face::label, text) <= line.w ? face::label : face::caption;
  if (text_width(u, font, text) <= line.w) {
    draw_text(u, font, line, u.colours.text, text);
    return;
  }
  draw_text(u, face::label, {line.x, box.y + u.px(2), line.w, u.px(19)}, u.colours.text, whom);
  draw_text(u, face::caption, {line.x, box.y + u.px(19), line.w, u.px(16)}, u.colours.text2, state);
}

/// The mouse on a call: it can be carried to a person, and has a menu.
void take_mouse(ui& u, const rect& box, const call_view& x, bool right_clicked) {
  begin_drag(u, x.id);
  u.seen.note(box, {.kind = "row", .id = "call " + x.id.value, .text = party_text(x.caller)});
  if (right_clicked)
    u.open(overlay_kind::call_menu, {}, x.id, ImGui::GetIO().MousePos);
}

void draw_main(ui& u, const rect& box, const call_view& x) {
  ImGui::SetCursorScreenPos({box.x, box.y});
  ImGui::InvisibleButton("main call", {box.w, box.h});
  ImGui::SetItemAllowOverlap();
  const bool hovered = ImGui::IsItemHovered();
  take_mouse(u, box, x, hovered && ImGui::IsMouseClicked(1));
  double_clicked(u, {.double_clicked = hovered && ImGui::IsMouseDoubleClicked(0)}, about_of(x),
                 false);
  const rect in = box.inset(u.px(12), u.px(8));
  const auto timer = elapsed_text(x.since, u.now);
  const float timer_width = text_width(u, face::timer, timer) + u.px(8);
  draw_text(u, face::title, rect{in.x, in.y, in.w - timer_width, u.px(26)}, u.colours.text,
            party_text(x.caller));
  draw_text(u, face::timer, rect{in.x, in.y - u.px(4), in.w, u.px(36)}, u.colours.text, timer,
            align::right);
  const float second = in.y + u.px(28);
  draw_lamp(u, {in.x, second + u.px(4)}, u.px(14), state_lamp(x));
  auto line = state_text(x);
  if (!x.caller.name.empty() && !x.caller.number.empty())
    line += " · " + x.caller.number;
  if (const auto waited =
        std::chrono::seconds{std::chrono::duration_cast<std::chrono::seconds>(x.since - x.arrived)};
      x.direction == call_direction::inbound && waited.count() > 0)
    line +=
      " · " + fmt::format(fmt::runtime(_("arrived {}")), clock_text(x.arrived - u.view.ahead));
  draw_text(u, face::body, rect{in.x + u.px(22), second, in.w - u.px(22), u.px(22)},
            u.colours.text2, line);
  float y = box.y + u.px(lead_height);
  if (x.returned) {
    draw_text(u, face::body, rect{in.x, y, u.px(20), u.px(24)}, u.colours.warn, icon::back);
    draw_text(u, face::strong, rect{in.x + u.px(22), y, in.w - u.px(22), u.px(24)}, u.colours.warn,
              return_text(x));
    y += u.px(line_height);
  }
  if (!x.show_in_switchboard.empty()) {
    draw_text(u, face::body, rect{in.x, y, u.px(20), u.px(24)}, u.colours.text2, icon::route);
    draw_text(u, face::strong, rect{in.x + u.px(22), y, in.w - u.px(22), u.px(24)}, u.colours.text,
              x.show_in_switchboard);
    y += u.px(line_height);
  }
  if (!x.greeting.empty() && x.direction == call_direction::inbound) {
    draw_greeting(u, {in.x, y, in.w, u.px(greeting_height)}, x.greeting);
    y += u.px(greeting_height + 8);
  }
  if (x.consulting) {
    draw_consulted(u, {in.x, y, in.w, u.px(consult_height - 6)}, x);
    y += u.px(consult_height);
  }
  if (story_room(u, x) > 0)
    draw_story(u, {in.x, y + u.px(2), in.w, story_room(u, x)}, x.story);
}

void draw_other(ui& u, const rect& box, const call_view& x) {
  const bool offered = rings_here(u.view, x);
  const auto did = draw_row(
    u, box, "row",
    {.ground = x.returned ? u.colours.warn_soft : 0, .bar = x.returned ? u.colours.warn_line : 0});
  take_mouse(u, box, x, did.right_clicked);
  double_clicked(u, did, about_of(x), false);
  draw_lamp(u, {box.x + u.px(12), box.y + u.px(13)}, u.px(14), state_lamp(x));
  const button act{.id = "act",
                   .text = offered ? _("Answer") : _("Retrieve"),
                   .key = offered ? keycap(deed::answer) : nullptr,
                   .look = offered ? button_look::good : button_look::plain,
                   .enabled = u.live()};
  const bool can = offered || x.state == caller_state::held;
  const float width = can ? button_width(u, act) + u.px(8) : 0;
  const auto timer = elapsed_text(x.since, u.now);
  const rect text{box.x + u.px(36), box.y, box.w - u.px(48) - width - u.px(58), box.h};
  draw_text(u, face::label, rect{text.x, text.y + u.px(3), text.w, u.px(18)}, u.colours.text,
            party_text(x.caller));
  auto second = state_text(x);
  if (x.returned) {
    // That it is on its way back, the reason says too.
    second = x.state == caller_state::returning ? "" : second + " · ";
    second += return_text(u, face::caption, text.w - text_width(u, face::caption, second), x);
  }
  draw_text(u, face::caption, rect{text.x, text.y + u.px(20), text.w, u.px(16)},
            x.returned ? u.colours.warn : u.colours.text2, second);
  draw_text(u, face::lead, rect{text.right(), box.y, u.px(54), box.h}, u.colours.text, timer,
            align::right);
  if (can &&
      draw_button(u, {box.right() - width - u.px(4), box.y + u.px(6), width - u.px(4), u.px(28)},
                  act)) {
    if (offered)
      u.ask(answer_call{x.id});
    else
      u.ask(retrieve_call{x.id});
  }
}

/// The big one: the call that keys mean, unless all there is only rings.
const call_view* main_call(const ui& u) {
  const auto* call = current_call(u.view);
  return call && call->state != caller_state::offered ? call : nullptr;
}

} // namespace

float current_calls_panel::wanted_height(const ui& u) {
  const auto* main = main_call(u);
  const auto rows = u.view.calls.size() - (main ? 1 : 0);
  float result = card::head_height(u) + static_cast<float>(rows) * u.px(row_height) + u.px(1);
  if (main)
    result += main_height(u, *main);
  if (u.view.calls.empty())
    result += u.px(56);
  return result;
}

void current_calls_panel::draw(ui& u, const rect& box) {
  const card frame{u, box, "current calls", _("Calls in progress"), u.view.calls.size()};
  const auto body = frame.body();
  if (u.view.calls.empty())
    return draw_empty(u, body, _("No call. F2 answers the one that has waited longest."));
  const scroll_area scroll{body, "rows"};
  const auto origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  float y = origin.y;
  const auto* main = main_call(u);
  if (main) {
    draw_main(u, {body.x, y, width, main_height(u, *main)}, *main);
    y += main_height(u, *main);
    horizontal_line(u, body.x, body.right(), y, u.colours.line);
  }
  for (const auto& call : u.view.calls) {
    if (&call == main)
      continue;
    ImGui::PushID(call.id.value.c_str());
    draw_other(u, {body.x, y, width, u.px(row_height)}, call);
    ImGui::PopID();
    y += u.px(row_height);
  }
  ImGui::SetCursorScreenPos({origin.x, y});
  ImGui::Dummy({1, 1});
}

} // namespace omstilling

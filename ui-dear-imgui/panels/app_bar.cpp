#include "ui-dear-imgui/panels/app_bar.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <array>

namespace omstilling {

namespace {

std::string agent_word(agent_state x) {
  switch (x) {
    case agent_state::ready: return _("Ready");
    case agent_state::not_ready: return _("Paused");
    case agent_state::busy: return _("In a call");
    case agent_state::working_after_call: return _("After call");
    case agent_state::logged_off: return _("Not ready");
    default: return _("Unknown");
  }
}

lamp agent_lamp(agent_state x) {
  switch (x) {
    case agent_state::ready: return lamp::idle;
    case agent_state::not_ready:
    case agent_state::working_after_call: return lamp::paused;
    case agent_state::busy: return lamp::busy;
    case agent_state::logged_off: return lamp::offline;
    default: return lamp::unknown;
  }
}

bool is_chosen(const ui& u, const queue_view& queue) {
  return u.view.desk && u.view.desk->chosen_queue == queue.id;
}

const std::string& name_of(const queue_view& queue, bool short_name) {
  return short_name && !queue.short_name.empty() ? queue.short_name : queue.name;
}

std::string wait_text(const ui& u, const queue_view& queue) {
  return queue.waiting > 0 && queue.longest_waiting_since
           ? elapsed_text(*queue.longest_waiting_since, u.now)
           : std::string{};
}

float queue_width(const ui& u, const queue_view& queue, bool short_name) {
  float width = u.px(24) + text_width(u, face::label, name_of(queue, short_name)) +
                (is_chosen(u, queue) ? u.px(20) : 0);
  width +=
    u.px(8) +
    std::max(u.px(20), text_width(u, face::caption, std::to_string(queue.waiting)) + u.px(12));
  if (const auto waits = wait_text(u, queue); !waits.empty())
    width += u.px(8) + text_width(u, face::body, waits);
  return width;
}

/// A queue with what waits in it; the chosen one is tinted.
void draw_queue(ui& u, float x, const rect& box, const queue_view& queue, bool short_name) {
  const bool chosen = is_chosen(u, queue);
  const auto& name = name_of(queue, short_name);
  const auto waits = wait_text(u, queue);
  const bool late =
    queue.longest_waiting_since && queue.waiting > 0 &&
    u.now - *queue.longest_waiting_since > std::chrono::seconds{queue.max_wait_seconds};
  const auto count = std::to_string(queue.waiting);
  const rect pill{x, box.y + (box.h - u.px(28)) / 2, queue_width(u, queue, short_name), u.px(28)};
  ImGui::SetCursorScreenPos({pill.x, pill.y});
  const bool pressed = ImGui::InvisibleButton(queue.id.value.c_str(), {pill.w, pill.h});
  const bool hovered = ImGui::IsItemHovered();
  fill(pill,
       chosen    ? u.colours.accent_soft
       : hovered ? u.colours.hover
                 : u.colours.panel,
       pill.h / 2);
  outline(u, pill, chosen ? u.colours.accent_line : u.colours.line, pill.h / 2);
  float at = pill.x + u.px(12);
  if (chosen)
    at = draw_text(u, face::caption, rect{at, pill.y, u.px(16), pill.h}, u.colours.accent,
                   icon::check) +
         u.px(4);
  at = draw_text(u, face::label, rect{at, pill.y, pill.w, pill.h}, u.colours.text, name) + u.px(8);
  at = draw_pill(u, {at, pill.y + pill.h / 2}, count, late ? u.colours.bad : u.colours.away_soft,
                 late ? u.colours.bad_ink : u.colours.text);
  draw_text(u, late ? face::strong : face::body, rect{at + u.px(8), pill.y, pill.w, pill.h},
            late ? u.colours.bad : u.colours.text2, waits);
  if (pressed && u.live() && !chosen)
    u.ask(choose_queue{queue.id});
}

/// All of them by name; where there is no room by their short names, and then those first in which
/// somebody waits.
void draw_queues(ui& u, const rect& room, const rect& box) {
  float whole = 0;
  for (const auto& queue : u.view.queues)
    whole += queue_width(u, queue, false) + u.px(8);
  const bool short_names = u.size == width_class::compact || whole > room.w;
  float x = room.x;
  const auto draw_those = [&](bool with_calls) {
    for (const auto& queue : u.view.queues) {
      const float width = queue_width(u, queue, short_names);
      if ((queue.waiting > 0 || is_chosen(u, queue)) != with_calls || x + width > room.right())
        continue;
      draw_queue(u, x, box, queue, short_names);
      x += width + u.px(8);
    }
  };
  float needed = 0;
  for (const auto& queue : u.view.queues)
    needed += queue_width(u, queue, short_names) + u.px(8);
  if (needed - u.px(8) > room.w) {
    draw_those(true);
    return draw_those(false);
  }
  for (const auto& queue : u.view.queues) {
    draw_queue(u, x, box, queue, short_names);
    x += queue_width(u, queue, short_names) + u.px(8);
  }
}

/// The way to another page, with an icon; words where there is room. Returns the x before it.
float draw_way(ui& u, const rect& box, float right, button what, page where) {
  const float width = button_width(u, what);
  const rect place{right - width, box.y + u.px(5), width, box.h - u.px(10)};
  if (draw_button(u, place, what))
    u.chosen.where = where;
  return place.x - u.px(2);
}

/// Pages and colours, from `right` to the left; returns the x before them.
float draw_ways(ui& u, const rect& box, float right) {
  const bool wide = u.size == width_class::wide;
  right = draw_way(u, box, right,
                   {.id = "settings",
                    .text = {},
                    .icon = icon::gear,
                    .key = wide ? keycap(deed::settings) : nullptr,
                    .look = button_look::ghost,
                    .says = _("Settings")},
                   page::settings);
  if (u.size != width_class::compact)
    right = draw_way(u, box, right,
                     {.id = "phone book",
                      .text = wide ? _("Phone book") : "",
                      .icon = icon::book,
                      .key = wide ? keycap(deed::phone_book) : nullptr,
                      .look = button_look::ghost,
                      .says = _("Phone book")},
                     page::phone_book);
  const bool dark = u.chosen.colours != theme_name::light;
  const button shade{.id = "shade",
                     .text = {},
                     .icon = dark ? icon::sun : icon::moon,
                     .look = button_look::ghost,
                     .says = dark ? _("Light colours") : _("Dark colours")};
  right -= u.px(40);
  if (draw_button(u, {right, box.y + u.px(5), u.px(40), box.h - u.px(10)}, shade))
    u.chosen.colours = dark ? theme_name::light : theme_name::dark;
  return right - u.px(2);
}

/// The own name is the way to the own status (S14.1).
void take_self(ui& u, const rect& box) {
  if (!u.view.employee)
    return;
  ImGui::SetCursorScreenPos({box.x, box.y});
  const bool pressed = ImGui::InvisibleButton("own status", {box.w, box.h});
  if (ImGui::IsItemHovered()) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    fill(box, u.colours.hover, u.px(6));
  }
  u.seen.note(box, {.kind = "button",
                    .id = "own status",
                    .text = u.view.name,
                    .key = keycap(deed::own_status),
                    .enabled = u.live()});
  if (pressed && u.live())
    u.open(overlay_kind::status_form, u.view.employee);
}

/// Draws whoever is logged in from `right` to the left; returns the x before it.
float draw_self(ui& u, const rect& box, float right) {
  if (!u.view.desk) {
    const float width = text_width(u, face::label, u.view.name);
    take_self(u, {right - width - u.px(6), box.y + u.px(5), width + u.px(12), box.h - u.px(10)});
    draw_text(u, face::label, rect{right - width, box.y, width + 1, box.h}, u.colours.text,
              u.view.name);
    return draw_ways(u, box, right - width - u.px(12));
  }
  const auto state = u.live() ? u.view.desk->agent : agent_state::unknown;
  const bool away = state == agent_state::logged_off;
  const bool paused = away || state == agent_state::not_ready;
  const auto word = agent_word(state);
  const auto& name = u.view.name;
  const float width =
    u.px(46) + text_width(u, face::label, name) + u.px(8) + text_width(u, face::body, word);
  const rect frame{right - width, box.y + u.px(5), width, box.h - u.px(10)};
  take_self(u, frame);
  outline(u, frame, u.colours.line_strong, u.px(6));
  draw_lamp(u, {frame.x + u.px(10), frame.y + (frame.h - u.px(14)) / 2}, u.px(14),
            agent_lamp(state));
  const float at = draw_text(u, face::label, rect{frame.x + u.px(32), frame.y, frame.w, frame.h},
                             u.colours.text, name);
  draw_text(u, face::body, rect{at + u.px(8), frame.y, frame.w, frame.h}, u.colours.text2, word);
  const button pause{.id = "pause",
                     .text = away     ? _("Be ready")
                             : paused ? _("Resume")
                                      : _("Pause"),
                     .icon = paused ? icon::play : icon::pause,
                     .key = keycap(deed::pause),
                     .look = button_look::ghost,
                     .enabled = u.live()};
  const float pause_width = button_width(u, pause);
  const float x = draw_ways(u, box, frame.x - u.px(8)) - pause_width;
  if (draw_button(u, {x, box.y + u.px(5), pause_width, box.h - u.px(10)}, pause))
    u.ask(set_agent_state{paused ? agent_state::ready : agent_state::not_ready});
  return x - u.px(4);
}

} // namespace

void app_bar::draw(ui& u, const rect& box) {
  fill(box, u.colours.panel);
  const bool compact = u.size == width_class::compact;
  const float margin = u.px(compact ? 8 : 12);
  const rect mark{box.x + margin, box.y + (box.h - u.px(22)) / 2, u.px(22), u.px(22)};
  draw_mark(u, mark);
  float x = mark.right() + u.px(8);
  if (!compact)
    x = draw_text(u, face::strong, rect{x, box.y, u.px(200), box.h}, u.colours.text, "Omstilling") +
        u.px(16);
  const auto clock = clock_text(u.now - u.view.ahead);
  float right = box.right() - margin - text_width(u, face::lead, clock);
  draw_text(u, face::lead, rect{right, box.y, u.px(80), box.h}, u.colours.text, clock);
  if (!compact) {
    const auto date = date_text(u.now - u.view.ahead);
    right -= text_width(u, face::body, date) + u.px(8);
    draw_text(u, face::body, rect{right, box.y, u.px(120), box.h}, u.colours.text2, date);
  }
  right = draw_self(u, box, right - u.px(16));
  draw_queues(u, {x, box.y, right - u.px(8) - x, box.h}, box);
  horizontal_line(u, box.x, box.right(), box.bottom(), u.colours.line);
}

void status_bar::draw(ui& u, const rect& box) {
  const std::array hints{key_hint{keycap(deed::search), _("search")},
                         key_hint{"\xE2\x86\x91 \xE2\x86\x93", _("choose")},
                         key_hint{"\xE2\x86\xB5", current_call(u.view) ? _("transfer") : _("dial")},
                         key_hint{"Esc", _("back")}, key_hint{keycap(deed::help), _("all keys")}};
  draw(u, box, hints);
}

void status_bar::draw(ui& u, const rect& box, std::span<const key_hint> hints) {
  fill(box, u.colours.panel);
  horizontal_line(u, box.x, box.right(), box.y + u.px(1), u.colours.line);
  float x = box.x + u.px(12);
  for (const auto& part : u.view.health) {
    if (!part.id.starts_with("pbx:") && (part.ok || part.name.empty()))
      continue;
    const bool ok = part.ok && u.live();
    const auto ink = ok ? u.colours.good : u.colours.warn;
    draw_text(u, face::caption, rect{x, box.y, u.px(20), box.h}, ink,
              ok ? icon::check : icon::broken);
    const auto since =
      u.live() ? part.since - u.view.ahead : u.view.fresh_at.value_or(part.since - u.view.ahead);
    const auto text =
      ok ? part.name
         : fmt::format(fmt::runtime(_("{} unknown since {}")), part.name, clock_text(since));
    x = draw_text(u, face::caption, rect{x + u.px(20), box.y, box.w, box.h},
                  ok ? u.colours.text2 : u.colours.warn, text) +
        u.px(16);
  }
  float right = box.right() - u.px(12);
  for (auto it = hints.rbegin(); it != hints.rend(); ++it) {
    if (right - text_width(u, face::caption, it->does) - keycap_width(u, it->key) - u.px(18) < x)
      break; // the state of the connections comes first
    right -= text_width(u, face::caption, it->does);
    draw_text(u, face::caption, rect{right, box.y, u.px(200), box.h}, u.colours.text2, it->does);
    right -= keycap_width(u, it->key) + u.px(6);
    draw_keycap(u, {right, box.y, u.px(80), box.h}, it->key);
    right -= u.px(12);
  }
}

} // namespace omstilling

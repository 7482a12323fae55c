#include "ui-dear-imgui/panels/own_status_card.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <array>
#include <ctime>

namespace omstilling {

namespace {

using namespace std::chrono_literals;

enum class ending { after, by_hand, next_morning };

struct quick {
  const char* id;
  const char* type;
  const char* word;
  ending how;
  std::chrono::seconds span{};
};

constexpr std::array quicks{
  quick{"quick meeting 30", "meeting", n_("Meeting 30 min"), ending::after, 30min},
  quick{"quick meeting 60", "meeting", n_("Meeting 1 hour"), ending::after, 60min},
  quick{"quick lunch", "lunch", n_("Lunch 30 min"), ending::after, 30min},
  quick{"quick do not disturb", "do_not_disturb", n_("Do not disturb"), ending::by_hand},
  quick{"quick home", "works_from_home", n_("Works from home"), ending::by_hand},
  quick{"quick gone home", "gone_home", n_("Gone home"), ending::next_morning},
};

constexpr float row_height = 48, row_gap = 6, top = 92, foot = 48;

/// Eight o'clock on the next day of work, by this computer's clock.
time_point next_morning(time_point local) {
  const auto seconds = std::chrono::system_clock::to_time_t(local);
  std::tm at{};
  localtime_r(&seconds, &at);
  const int days = at.tm_wday == 5 ? 3 : at.tm_wday == 6 ? 2 : 1; // from Friday on to Monday
  at.tm_mday += days;
  at.tm_hour = 8;
  at.tm_min = at.tm_sec = 0;
  at.tm_isdst = -1;
  return std::chrono::floor<duration>(std::chrono::system_clock::from_time_t(std::mktime(&at)));
}

set_status order_of(const ui& u, const quick& x) {
  set_status result{.employee = *u.view.employee, .type = x.type};
  if (x.how == ending::after)
    result.for_seconds = x.span.count();
  if (x.how == ending::next_morning)
    result.until = next_morning(u.now - u.view.ahead) + u.view.ahead;
  // Who wants no disturbance wants a silent phone too.
  if (std::string_view{x.type} == "do_not_disturb") {
    result.start_actions = {{status_action_kind::set_do_not_disturb, {}}};
    result.stop_actions = {{status_action_kind::clear_do_not_disturb, {}}};
  }
  return result;
}

std::string ending_text(const ui& u, const quick& x) {
  const auto local = u.now - u.view.ahead;
  switch (x.how) {
    case ending::after:
      return fmt::format(fmt::runtime(_("until {}")), until_text(local + x.span, local));
    case ending::next_morning:
      return fmt::format(fmt::runtime(_("until {}")), until_text(next_morning(local), local));
    default: return _("until I change it");
  }
}

/// Whole meetings of another length keep their word; only the length given here is marked.
bool is_on(const quick& x, const person_status& now) {
  if (now.type != x.type || now.source != claim_source::manual)
    return false;
  return x.how != ending::after ||
         (now.until && std::chrono::round<std::chrono::minutes>(*now.until - now.since) == x.span);
}

bool draw_quick(const ui& u, const rect& box, const quick& x, bool on, bool enabled) {
  ImGui::SetCursorScreenPos({box.x, box.y});
  const bool pressed = ImGui::InvisibleButton(x.id, {box.w, box.h});
  const bool hovered = enabled && ImGui::IsItemHovered();
  u.seen.note(box, {.kind = "button", .id = x.id, .text = _(x.word), .enabled = enabled, .on = on});
  const auto& c = u.colours;
  fill(box, !enabled ? c.raised : on ? c.sel : hovered ? c.hover : c.panel, u.px(6));
  outline(u, box, !enabled ? c.line : on ? c.accent : c.line_strong, u.px(6), on ? 2 : 1);
  const auto look = look_of(u, {.type = x.type});
  const rect mark{box.x + u.px(10), box.y + (box.h - u.px(24)) / 2, u.px(28), u.px(24)};
  fill(mark, look.quiet || !enabled ? c.away_soft : look.ground, u.px(4));
  draw_text(u, face::caption, mark, enabled ? look.ink : c.text3, look.icon, align::centre);
  const float left = mark.right() + u.px(8), room = box.right() - u.px(6) - left;
  draw_text(u, on ? face::strong : face::label, {left, box.y + u.px(5), room, u.px(20)},
            enabled ? c.text : c.text3, _(x.word));
  draw_text(u, face::caption, {left, box.y + u.px(25), room, u.px(17)}, enabled ? c.text2 : c.text3,
            ending_text(u, x));
  if (hovered)
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return pressed && enabled;
}

void draw_head(const ui& u, const rect& in, const person& me) {
  const auto& c = u.colours;
  const auto now = u.now - u.view.ahead;
  const auto lamp_word = lamp_text(u, me, true);
  const float lamp_width = text_width(u, face::label, lamp_word);
  draw_text(u, face::label, {in.x, in.y, in.w, u.px(20)}, c.text, lamp_word, align::right);
  draw_lamp(u, {in.right() - lamp_width - u.px(26), in.y + u.px(2)}, u.px(16), lamp_now(u, me));
  draw_text(u, face::caption, {in.x, in.y, in.w - lamp_width - u.px(40), u.px(20)}, c.text2,
            _("My status"));
  const auto look = look_of(u, me.status, me.site);
  const auto ink = look.quiet ? c.text : look.ink;
  draw_text(u, face::body, {in.x, in.y + u.px(20), u.px(20), u.px(28)}, ink, look.icon);
  draw_text(u, face::title, {in.x + u.px(24), in.y + u.px(20), in.w - u.px(24), u.px(28)}, ink,
            look.word);
  const auto since = until_text(me.status.since - u.view.ahead, now);
  auto times = fmt::format(fmt::runtime(_("since {}")), since);
  if (me.status.until)
    times = fmt::format("{}–{} · {}", since, until_text(*me.status.until - u.view.ahead, now),
                        remaining_text(*me.status.until, u.now));
  if (me.status.source == claim_source::calendar)
    times += std::string{" · "} + _("in calendar");
  draw_text(u, face::body, {in.x, in.y + u.px(48), in.w, u.px(24)}, c.text2, times);
}

const person* own_person(const ui& u) {
  return u.view.employee ? find_person(u.view, *u.view.employee) : nullptr;
}

} // namespace

float own_status_card::wanted_height(const ui& u) {
  if (!own_person(u))
    return u.px(64);
  const auto rows = static_cast<float>((quicks.size() + 1) / 2);
  return u.px(top + rows * (row_height + row_gap) + foot);
}

void own_status_card::draw(ui& u, const rect& box) {
  ImGui::PushID("own status");
  fill(box, u.colours.panel, u.px(8));
  outline(u, box, u.colours.line, u.px(8));
  const auto in = box.inset(u.px(12), u.px(10));
  const auto* me = own_person(u);
  if (!me) {
    draw_text(u, face::caption, {in.x, in.y, in.w, u.px(18)}, u.colours.text2, _("My status"));
    draw_text(u, face::body, {in.x, in.y + u.px(18), in.w, u.px(24)}, u.colours.text,
              u.view.employee ? _("Your employee is not known to the service.")
                              : _("This login belongs to no employee."));
    return ImGui::PopID();
  }
  draw_head(u, in, *me);
  const bool can = u.live() && may(u.view, right::own_status);
  const float width = (in.w - u.px(row_gap)) / 2;
  for (std::size_t i = 0; i < quicks.size(); ++i) {
    const rect place{in.x + (i % 2 == 1 ? width + u.px(row_gap) : 0),
                     box.y + u.px(top) + static_cast<float>(i / 2) * u.px(row_height + row_gap),
                     width, u.px(row_height)};
    if (draw_quick(u, place, quicks[i], is_on(quicks[i], me->status), can))
      u.ask(order_of(u, quicks[i]));
  }
  const rect line{in.x, box.bottom() - u.px(40), in.w, u.px(32)};
  const char* why =
    u.live() ? _("you lack the right to do this") : _("no connection to the service");
  const bool manual = me->status.source == claim_source::manual;
  const button end{.id = "end status",
                   .text = _("End status"),
                   .enabled = can && manual,
                   .why_not = can ? _("no status of your own choice is on") : why};
  if (draw_button(u, {line.x, line.y, button_width(u, end), line.h}, end))
    u.ask(clear_status{*u.view.employee});
  const button other{.id = "other status",
                     .text = _("Another status"),
                     .key = keycap(deed::own_status),
                     .look = button_look::ghost,
                     .enabled = can,
                     .why_not = why};
  const float other_width = button_width(u, other);
  if (draw_button(
        u, {line.right() + (can ? u.px(10) : 0) - other_width, line.y, other_width, line.h}, other))
    u.open(overlay_kind::status_form, u.view.employee);
  ImGui::PopID();
}

} // namespace omstilling

#include "ui-dear-imgui/panels/action_bar.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <array>

namespace omstilling {

namespace {

std::string why_not(const ui& u) {
  if (!u.live())
    return _("no connection to the service");
  if (!may(u.view, right::switchboard))
    return _("you lack the right to do this");
  return _("not in the present state of the call");
}

/// What a button may say: the longest of them decides its width, so that nothing moves when the
/// words change.
struct slot {
  button what;
  std::vector<std::string> words;
  std::optional<command> does;
};

/// From roomy to tight: what the buttons still say.
struct wording {
  bool target, next, park, attended;
};
constexpr std::array wordings{
  wording{true, true, true, true},     wording{false, true, true, true},
  wording{false, false, true, true},   wording{false, false, false, true},
  wording{false, false, false, false},
};

float width_of(const ui& u, const slot& x) {
  auto longest = x.what;
  float result = button_width(u, longest);
  for (const auto& one : x.words) {
    longest.text = one;
    result = std::max(result, button_width(u, longest));
  }
  return result;
}

constexpr float between = 8;

float width_of(const ui& u, const std::vector<slot>& all) {
  float result = 0;
  for (const auto& one : all)
    result += width_of(u, one) + u.px(between);
  return result;
}

/// The number, and the state that speaks against it.
std::string transfer_text(const ui& u, const call_target& to) {
  auto result = fmt::format(fmt::runtime(_("Transfer to {}")), to.number);
  const auto* who = to.employee ? find_person(u.view, *to.employee) : nullptr;
  if (who && lamp_now(u, *who) != lamp::idle)
    result += ' ' + lamp_word(lamp_now(u, *who));
  return result;
}

std::vector<slot> slots(const ui& u, const call_target& to, const wording& how) {
  const auto* call = current_call(u.view);
  const bool asking = call && call->consulting, idle = !call;
  const bool retrieve = call && (call->state == caller_state::held || asking);
  const auto transfer = transfer_to(u.view, to);
  const bool named = how.target && transfer && !asking;
  std::vector<slot> result;
  result.push_back({{.id = "answer",
                     .text = how.next ? _("Answer next") : _("Answer"),
                     .icon = icon::phone,
                     .key = keycap(deed::answer),
                     .look = idle ? button_look::good : button_look::plain},
                    {},
                    answer_next(u.view)});
  result.push_back({{.id = "hold",
                     .text = !retrieve ? _("Hold")
                             : asking  ? _("Swap")
                                       : _("Retrieve"),
                     .icon = retrieve ? icon::play : icon::pause,
                     .key = keycap(deed::hold)},
                    {_("Hold"), _("Swap"), _("Retrieve")},
                    hold_or_retrieve(u.view)});
  std::vector<std::string> room;
  if (how.target)
    room.push_back(fmt::format(fmt::runtime(_("Transfer to {}")), "0000") + ' ' +
                   lamp_word(lamp::do_not_disturb));
  result.push_back({{.id = "transfer",
                     .text = named ? transfer_text(u, to) : _("Transfer"),
                     .icon = icon::forward,
                     .key = keycap(deed::transfer),
                     .look = button_look::primary},
                    std::move(room),
                    transfer});
  result.push_back({{.id = "attended",
                     .text = !how.attended ? ""
                             : asking      ? _("Hand over")
                                           : _("Attended"),
                     .icon = icon::exchange,
                     .key = keycap(deed::attended),
                     .says = asking ? _("Hand over") : _("Attended")},
                    {},
                    attended_transfer(u.view, to)});
  if (how.attended)
    result.back().words = {_("Hand over"), _("Attended")};
  result.push_back({{.id = "park",
                     .text = how.park ? _("Park") : "",
                     .icon = icon::hourglass,
                     .key = keycap(deed::park),
                     .says = _("Park")},
                    {},
                    park(u.view)});
  return result;
}

/// Without its words where even the tightest wording finds no room, and never over what is beside.
void draw_slots(ui& u, float x, float y, float limit, std::vector<slot> all) {
  for (auto& one : all) {
    one.what.enabled = one.does.has_value();
    one.what.why_not = why_not(u);
    const float width = std::min(width_of(u, one), limit - x);
    if (width < u.px(24))
      return;
    if (draw_button(u, {x, y, width, u.px(40)}, one.what))
      u.ask(one.does);
    x += width + u.px(between);
  }
}

void draw_target(ui& u, const rect& box, const call_target& to) {
  outline(u, box, u.colours.line_strong, u.px(6));
  const button ring{.id = "dial",
                    .text = _("Dial"),
                    .key = "\xE2\x86\xB5",
                    .enabled = !current_call(u.view) && dial(u.view, to),
                    .why_not = why_not(u)};
  const float width = button_width(u, ring);
  float x = box.x + u.px(12);
  if (box.w >= u.px(300))
    x = draw_text(u, face::caption, rect{x, box.y, u.px(80), box.h}, u.colours.text2, _("Number")) +
        u.px(10);
  if (to.number.empty() && to.name.empty()) {
    if (x <= box.x + u.px(12))
      draw_text(u, face::body, rect{x, box.y, box.w - width - u.px(24), box.h}, u.colours.text3,
                _("Number"));
  } else {
    x = draw_text(u, face::lead, rect{x, box.y, box.right() - width - u.px(18) - x, box.h},
                  u.colours.text, to.number) +
        u.px(8);
    const auto* who = to.employee ? find_person(u.view, *to.employee) : nullptr;
    const float room = box.right() - width - u.px(12) - x - u.px(20);
    if (who)
      draw_lamp(u, {x, box.y + (box.h - u.px(14)) / 2}, u.px(14), lamp_now(u, *who));
    // A letter or two say nothing; the name stands in the person's card too.
    if (who && room >= u.px(56))
      draw_text(u, face::body, rect{x + u.px(20), box.y, room, box.h}, u.colours.text2, to.name);
  }
  if (draw_button(u, {box.right() - width - u.px(5), box.y + u.px(5), width, box.h - u.px(10)},
                  ring))
    u.ask(dial(u.view, to));
}

/// Shift asks first, and does not send the caller at once.
void enter(ui& u, const call_target& to) {
  if (ImGui::GetIO().KeyShift && current_call(u.view))
    return u.ask(attended_transfer(u.view, to));
  overview_panel::act(u, to);
}

} // namespace

call_target target_of(const ui& u) {
  if (!u.chosen.query.empty()) {
    if (!u.chosen.hits.empty())
      return search_panel::target(u);
    if (looks_like_number(u.chosen.query))
      return {.employee = {}, .number = plain_number(u.chosen.query), .name = {}};
    return {};
  }
  const auto* who = u.chosen.person ? find_person(u.view, *u.chosen.person) : nullptr;
  if (!who)
    return {};
  return {.employee = who->id, .number = who->extension, .name = who->name};
}

void action_bar::draw(ui& u, const rect& box) {
  fill(box, u.colours.panel);
  horizontal_line(u, box.x, box.right(), box.bottom(), u.colours.line);
  const bool compact = u.size == width_class::compact;
  const float y = box.y + (box.h - u.px(40)) / 2, h = u.px(40), margin = u.px(compact ? 8 : 12);
  const auto to = target_of(u);
  button end{.id = "end",
             .text = _("End"),
             .icon = icon::phone,
             .hung_up = true,
             .key = keycap(deed::end),
             .look = button_look::bad};
  const auto ends = end_current(u.view);
  end.enabled = ends.has_value();
  end.why_not = why_not(u);
  const float end_width = button_width(u, end), end_x = box.right() - margin - end_width;
  // Search and number take what the buttons leave them, within limits.
  constexpr float least_field = 228, most_field = 400, least_target = 190, most_target = 430;
  const float room = end_x - margin - u.px(4 * between);
  std::vector<slot> all;
  float spare = 0;
  for (const auto& how : wordings) {
    all = slots(u, to, how);
    spare = room - width_of(u, all) - u.px(least_field + least_target);
    if (spare >= 0)
      break;
  }
  spare = std::max(0.0F, spare);
  const rect field{margin, y,
                   u.px(least_field) + std::min(spare * 0.55F, u.px(most_field - least_field)), h};
  const char* hint = _("Search");
  for (const auto* longer : {_("Search name, number"), _("Search name, number, extension")})
    if (text_width(u, face::body, longer) <= field.w - u.px(106))
      hint = longer;
  if (draw_field(u, field, "##search", icon::search, hint, u.chosen.query,
                 std::exchange(u.chosen.focus_search, false), false,
                 u.chosen.query.empty() ? keycap(deed::search) : "Esc"))
    enter(u, to);
  const rect target{field.right() + u.px(between), y,
                    u.px(least_target) + std::min(spare * 0.45F, u.px(most_target - least_target)),
                    h};
  draw_target(u, target, to);
  fill({target.right() + u.px(between), y + u.px(6), u.px(1), h - u.px(12)}, u.colours.line);
  draw_slots(u, target.right() + u.px(2 * between), y, end_x - u.px(between), std::move(all));
  if (draw_button(u, {end_x, y, end_width, h}, end))
    u.ask(ends);
}

} // namespace omstilling

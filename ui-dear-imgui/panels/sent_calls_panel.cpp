#include "ui-dear-imgui/panels/sent_calls_panel.hpp"

#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/motion.hpp"
#include "ui-dear-imgui/panels/past_calls.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr float row_height = 40;
constexpr std::size_t rows_at_ease = 4;

std::string whereabouts(const call_view& x) {
  switch (x.state) {
    case caller_state::talking: return _("Answered");
    case caller_state::transferring: return _("Ringing");
    case caller_state::waiting: return _("In a queue");
    case caller_state::offered: return _("In a queue, rings");
    case caller_state::parked: return x.camped ? _("Waits for a free phone") : _("Parked");
    case caller_state::returning: return _("On its way back");
    default: return _("Transferred");
  }
}

lamp lamp_of(const call_view& x) {
  switch (x.state) {
    case caller_state::talking: return lamp::busy;
    case caller_state::transferring:
    case caller_state::offered:
    case caller_state::returning: return lamp::alerting;
    case caller_state::parked: return lamp::paused;
    default: return lamp::initiated;
  }
}

/// Whom it went to: a person, a number or a queue by its name.
std::string where_to(const ui& u, const call_view& x) {
  const auto& to = x.talking_to ? x.talking_to : x.target;
  if (!to)
    return {};
  const auto found = std::find_if(u.view.queues.begin(), u.view.queues.end(), [&](const auto& one) {
    return one.id.value == to->number || one.number == to->number;
  });
  return found == u.view.queues.end() || to->employee ? party_text(*to) : found->name;
}

/// Then it returns; nothing when no return is due.
std::optional<time_point> return_of(const ui& u, const call_view& x) {
  return u.live() && x.until && *x.until > u.now && *x.until > x.since ? x.until : std::nullopt;
}

/// How much of the wait until the return is over.
void draw_progress(const ui& u, const rect& track, const call_view& x, time_point until) {
  const auto whole = static_cast<float>((until - x.since).count());
  const float part = std::clamp(static_cast<float>((u.now - x.since).count()) / whole, 0.0F, 1.0F);
  fill(track, u.colours.line, u.px(3));
  fill({track.x, track.y, std::max(track.h, track.w * part), track.h}, u.colours.warn_line,
       u.px(3));
}

void draw_call(ui& u, const rect& box, const call_view& x, bool last) {
  const bool returning = x.state == caller_state::returning;
  const bool just_sent = x.state == caller_state::transferring || x.state == caller_state::parked;
  const auto did = draw_row(u, box, "row",
                            {.ground = returning   ? u.colours.warn_soft
                                       : just_sent ? arrival_ground(u, x.since)
                                                   : 0,
                             .bar = returning ? u.colours.warn_line : 0});
  u.seen.note(box, {.kind = "row", .id = "sent " + x.id.value, .text = party_text(x.caller)});
  if (did.right_clicked)
    u.open(overlay_kind::call_menu, {}, x.id, ImGui::GetIO().MousePos);
  draw_lamp(u, {box.x + u.px(12), box.y + u.px(13)}, u.px(14),
            u.live() ? lamp_of(x) : lamp::unknown);
  const button pull{.id = "pull",
                    .text = u.size != width_class::wide ? "" : _("Pull back"),
                    .icon = u.size != width_class::wide ? icon::back : nullptr,
                    .key = last ? keycap(deed::pull_back) : nullptr,
                    .enabled = u.live(),
                    .says = _("Pull back")};
  const bool with_button = did.hovered || last;
  const float width = with_button ? button_width(u, pull) + u.px(8) : 0;
  const auto until = return_of(u, x);
  auto where = whereabouts(x);
  if (until)
    where += " · " + fmt::format(fmt::runtime(_("returns in {}")), elapsed_text(u.now, *until));
  const float timer = box.right() - width - u.px(66), left = box.x + u.px(36);
  float room = timer - left;
  // The bar gives way to the words, which say the same.
  if (const float bar = u.px(36), less = room - bar - u.px(6);
      until && text_width(u, face::caption, where) <= less) {
    draw_progress(u, {timer - bar + u.px(6), box.y + (box.h - u.px(6)) / 2, bar, u.px(6)}, x,
                  *until);
    room = less;
  }
  auto who = party_text(x.caller);
  if (const auto to = where_to(u, x); !to.empty())
    who += " → " + to;
  draw_text(u, face::label, rect{left, box.y + u.px(3), room, u.px(18)}, u.colours.text, who);
  draw_text(u, face::caption, rect{left, box.y + u.px(20), room, u.px(16)}, u.colours.text2, where);
  draw_text(u, face::lead, rect{timer, box.y, u.px(54), box.h}, u.colours.text,
            elapsed_text(x.since, u.now), align::right);
  const bool pressed =
    with_button &&
    draw_button(u, {box.right() - width, box.y + u.px(6), width - u.px(8), u.px(28)}, pull);
  const bool wanted = double_clicked(u, did, about_of(x), true);
  if (u.live() && (pressed || wanted))
    u.ask(pull_back_call{x.id});
}

} // namespace

float sent_calls_panel::wanted_height(const ui& u) {
  const auto rows = std::clamp<std::size_t>(u.view.sent.size(), 1, rows_at_ease);
  return card::head_height(u) + static_cast<float>(rows) * u.px(row_height) + u.px(2);
}

void sent_calls_panel::draw(ui& u, const rect& box) {
  card frame{u, box, "sent calls", _("Transferred by me"), u.view.sent.size()};
  if (!u.view.sent.empty() && u.size != width_class::compact)
    frame.head_note(_("double-click pulls back"));
  const auto body = frame.body();
  if (u.view.sent.empty())
    return draw_empty(u, body, _("No transferred calls."));
  const scroll_area scroll{body, "rows"};
  const auto origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  float y = origin.y;
  for (const auto& call : u.view.sent) {
    ImGui::PushID(call.id.value.c_str());
    draw_call(u, {body.x, y, width, u.px(row_height)}, call, &call == &u.view.sent.front());
    ImGui::PopID();
    y += u.px(row_height);
  }
  ImGui::SetCursorScreenPos({origin.x, y});
  ImGui::Dummy({1, 1});
}

} // namespace omstilling

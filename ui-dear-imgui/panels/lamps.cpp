#include "ui-dear-imgui/panels/lamps.hpp"

#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <array>

namespace omstilling {

namespace {

/// A grid of 16 laid over the lamp's square.
struct grid {
  ImVec2 at;
  float unit;
  ImVec2 operator()(float x, float y) const { return {at.x + x * unit, at.y + y * unit}; }
};

void draw_broken_ring(const ui& u, const grid& g, ImU32 colour) {
  auto* list = ImGui::GetWindowDrawList();
  for (int i = 0; i < 8; ++i) {
    const float from = static_cast<float>(i) * 0.7854F;
    list->PathArcTo(g(8, 8), 6.6F * g.unit, from, from + 0.47F, 6);
    list->PathStroke(colour, 0, 1.5F * g.unit);
  }
  const auto* font = u.fonts[face::caption];
  const float size = 11 * g.unit;
  const auto extent = font->CalcTextSizeA(size, 1e9F, 0, "?");
  list->AddText(font, size, {g(8, 8).x - extent.x / 2, g(8, 8).y - extent.y / 2}, colour, "?");
}

void draw_diamond(const grid& g, ImU32 colour, ImU32 ink) {
  auto* list = ImGui::GetWindowDrawList();
  list->AddQuadFilled(g(8, 0.4F), g(15.6F, 8), g(8, 15.6F), g(0.4F, 8), colour);
  const std::array chevron{g(6.4F, 4.8F), g(9.6F, 8), g(6.4F, 11.2F)};
  list->AddPolyline(chevron.data(), 3, ink, 0, 1.9F * g.unit);
}

} // namespace

ImU32 lamp_colour(const theme& x, lamp state) {
  switch (state) {
    case lamp::idle: return x.lamp_idle;
    case lamp::busy: return x.lamp_busy;
    case lamp::alerting: return x.lamp_ring;
    case lamp::initiated: return x.lamp_dial;
    case lamp::do_not_disturb: return x.lamp_dnd;
    case lamp::paused: return x.lamp_pause;
    case lamp::forwarded: return x.lamp_fwd;
    case lamp::offline:
    case lamp::unmonitored: return x.lamp_off;
    default: return x.lamp_unknown;
  }
}

void draw_lamp(const ui& u, ImVec2 at, float side, lamp state) {
  auto* list = ImGui::GetWindowDrawList();
  const grid g{at, side / 16};
  const auto colour = lamp_colour(u.colours, state), ink = u.colours.lamp_ink;
  switch (state) {
    case lamp::idle: return list->AddCircleFilled(g(8, 8), 6.5F * g.unit, colour, 24);
    case lamp::busy: return list->AddRectFilled(g(2, 2), g(14, 14), colour, 2 * g.unit);
    case lamp::alerting:
      return list->AddTriangleFilled(g(8, 1), g(15.2F, 14.2F), g(.8F, 14.2F), colour);
    case lamp::initiated: return list->AddTriangleFilled(g(2.5F, 1), g(15, 8), g(2.5F, 15), colour);
    case lamp::do_not_disturb:
      list->AddCircleFilled(g(8, 8), 7 * g.unit, colour, 24);
      return list->AddRectFilled(g(3.5F, 6.6F), g(12.5F, 9.4F), ink);
    case lamp::paused:
      list->AddRectFilled(g(2.5F, 2), g(6.5F, 14), colour, g.unit);
      return list->AddRectFilled(g(9.5F, 2), g(13.5F, 14), colour, g.unit);
    case lamp::forwarded: return draw_diamond(g, colour, ink);
    case lamp::offline:
      list->AddCircle(g(8, 8), 5.8F * g.unit, colour, 24, 1.8F * g.unit);
      return list->AddLine(g(3.6F, 12.4F), g(12.4F, 3.6F), colour, 1.8F * g.unit);
    case lamp::unmonitored:
      return list->AddRectFilled(g(2.5F, 6.8F), g(13.5F, 9.2F), colour, g.unit);
    default: return draw_broken_ring(u, g, colour);
  }
}

std::string lamp_word(lamp state) {
  switch (state) {
    case lamp::idle: return _("Free");
    case lamp::busy: return _("Busy");
    case lamp::alerting: return _("Ringing");
    case lamp::initiated: return _("Dialling");
    case lamp::do_not_disturb: return _("Do not disturb");
    case lamp::paused: return _("Paused");
    case lamp::forwarded: return _("Forwarded");
    case lamp::offline: return _("Offline");
    case lamp::unmonitored: return _("Not monitored");
    default: return _("Unknown");
  }
}

lamp lamp_now(const ui& u, const person& x) { return u.live() ? x.lamp_state : lamp::unknown; }

std::string lamp_text(const ui& u, const person& x, bool with_time) {
  const auto state = lamp_now(u, x);
  if (state == lamp::unknown) {
    const auto since = !u.live() && u.view.fresh_at ? *u.view.fresh_at : x.lamp_since;
    return fmt::format(fmt::runtime(_("Unknown since {}")), clock_text(since));
  }
  if (state == lamp::forwarded && !x.forwarded_to.empty())
    return fmt::format(fmt::runtime(_("Forwarded → {}")), x.forwarded_to);
  auto result = lamp_word(state);
  const bool passing = state == lamp::busy || state == lamp::alerting || state == lamp::initiated ||
                       state == lamp::paused;
  return with_time && passing ? result + ' ' + elapsed_text(x.lamp_since, u.now) : result;
}

lamp lamp_now(const ui& u, const phone& x) {
  if (!u.live())
    return lamp::unknown;
  if (x.reach == phone_reach::unmonitored)
    return lamp::unmonitored;
  if (x.reach == phone_reach::unknown)
    return lamp::unknown;
  switch (x.activity) {
    case phone_activity::alerting: return lamp::alerting;
    case phone_activity::initiated: return lamp::initiated;
    case phone_activity::connected:
    case phone_activity::hold:
    case phone_activity::busy: return lamp::busy;
    default: break;
  }
  if (x.do_not_disturb)
    return lamp::do_not_disturb;
  for (const auto& rule : x.forwarding)
    if (rule.type == forwarding_type::immediate)
      return lamp::forwarded;
  return x.reach == phone_reach::unregistered ? lamp::offline : lamp::idle;
}

} // namespace omstilling

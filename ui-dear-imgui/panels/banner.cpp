#include "ui-dear-imgui/panels/banner.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

bool is_broken(const health_view& x) { return !x.ok && x.id.starts_with("pbx:"); }

std::string retry_text(const ui& u) {
  const auto local = u.now - u.view.ahead;
  if (!u.view.retry_at || *u.view.retry_at <= local)
    return _("Trying now");
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(*u.view.retry_at - local).count();
  return fmt::format(fmt::runtime(_("Tries again in {} s")), seconds);
}

} // namespace

bool banner::is_needed(const console_view& view) {
  return view.phase == link_phase::away ||
         std::any_of(view.health.begin(), view.health.end(), is_broken);
}

void banner::draw(ui& u, const rect& box) {
  const bool away = u.view.phase == link_phase::away;
  const auto& c = u.colours;
  fill(box, away ? c.bad_soft : c.warn_soft, u.px(8));
  outline(u, box, away ? c.bad_line : c.warn_line, u.px(8));
  const auto ink = away ? c.bad : c.warn;
  draw_text(u, face::body, rect{box.x + u.px(14), box.y, u.px(20), box.h}, ink, icon::broken);
  std::string fact, consequence;
  if (away) {
    fact = fmt::format(fmt::runtime(_("No connection to the service since {}.")),
                       clock_text(u.view.fresh_at.value_or(u.now - u.view.ahead)));
    consequence =
      _("All lamps are unknown. Calls in progress go on; use the desk phone meanwhile.");
  } else {
    const auto& part = *std::find_if(u.view.health.begin(), u.view.health.end(), is_broken);
    fact = fmt::format(fmt::runtime(_("No connection to the PBX in {} since {}.")), part.name,
                       clock_text(part.since - u.view.ahead));
    consequence = _("Its lamps are unknown. Calls in progress go on.");
  }
  float right = box.right() - u.px(6);
  if (away) {
    const button now{.id = "retry now", .text = _("Try now"), .icon = icon::again};
    const float width = button_width(u, now);
    right -= width;
    if (draw_button(u, {right, box.y + u.px(5), width, box.h - u.px(10)}, now))
      u.wishes.emplace_back(retry_wish{});
    const auto text = retry_text(u);
    right -= text_width(u, face::body, text) + u.px(12);
    draw_text(u, face::body, rect{right, box.y, u.px(300), box.h}, c.text2, text);
  }
  const float x = box.x + u.px(42);
  const float end =
    draw_text(u, face::strong, rect{x, box.y, right - u.px(12) - x, box.h}, c.text, fact);
  draw_text(u, face::body, rect{end + u.px(8), box.y, right - u.px(20) - end, box.h}, c.text,
            consequence);
}

} // namespace omstilling

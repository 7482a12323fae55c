#include "ui-dear-imgui/panels/message_panel.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

namespace omstilling {

namespace {

constexpr float least_for_templates = 140;

button off(const char* id, const char* text, const char* icon) {
  return {.id = id,
          .text = text,
          .icon = icon,
          .enabled = false,
          .why_not = _("The service sends no messages yet.")};
}

/// From the right to the left; returns the x before it.
float draw_off(const ui& u, float right, float y, const button& x) {
  const float width = button_width(u, x);
  draw_button(u, {right - width, y, width, u.px(32)}, x);
  return right - width - u.px(8);
}

} // namespace

void message_panel::draw(ui& u, const rect& box) {
  const auto* who = u.chosen.person ? find_person(u.view, *u.chosen.person) : nullptr;
  const auto title =
    who ? fmt::format(fmt::runtime(_("Message to {}")), who->name) : std::string{_("Message")};
  const card frame{u, box, "message", title, {}};
  auto in = frame.body().inset(u.px(12), u.px(10));
  if (in.h >= u.px(least_for_templates)) {
    auto templates = off("templates", _("Templates"), nullptr);
    templates.font = face::body;
    draw_button(u, {in.x, in.y, button_width(u, templates), u.px(28)}, templates);
    in = {in.x, in.y + u.px(36), in.w, in.h - u.px(36)};
  }
  const rect text{in.x, in.y, in.w, std::min(in.h - u.px(42), u.px(140))};
  fill(text, u.colours.raised, u.px(6));
  outline(u, text, u.colours.line, u.px(6));
  draw_text(u, face::body, {text.x + u.px(12), text.y + u.px(8), text.w - u.px(24), u.px(20)},
            u.colours.text2, _("The service sends no messages yet."));
  const float y = text.bottom() + u.px(10);
  const float left = draw_off(u, in.right(), y, off("send sms", "SMS", icon::comment));
  draw_off(u, left, y, off("send email", _("E-mail"), icon::envelope));
}

} // namespace omstilling

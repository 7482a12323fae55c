#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/settings_sections.hpp"
#include "ui-dear-imgui/panels/watch_words.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

namespace omstilling {

namespace {

void watch_row(settings_form& form, const rect& place, const watch_view& x) {
  auto& u = form.u;
  const button remove{.id = "remove",
                      .text = _("Remove"),
                      .enabled = form.enabled,
                      .why_not = form.why_not,
                      .font = face::label};
  const float width = button_width(u, remove);
  const float room = place.w - width - u.px(12);
  const auto lit = u.live() ? x.lamp_state : lamp::unknown;
  draw_lamp(u, {place.x, place.y + (place.h - u.px(14)) / 2}, u.px(14), lit);
  draw_text(u, face::label, rect{place.x + u.px(26), place.y + u.px(3), room - u.px(26), u.px(18)},
            u.colours.text, x.name);
  const auto words = lamp_word(lit) + " · " + watch_text(u, x);
  draw_text(u, face::caption,
            rect{place.x + u.px(26), place.y + u.px(21), room - u.px(26), u.px(18)},
            u.colours.text2, words);
  ImGui::PushID(x.id.value.c_str());
  const auto id = "remove:" + x.id.value;
  auto here = remove;
  here.id = id.c_str();
  if (draw_form_button(u, form.focus, {place.right() - width, place.y + u.px(6), width, u.px(30)},
                       here))
    u.ask(remove_watch{x.id});
  ImGui::PopID();
}

} // namespace

void draw_watches_section(settings_form& form, settings_rows& rows) {
  auto& u = form.u;
  if (u.view.watches.empty())
    rows.line(fmt::format(fmt::runtime(_("You watch nobody. Choose a person and press {}.")),
                          keycap(deed::watch)));
  for (const auto& one : u.view.watches) {
    const auto place = rows.take(u.px(44));
    // Rows out of sight are passed over, for a list may be long; but Tab reaches the next one.
    if (ImGui::IsRectVisible({place.x, place.y - place.h},
                             {place.right(), place.bottom() + place.h}))
      watch_row(form, place, one);
  }
}

} // namespace omstilling

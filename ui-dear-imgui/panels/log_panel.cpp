#include "ui-dear-imgui/panels/log_panel.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/tab_strip.hpp"
#include "ui-dear-imgui/panels/words.hpp"

namespace omstilling {

void log_panel::draw(ui& u, const rect& box) {
  const card frame{u, box, "own log", "", {}};
  const rect strip{box.x, box.y, box.w, card::head_height(u)};
  const std::vector<tab> tabs{{"log calls", _("My call log")},
                              {"log messages", _("Sent messages")},
                              {"log missed", _("Missed")}};
  if (const auto pressed = draw_tabs(u, strip, tabs, tab_))
    tab_ = *pressed;
  const rect body{box.x, strip.bottom(), box.w, u.px(72)};
  draw_empty(u, body,
             tab_ == 1 ? _("The service sends no messages yet.")
                       : _("The service keeps no call log yet."));
}

} // namespace omstilling

#include "ui-dear-imgui/panels/phone_book_page.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/words.hpp"

namespace omstilling {

void phone_book_page::draw(ui& u, const rect& window) {
  const rect head{window.x, window.y, window.w, u.px(52)};
  fill(head, u.colours.panel);
  horizontal_line(u, head.x, head.right(), head.bottom(), u.colours.line);
  const button back{.id = "phone book back",
                    .text = window.w >= u.px(600) ? _("Back") : "",
                    .icon = icon::arrow_left,
                    .key = "Esc",
                    .look = button_look::ghost};
  const float width = button_width(u, back);
  if (draw_button(u, {head.x + u.px(8), head.y + u.px(10), width, u.px(32)}, back))
    u.chosen.where = page::desk;
  draw_text(u, face::title, {head.x + u.px(20) + width, head.y, head.w - width - u.px(32), head.h},
            u.colours.text, _("Phone book"));
  const float card_width = std::min(window.w - u.px(24), u.px(900));
  const rect box{window.x + (window.w - card_width) / 2, head.bottom() + u.px(12), card_width,
                 window.bottom() - head.bottom() - u.px(24)};
  const card frame{u, box, "phone book", _("Contacts"), {}};
  const auto in = frame.body().inset(u.px(12), u.px(12));
  draw_field(u, {in.x, in.y, in.w, u.px(40)}, "##contacts", icon::search,
             _("Search name, company, number"), query_, false);
  draw_empty(u, {in.x, in.y + u.px(48), in.w, u.px(72)}, _("The service keeps no phone book yet."));
}

} // namespace omstilling

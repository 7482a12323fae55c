#include "ui-dear-imgui/panels/phone_book_page.hpp"

#include "ui-dear-imgui/panels/app_bar.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {
constexpr float foot_height = 28;
}

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
  const float card_width = std::min(window.w - u.px(24), u.px(1'100));
  const rect box{window.x + (window.w - card_width) / 2, head.bottom() + u.px(12), card_width,
                 window.bottom() - head.bottom() - u.px(24 + foot_height)};
  {
    const card frame{u, box, "phone book", _("Contacts"), {}};
    book_.draw(u, frame.body(), true);
  }
  const std::array hints{key_hint{keycap(deed::search), _("search")},
                         key_hint{"\xE2\x86\x91 \xE2\x86\x93", _("choose")},
                         key_hint{"\xE2\x86\xB5", _("dial")},
                         key_hint{keycap(deed::send_sms), "SMS"},
                         key_hint{keycap(deed::send_email), _("E-mail")},
                         key_hint{"Esc", _("back")},
                         key_hint{keycap(deed::help), _("all keys")}};
  status_bar{}.draw(u, {window.x, window.bottom() - u.px(foot_height), window.w, u.px(foot_height)},
                    hints);
}

} // namespace omstilling

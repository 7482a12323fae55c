#include "ui-dear-imgui/panels/login_panel.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/words.hpp"

namespace omstilling {

void login_panel::send(ui& u) {
  complaint_ = user_.empty()       ? _("A user name is needed.")
               : password_.empty() ? _("A password is needed.")
                                   : "";
  if (complaint_.empty() && !valid_id(user_))
    complaint_ = _("A user name has no spaces.");
  wants_focus_ = true;
  if (complaint_.empty())
    u.wishes.emplace_back(log_in_wish{.server = server_, .user = user_id{user_}, .password = password_});
}

float login_panel::draw_problem(ui& u, const rect& box) {
  auto text = complaint_;
  if (text.empty() && u.view.why)
    text = u.view.phase == link_phase::connecting
             ? _("The service cannot be reached; trying again.")
             : refusal_text(*u.view.why);
  if (text.empty())
    return 0;
  text[0] = text[0] >= 'a' && text[0] <= 'z' ? static_cast<char>(text[0] - 32) : text[0];
  fill(box, u.colours.bad_soft, u.px(6));
  outline(u, box, u.colours.bad_line, u.px(6));
  draw_text(u, face::body, rect{box.x + u.px(14), box.y, u.px(20), box.h}, u.colours.bad,
            icon::warning);
  draw_text(u, face::strong, rect{box.x + u.px(40), box.y, box.w - u.px(52), box.h}, u.colours.bad,
            text);
  return box.h + u.px(16);
}

void login_panel::draw(ui& u, const rect& window) {
  fill(window, u.colours.bg);
  const float width = std::min(u.px(480), window.w), height = u.px(500);
  const rect sheet{(window.w - width) / 2, std::max(0.0F, (window.h - height) / 2), width, height};
  fill(sheet, u.colours.panel, u.px(8));
  outline(u, sheet, u.colours.line, u.px(8));
  const rect in = sheet.inset(u.px(40), u.px(36));
  const rect mark{in.x, in.y, u.px(44), u.px(44)};
  fill(mark, u.colours.accent, u.px(8));
  draw_text(u, face::lead, mark, u.colours.accent_ink, icon::forward, align::centre);
  draw_text_at(u, face::title, {mark.right() + u.px(12), in.y - u.px(1)}, u.colours.text,
               "Omstilling");
  draw_text_at(u, face::body, {mark.right() + u.px(12), in.y + u.px(25)}, u.colours.text2,
               u.view.organisation.empty() ? _("Reception") : u.view.organisation.c_str());
  float y = in.y + u.px(64);
  y += draw_problem(u, {in.x, y, in.w, u.px(48)});
  const bool busy = u.view.phase == link_phase::connecting;
  // Enter takes the focus away; whoever is asked again types on where the mistake was.
  const bool asks = std::exchange(wants_focus_, false) || (was_busy_ && !busy);
  was_busy_ = busy;
  const bool focus_password = asks && !user_.empty(), focus_user = asks && user_.empty();
  draw_text_at(u, face::label, {in.x, y}, u.colours.text, _("User name"));
  y += u.px(22);
  bool entered =
    draw_field(u, {in.x, y, in.w, u.px(40)}, "##user", icon::user, "", user_, focus_user);
  y += u.px(56);
  draw_text_at(u, face::label, {in.x, y}, u.colours.text, _("Password"));
  y += u.px(22);
  entered |= draw_field(u, {in.x, y, in.w, u.px(40)}, "##password", icon::lock, "", password_,
                        focus_password, true);
  y += u.px(60);
  const button go{.id = "log in",
                  .text = busy ? _("Logging in") : _("Log in"),
                  .key = "\xE2\x86\xB5",
                  .look = button_look::primary,
                  .enabled = !busy};
  if (draw_button(u, {in.x, y, in.w, u.px(44)}, go) || (entered && !busy))
    send(u);
  draw_text(u, face::caption, rect{in.x, sheet.bottom() - u.px(40), in.w, u.px(20)},
            u.colours.text2, server_);
}

} // namespace omstilling

#include "ui-dear-imgui/panels/login_panel.hpp"

#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>

namespace omstilling {

void login_panel::send(ui& u) {
  complaint_ = server_.empty()     ? _("The address of the service is needed.")
               : user_.empty()     ? _("A user name is needed.")
               : password_.empty() ? _("A password is needed.")
                                   : "";
  if (complaint_.empty() && !valid_id(user_))
    complaint_ = _("A user name has no spaces.");
  wants_focus_ = true;
  shown_ = false;
  if (!complaint_.empty())
    return;
  u.chosen.server = server_;
  u.chosen.wrong_server.clear();
  u.wishes.emplace_back(log_in_wish{.server = server_,
                                    .user = user_id{user_},
                                    .password = password_,
                                    .remember = remember_ && u.chosen.can_remember});
}

float login_panel::draw_head(ui& u, const rect& in) {
  const rect mark{in.x, in.y, u.px(44), u.px(44)};
  draw_mark(u, mark);
  const float left = mark.right() + u.px(12);
  draw_text(u, face::title, rect{left, in.y - u.px(2), in.right() - left, u.px(26)}, u.colours.text,
            "Omstilling");
  draw_text(u, face::body, rect{left, in.y + u.px(24), in.right() - left, u.px(20)},
            u.colours.text2, u.view.organisation.empty() ? _("Reception") : u.view.organisation);
  return in.y + u.px(60);
}

float login_panel::draw_problem(ui& u, const rect& box) {
  auto text = complaint_.empty() ? u.chosen.wrong_server : complaint_;
  if (text.empty() && u.view.why)
    text = u.view.phase == link_phase::connecting
             ? _("The service cannot be reached; trying again.")
             : refusal_text(*u.view.why);
  if (text.empty())
    return 0;
  text[0] = text[0] >= 'a' && text[0] <= 'z' ? static_cast<char>(text[0] - 32) : text[0];
  const bool refused =
    complaint_.empty() && u.view.why && u.view.why->reason == error_reason::bad_credentials;
  const std::string advice =
    refused ? _("Contact your telephony supplier if you have no login.") : "";
  const float width = box.w - u.px(52);
  const float first = lines_height(u, face::strong, width, text);
  const float height =
    first + (advice.empty() ? 0 : lines_height(u, face::body, width, advice)) + u.px(22);
  const rect sheet{box.x, box.y, box.w, height};
  fill(sheet, u.colours.bad_soft, u.px(6));
  outline(u, sheet, u.colours.bad_line, u.px(6));
  draw_text(u, face::body, rect{box.x + u.px(14), box.y + u.px(10), u.px(20), u.px(20)},
            u.colours.bad, icon::warning);
  const float y = draw_lines(u, face::strong, {box.x + u.px(40), box.y + u.px(11), width, 0},
                             u.colours.bad, text);
  draw_lines(u, face::body, {box.x + u.px(40), y, width, 0}, u.colours.text, advice);
  return height + u.px(14);
}

/// Two capital letters in a row without Shift tell of Caps Lock; one may be a Shift that was up
/// again before the frame.
void login_panel::watch_caps() {
  const auto& io = ImGui::GetIO();
  for (const ImWchar one : io.InputQueueCharacters) {
    if (one >= 'A' && one <= 'Z' && !io.KeyShift)
      ++capitals_;
    else if (one >= 'a' && one <= 'z')
      capitals_ = 0;
  }
}

/// Enter takes the focus away; whoever is asked again types on where the mistake was.
void login_panel::choose_focus(bool busy) {
  const bool asks = std::exchange(wants_focus_, false) || (was_busy_ && !busy);
  was_busy_ = busy;
  if (asks)
    focus_.give_now(server_.empty() ? "##server" : user_.empty() ? "##user" : "##password");
}

float login_panel::draw_fields(ui& u, const rect& in, float y, bool& entered) {
  const auto field = [&](const char* label, const char* id, const char* sign, std::string& value,
                         bool secret, float less) {
    draw_text(u, face::label, rect{in.x, y, in.w, u.px(20)}, u.colours.text, label);
    const auto did = draw_form_field(u, focus_, {in.x, y + u.px(22), in.w - less, u.px(40)},
                                     {.id = id, .icon = sign, .secret = secret}, value);
    entered = entered || did == field_event::entered;
    y += u.px(74);
  };
  field(_("Service"), "##server", icon::building, server_, false, 0);
  field(_("User name"), "##user", icon::user, user_, false, 0);
  const button show{.id = "show password",
                    .text = shown_ ? _("Hide") : _("Show"),
                    .look = button_look::plain,
                    .enabled = !password_.empty(),
                    .why_not = _("No password has been written yet.")};
  const float width = button_width(u, show);
  field(_("Password"), "##password", icon::lock, password_, !shown_, width + u.px(8));
  if (draw_form_button(u, focus_, {in.right() - width, y - u.px(52), width, u.px(40)}, show)) {
    shown_ = !shown_;
    focus_.give("##password", false);
  }
  if (capitals_ < 2 || !focus_.has("##password"))
    return y;
  draw_text(u, face::caption, rect{in.x, y - u.px(10), u.px(18), u.px(20)}, u.colours.warn,
            icon::warning);
  draw_text(u, face::label, rect{in.x + u.px(22), y - u.px(10), in.w, u.px(20)}, u.colours.warn,
            _("Caps Lock is on"));
  return y + u.px(14);
}

float login_panel::draw_remember(ui& u, const rect& in, float y) {
  const auto& reason = u.chosen.no_secrets_reason;
  const form_item x{.id = "remember me",
                    .text = _("Remember me"),
                    .enabled = u.chosen.can_remember,
                    .why_not = reason.empty() ? _("No passwords are kept here.") : reason};
  if (draw_tick(u, focus_, {in.x, y, tick_width(u, x), u.px(24)}, x, remember_ && x.enabled))
    remember_ = !remember_;
  if (x.enabled)
    return y + u.px(36);
  // A grey tick says why in words as well: nobody points at what cannot be pressed.
  return draw_lines(u, face::caption, {in.x + u.px(26), y + u.px(24), in.w - u.px(26), 0},
                    u.colours.text2, x.why_not) +
         u.px(12);
}

void login_panel::draw_foot(ui& u, const rect& box) {
  const std::vector<form_option> options{{"da", "Dansk"}, {"en", "English"}};
  const float width = choice_width(u, options);
  const rect place{box.right() - width, box.y, width, box.h};
  const auto taken = draw_choice(u, focus_, place, {.id = "language"}, options,
                                 words_in_use() == language::da ? std::size_t{0} : std::size_t{1});
  if (taken)
    use_language(*taken == 0 ? language::da : language::en);
  const bool reached = u.view.phase == link_phase::live;
  draw_text(u, face::caption, rect{box.x, box.y, place.x - box.x - u.px(8), box.h}, u.colours.text2,
            reached ? _("Connected") : "Omstilling " OMSTILLING_VERSION);
}

void login_panel::draw(ui& u, const rect& window) {
  fill(window, u.colours.bg);
  watch_caps();
  const bool busy = u.view.phase == link_phase::connecting;
  focus_.begin(true);
  choose_focus(busy);
  const float width = std::min(u.px(480), window.w), height = std::min(u.px(600), window.h);
  const rect sheet{(window.w - width) / 2, std::max(0.0F, (window.h - height) / 2), width, height};
  fill(sheet, u.colours.panel, u.px(8));
  outline(u, sheet, u.colours.line, u.px(8));
  const rect in = sheet.inset(std::min(u.px(40), width * 0.08F), u.px(28));
  float y = draw_head(u, in);
  y += draw_problem(u, {in.x, y, in.w, 0});
  bool entered = false;
  y = draw_fields(u, in, y, entered);
  y = draw_remember(u, in, y);
  const button go{.id = "log in",
                  .text = busy ? _("Logging in") : _("Log in"),
                  .key = "\xE2\x86\xB5",
                  .look = button_look::primary,
                  .enabled = !busy};
  if (draw_form_button(u, focus_, {in.x, y, in.w, u.px(44)}, go) || (entered && !busy))
    send(u);
  draw_foot(u, {in.x, std::max(y + u.px(52), in.bottom() - u.px(30)), in.w, u.px(28)});
}

} // namespace omstilling

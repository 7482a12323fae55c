#include "ui-dear-imgui/panels/contact_card.hpp"

#include "ui-dear-imgui/panels/contact_list.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr float line_height = 24, row_height = 32;

const char* number_icon(number_type x) {
  switch (x) {
    case number_type::mobile: return icon::mobile;
    case number_type::home: return icon::house;
    case number_type::fax: return icon::fax;
    case number_type::main: return icon::building;
    default: return icon::desk_phone;
  }
}

std::string name_of(const contact_view& x) { return x.name.empty() ? x.company : x.name; }

/// A mobile first; a fax never.
const contact_number* sms_number(const contact_view& x) {
  for (const auto& one : x.numbers)
    if (one.type == number_type::mobile)
      return &one;
  for (const auto& one : x.numbers)
    if (one.type != number_type::fax)
      return &one;
  return nullptr;
}

void open_message(ui& u, const contact_view& x, message_kind way, const std::string& to) {
  if (!may(u.view, right::send_messages) || to.empty())
    return;
  u.chosen.overlay = {
    .kind = overlay_kind::message_form, .channel = way, .number = to, .name = name_of(x)};
}

/// From the top down.
class pen {
public:
  pen(ui& u, const rect& box) : u_(u), in_(box.inset(u.px(16), 0)), y_(box.y + u.px(8)) {}

  void name(const contact_view& x) {
    text(face::title, u_.colours.text, name_of(x), 28);
    std::string what = x.title;
    for (const auto* one : {&x.department, &x.company})
      if (!one->empty() && !(x.name.empty() && one == &x.company))
        what += (what.empty() ? "" : " · ") + *one;
    if (!what.empty())
      text(face::body, u_.colours.text2, what, 22);
    y_ += u_.px(6);
  }

  void number(const contact_view& x, const contact_number& one, std::size_t place) {
    ImGui::PushID(static_cast<int>(place));
    draw_text(u_, face::body, {in_.x, y_, u_.px(20), u_.px(row_height)}, u_.colours.text2,
              number_icon(one.type));
    const button call{.id = "call number",
                      .text = one.number,
                      .icon = icon::phone,
                      .look = button_look::ghost,
                      .enabled = u_.live()};
    const float width = std::min(button_width(u_, call), in_.w * 0.7F);
    float right = in_.right() + u_.px(8) - width;
    if (draw_button(u_, {right, y_, width, u_.px(30)}, call))
      overview_panel::act(u_, {.employee = {}, .number = one.number, .name = name_of(x)});
    if (one.type != number_type::fax && may(u_.view, right::send_messages)) {
      right -= u_.px(34);
      const button sms{.id = "sms number",
                       .text = {},
                       .icon = icon::comment,
                       .look = button_look::ghost,
                       .says = _("Write an SMS")};
      if (draw_button(u_, {right, y_, u_.px(32), u_.px(30)}, sms))
        open_message(u_, x, message_kind::sms, one.number);
    }
    draw_text(u_, face::body, {in_.x + u_.px(26), y_, right - in_.x - u_.px(32), u_.px(row_height)},
              u_.colours.text, number_word(one.type));
    y_ += u_.px(row_height);
    ImGui::PopID();
  }

  void email(const contact_view& x) {
    draw_text(u_, face::body, {in_.x, y_, u_.px(20), u_.px(row_height)}, u_.colours.text2,
              icon::envelope);
    const button write{.id = "email contact",
                       .text = _("Write"),
                       .key = keycap(deed::send_email),
                       .look = button_look::ghost,
                       .enabled = may(u_.view, right::send_messages),
                       .font = face::caption};
    const float width = button_width(u_, write);
    draw_text(u_, face::body, {in_.x + u_.px(26), y_, in_.w - width - u_.px(26), u_.px(row_height)},
              u_.colours.text, x.email);
    if (draw_button(u_, {in_.right() + u_.px(8) - width, y_ + u_.px(2), width, u_.px(26)}, write))
      open_message(u_, x, message_kind::email, x.email);
    y_ += u_.px(row_height);
  }

  void pair(const char* what, const std::string& value) {
    if (value.empty())
      return;
    draw_text(u_, face::caption, {in_.x, y_, u_.px(90), u_.px(line_height)}, u_.colours.text2,
              what);
    draw_text(u_, face::body, {in_.x + u_.px(96), y_, in_.w - u_.px(96), u_.px(line_height)},
              u_.colours.text, value);
    y_ += u_.px(line_height);
  }

  void changes(const contact_view& x) {
    y_ += u_.px(8);
    const bool can = may_change_book(u_.view, x.shared);
    if (!can)
      return;
    const button change{.id = "change contact",
                        .text = _("Change"),
                        .icon = icon::pencil,
                        .key = keycap(deed::edit_contact),
                        .enabled = u_.live(),
                        .why_not = _("no connection to the service"),
                        .font = face::body};
    const float width = button_width(u_, change);
    if (draw_button(u_, {in_.x, y_, width, u_.px(30)}, change))
      u_.chosen.overlay = {.kind = overlay_kind::contact_form, .contact = x.id, .shared = x.shared};
    y_ += u_.px(36);
  }

  void text(face font, ImU32 ink, const std::string& what, float height) {
    draw_text(u_, font, {in_.x, y_, in_.w, u_.px(height)}, ink, what);
    y_ += u_.px(height);
  }
  float below() const { return y_; }

private:
  ui& u_;
  rect in_;
  float y_;
};

std::string joined(const std::vector<std::string>& all) {
  std::string result;
  for (const auto& one : all)
    result += (result.empty() ? "" : ", ") + one;
  return result;
}

} // namespace

void write_to(ui& u, const contact_view& x, message_kind way) {
  if (way == message_kind::email)
    return open_message(u, x, way, x.email);
  if (const auto* to = sms_number(x))
    open_message(u, x, way, to->number);
}

void draw_contact_card(ui& u, const rect& box, const contact_view& x) {
  const scroll_area scroll{{box.x + u.px(1), box.y, box.w - u.px(2), box.h}, "contact card"};
  u.seen.note(box, {.kind = "row", .id = "card of the contact", .text = name_of(x)});
  pen write{u, {box.x, box.y - ImGui::GetScrollY(), box.w, box.h}};
  write.name(x);
  for (std::size_t i = 0; i < x.numbers.size(); ++i)
    write.number(x, x.numbers[i], i);
  if (!x.email.empty())
    write.email(x);
  write.pair(_("Address"), x.address);
  write.pair(_("Keywords"), joined(x.keywords));
  write.pair(_("Note"), x.note);
  write.pair(_("Phone book"), book_word(x.shared));
  if (!x.changed_by.empty())
    write.pair(_("Changed by"),
               x.changed_by + ' ' + until_text(x.changed_at - u.view.ahead, u.now - u.view.ahead));
  write.changes(x);
  ImGui::SetCursorScreenPos({box.x, write.below()});
  ImGui::Dummy({1, 1});
}

} // namespace omstilling

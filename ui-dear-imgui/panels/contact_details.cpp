#include "ui-dear-imgui/panels/contact_details.hpp"

#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr float head = 28, row_height = 30, line_height = 24;

const char* kind_icon(phone_kind x) {
  switch (x) {
    case phone_kind::mobile: return icon::mobile;
    case phone_kind::softphone: return icon::laptop;
    case phone_kind::external: return icon::building;
    default: return icon::desk_phone;
  }
}

std::string joined(const std::vector<std::string>& all) {
  std::string result;
  for (const auto& one : all)
    result += (result.empty() ? "" : ", ") + one;
  return result;
}

std::string deputy_text(const ui& u, const person& x) {
  const auto* deputy = x.deputy ? find_person(u.view, *x.deputy) : nullptr;
  return deputy ? deputy->name + " " + deputy->extension : x.deputy.value_or(employee_id{}).value;
}

/// A message to her from here on: the card comes to the front.
void write_to(ui& u, const employee_id& who, message_kind channel) {
  u.chosen.person = who;
  u.chosen.side = side_tab::message;
  u.chosen.focus_message = true;
  u.chosen.message_channel = channel;
}

/// From the top down.
class pen {
public:
  pen(ui& u, const rect& box, const person& who) : u_(u), box_(box), who_(who), y_(box.y) {}

  void heading() {
    draw_text(u_, face::strong, row(24), u_.colours.text, _("Phones"));
    y_ += u_.px(head);
  }

  void none() {
    draw_text(u_, face::body, row(row_height), u_.colours.text2, _("No phone."));
    y_ += u_.px(row_height);
  }

  void phone_row(const phone& x, bool primary) {
    ImGui::PushID(x.id.value.c_str());
    const auto state = lamp_now(u_, x);
    draw_lamp(u_, {box_.x, y_ + u_.px(8)}, u_.px(14), state);
    draw_text(u_, face::body, {box_.x + u_.px(26), y_, u_.px(20), u_.px(row_height)},
              u_.colours.text2, kind_icon(x.kind));
    const bool can =
      u_.live() && may(u_.view, current_call(u_.view) ? right::switchboard : right::own_status);
    const button call{.id = "call",
                      .text = x.number,
                      .icon = icon::phone,
                      .look = button_look::ghost,
                      .enabled = can};
    const float width = button_width(u_, call);
    float right = box_.right() + u_.px(8) - width;
    if (draw_button(u_, {right, y_, width, u_.px(row_height)}, call))
      overview_panel::act(u_, {.employee = {}, .number = x.number, .name = who_.name});
    if ((x.kind == phone_kind::mobile || x.kind == phone_kind::external) &&
        may(u_.view, right::send_messages)) {
      const button sms{.id = "write sms",
                       .text = {},
                       .icon = icon::comment,
                       .look = button_look::ghost,
                       .says = _("Write an SMS")};
      right -= u_.px(34);
      if (draw_button(u_, {right, y_, u_.px(32), u_.px(row_height)}, sms))
        write_to(u_, who_.id, message_kind::sms);
    }
    const float left = box_.x + u_.px(50), room = right - u_.px(6) - left;
    auto word = std::string{phone_word(x.kind)};
    const auto tail = state == lamp::idle ? std::string{} : lamp_word(state);
    // That it is the first one, its place says too.
    const auto longer = word + " · " + _("primary");
    const auto with_tail = [&](const std::string& said) {
      return tail.empty() ? said : said + " · " + tail;
    };
    if (primary && text_width(u_, face::body, with_tail(longer)) <= room)
      word = longer;
    draw_text(u_, face::body, {left, y_, room, u_.px(row_height)}, u_.colours.text,
              with_tail(word));
    y_ += u_.px(row_height);
    ImGui::PopID();
  }

  void email() {
    draw_text(u_, face::body, {box_.x + u_.px(26), y_, u_.px(20), u_.px(row_height)},
              u_.colours.text2, icon::envelope);
    const button write{.id = "write email",
                       .text = _("Write"),
                       .key = keycap(deed::message),
                       .look = button_look::ghost,
                       .enabled = may(u_.view, right::send_messages),
                       .why_not = _("you lack the right to do this"),
                       .font = face::caption};
    const float width = button_width(u_, write), left = box_.x + u_.px(50);
    draw_text(u_, face::body, {left, y_, box_.right() - width - left, u_.px(row_height)},
              u_.colours.text, *who_.email);
    if (draw_button(u_, {box_.right() + u_.px(8) - width, y_ + u_.px(2), width, u_.px(26)}, write))
      write_to(u_, who_.id, message_kind::email);
    y_ += u_.px(row_height);
  }

  void pair(const char* name, const std::string& text) {
    draw_text(u_, face::caption, row(line_height), u_.colours.text2, name);
    draw_text(u_, face::body, {box_.x + u_.px(96), y_, box_.w - u_.px(96), u_.px(line_height)},
              u_.colours.text, text);
    y_ += u_.px(line_height);
  }

  /// A press leads to her.
  void deputy() {
    const rect place{box_.x - u_.px(6), y_, box_.w + u_.px(12), u_.px(line_height)};
    if (draw_row(u_, place, "deputy", {}).clicked) {
      u_.chosen.person = who_.deputy;
      u_.chosen.scroll_to_person = true;
    }
    u_.seen.note(place, {.kind = "row", .id = "deputy", .text = deputy_text(u_, who_)});
    pair(_("Deputy"), deputy_text(u_, who_));
  }

  float below() const { return y_; }

private:
  rect row(float height) const { return {box_.x, y_, box_.w, u_.px(height)}; }

  ui& u_;
  rect box_;
  const person& who_;
  float y_;
};

} // namespace

const char* phone_word(phone_kind x) {
  switch (x) {
    case phone_kind::mobile: return _("Mobile");
    case phone_kind::softphone: return _("Softphone");
    case phone_kind::external: return _("External");
    default: return _("Desk phone");
  }
}

float contact_details_height(const ui& u, const person& x) {
  float result = head + row_height * static_cast<float>(std::max<std::size_t>(1, x.phones.size()));
  if (x.email && !x.email->empty())
    result += row_height;
  for (const bool there : {!x.tasks.empty(), !x.alternate_names.empty(), x.deputy.has_value()})
    result += there ? line_height : 0;
  return u.px(result + 4);
}

float draw_contact_details(ui& u, const rect& box, const person& x) {
  pen write{u, box, x};
  write.heading();
  for (const auto& one : x.phones)
    write.phone_row(one, &one == &x.phones.front());
  if (x.phones.empty())
    write.none();
  if (x.email && !x.email->empty())
    write.email();
  if (!x.tasks.empty())
    write.pair(_("Tasks"), joined(x.tasks));
  if (!x.alternate_names.empty())
    write.pair(_("Also called"), joined(x.alternate_names));
  if (x.deputy)
    write.deputy();
  return write.below();
}

} // namespace omstilling

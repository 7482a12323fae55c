#include "ui-dear-imgui/panels/person_panel.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/agenda_panel.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

std::string joined(std::initializer_list<const std::string*> parts) {
  std::string result;
  for (const auto* part : parts)
    if (!part->empty())
      result += (result.empty() ? "" : " · ") + *part;
  return result;
}

std::string action_text(const status_action& x) {
  switch (x.kind) {
    case status_action_kind::set_do_not_disturb: return _("Do not disturb on");
    case status_action_kind::clear_do_not_disturb: return _("Do not disturb off");
    case status_action_kind::set_forwarding:
      return fmt::format(fmt::runtime(_("Forwarded → {}")), x.to.value_or(""));
    case status_action_kind::clear_forwarding: return _("Forwarding off");
    case status_action_kind::agent_pause: return _("Pause on");
    case status_action_kind::agent_resume: return _("Pause off");
    default: return {};
  }
}

std::string actions_text(const std::vector<status_action>& x) {
  std::string result;
  for (const auto& one : x)
    result += (result.empty() ? "" : ", ") + action_text(one);
  return result;
}

/// Draws from the top down; each part says where the next begins.
class pen {
public:
  pen(ui& u, const rect& box) : u_(u), in_(box.inset(u.px(12), 0)), box_(box), y_(box.y) {}

  void who(const person& x) {
    y_ += u_.px(12);
    const auto word = lamp_text(u_, x, true);
    const float width = text_width(u_, face::label, word) + u_.px(34);
    // A name that fills the line keeps it; the lamp stands below then.
    const bool beside = text_width(u_, face::title, x.name) + width <= in_.w;
    draw_text(u_, face::title, row(26, beside ? width : 0), u_.colours.text, x.name);
    if (!beside)
      y_ += u_.px(26);
    const float lamp_x = beside ? in_.right() - width + u_.px(10) : in_.x;
    draw_lamp(u_, {lamp_x, y_ + u_.px(5)}, u_.px(16), lamp_now(u_, x));
    draw_text(u_, face::label,
              {lamp_x + u_.px(24), y_, in_.right() - lamp_x - u_.px(24), u_.px(26)},
              u_.colours.text, word);
    y_ += u_.px(28);
    line(x.title);
    line(joined({&x.department, &x.location}));
    if (!x.groups.empty()) {
      std::string groups;
      for (const auto& one : x.groups)
        groups += (groups.empty() ? "" : ", ") + one;
      line(groups);
    }
    divider();
  }

  void status(const person_status& x) {
    const auto local = [&](time_point at) { return at - u_.view.ahead; };
    const float chip = draw_status(u_, row(26), x);
    auto times =
      x.until ? fmt::format("{}–{}", until_text(local(x.since), local(u_.now)),
                            until_text(local(*x.until), local(u_.now)))
              : fmt::format(fmt::runtime(_("since {}")), until_text(local(x.since), local(u_.now)));
    const auto left = x.until ? remaining_text(*x.until, u_.now) : std::string{};
    const float room = in_.right() - chip - u_.px(10);
    draw_text(u_, face::label, rect{chip + u_.px(10), y_, room, u_.px(26)}, u_.colours.text, times);
    if (x.until) {
      // Beside the times where there is room, else below them.
      if (text_width(u_, face::label, times) + text_width(u_, face::body, left) + u_.px(12) > room)
        y_ += u_.px(24);
      draw_text(u_, face::body, row(26), u_.colours.text2, left, align::right);
      y_ += u_.px(32);
      bar(x);
    } else {
      y_ += u_.px(30);
    }
    if (x.source == claim_source::calendar)
      pair(_("Source"), _("busy in the calendar"));
    pair(_("Start"), actions_text(x.start_actions));
    pair(_("Finish"), actions_text(x.stop_actions));
    note(x.note);
  }

  /// What can be changed of her; without the right there is no button.
  void changes(const employee_id& id) {
    struct change {
      bool allowed;
      const char* id;
      const char* text;
      deed key;
      overlay_kind opens;
    };
    const std::array all{
      change{may_set_status(u_.view, id), "change status", _("Change status"), deed::change_status,
             overlay_kind::status_form},
      change{may_set_phone(u_.view, id), "change phone", _("Change phone"), deed::change_phone,
             overlay_kind::phone_form},
      change{may_watch(u_.view), "watch", _("Watch"), deed::watch, overlay_kind::watch_form}};
    float x = in_.x;
    bool any = false;
    for (const auto& one : all) {
      if (!one.allowed)
        continue;
      const button made{.id = one.id,
                        .text = one.text,
                        .key = keycap(one.key),
                        .enabled = u_.live(),
                        .why_not = _("no connection to the service"),
                        .font = face::caption};
      const float width = button_width(u_, made);
      if (!any)
        y_ += u_.px(6);
      else if (x + width > in_.right() + 1) {
        x = in_.x;
        y_ += u_.px(32);
      }
      any = true;
      if (draw_button(u_, {x, y_, width, u_.px(26)}, made))
        u_.open(one.opens, id);
      x += width + u_.px(4);
    }
    if (any)
      y_ += u_.px(28);
    divider();
  }

  /// Where there is room for the phones below it.
  void agenda(const person& x) {
    const float needed = u_.px(28) + agenda_panel::lines_height(u_) + u_.px(20);
    const float phones = u_.px(28 + 30 * static_cast<float>(x.phones.size()));
    if (y_ + needed + phones > box_.bottom())
      return;
    draw_text(u_, face::strong, row(24), u_.colours.text, _("Agenda"));
    y_ += u_.px(28);
    agenda_panel::draw_lines(u_, row(52), x);
    y_ += agenda_panel::lines_height(u_);
    divider();
  }

  void phones(const person& x) {
    draw_text(u_, face::strong, row(24), u_.colours.text, _("Phones"));
    y_ += u_.px(28);
    for (const auto& one : x.phones)
      phone_row(x, one, &one == &x.phones.front());
    if (x.phones.empty())
      line(_("No phone."));
  }

private:
  rect row(float height, float less = 0) const { return {in_.x, y_, in_.w - less, u_.px(height)}; }

  void line(const std::string& text) {
    if (text.empty())
      return;
    draw_text(u_, face::body, row(20), u_.colours.text2, text);
    y_ += u_.px(20);
  }

  void divider() {
    y_ += u_.px(10);
    horizontal_line(u_, box_.x, box_.right(), y_, u_.colours.line);
    y_ += u_.px(10);
  }

  void pair(const char* name, const std::string& text) {
    if (text.empty())
      return;
    draw_text(u_, face::caption, row(22), u_.colours.text2, name);
    draw_text(u_, face::body, rect{in_.x + u_.px(80), y_, in_.w - u_.px(80), u_.px(22)},
              u_.colours.text, text);
    y_ += u_.px(22);
  }

  /// In two lines where one is too short.
  void note(const std::string& text) {
    const auto* font = u_.fonts[face::body];
    const float room = in_.w - u_.px(80);
    if (text_width(u_, face::body, text) <= room)
      return pair(_("Note"), text);
    const auto* end = font->CalcWordWrapPositionA(1, text.data(), text.data() + text.size(), room);
    const auto length = static_cast<std::size_t>(end - text.data());
    pair(_("Note"), text.substr(0, length));
    const auto rest = text.find_first_not_of(' ', length);
    if (rest != std::string::npos)
      pair("", text.substr(rest));
  }

  void bar(const person_status& x) {
    const auto whole = static_cast<float>((*x.until - x.since).count());
    const auto gone = static_cast<float>((u_.now - x.since).count());
    const float part = whole > 0 ? std::clamp(gone / whole, 0.0F, 1.0F) : 1;
    fill(row(6), u_.colours.away_soft, u_.px(3));
    const auto look = look_of(u_.colours, x);
    fill({in_.x, y_, in_.w * part, u_.px(6)}, look.quiet ? u_.colours.accent : look.ink, u_.px(3));
    y_ += u_.px(14);
  }

  static const char* kind_word(phone_kind x) {
    switch (x) {
      case phone_kind::mobile: return _("Mobile");
      case phone_kind::softphone: return _("Softphone");
      case phone_kind::external: return _("External");
      default: return _("Desk phone");
    }
  }

  static const char* kind_icon(phone_kind x) {
    switch (x) {
      case phone_kind::mobile: return icon::mobile;
      case phone_kind::softphone: return icon::laptop;
      case phone_kind::external: return icon::building;
      default: return icon::desk_phone;
    }
  }

  void phone_row(const person& who, const phone& x, bool primary) {
    ImGui::PushID(x.id.value.c_str());
    const float height = 30;
    const auto state = lamp_now(u_, x);
    draw_lamp(u_, {in_.x, y_ + u_.px(8)}, u_.px(14), state);
    draw_text(u_, face::body, rect{in_.x + u_.px(26), y_, u_.px(20), u_.px(height)},
              u_.colours.text2, kind_icon(x.kind));
    const button call{.id = "call",
                      .text = x.number,
                      .icon = icon::phone,
                      .look = button_look::ghost,
                      .enabled = u_.live() && may(u_.view, right::switchboard)};
    const float width = button_width(u_, call);
    const float room = in_.w - width - u_.px(56);
    const auto state_word = state == lamp::idle ? "" : " · " + lamp_word(state);
    auto word = kind_word(x.kind) + state_word;
    // That it is the first one, its place says too.
    const auto longer = fmt::format("{} · {}{}", kind_word(x.kind), _("primary"), state_word);
    if (primary && text_width(u_, face::body, longer) <= room)
      word = longer;
    draw_text(u_, face::body, rect{in_.x + u_.px(50), y_, room, u_.px(height)}, u_.colours.text,
              word);
    if (draw_button(u_, {in_.right() - width + u_.px(8), y_, width, u_.px(height)}, call))
      overview_panel::act(u_, {.employee = {}, .number = x.number, .name = who.name});
    y_ += u_.px(height);
    ImGui::PopID();
  }

  ui& u_;
  rect in_, box_;
  float y_;
};

} // namespace

void person_panel::draw(ui& u, const rect& box) {
  const card frame{u, box, "chosen person", _("Selected person"), {}};
  const auto* who = u.chosen.person ? find_person(u.view, *u.chosen.person) : nullptr;
  if (!who)
    return draw_empty(u, {frame.body().x, frame.body().y, frame.body().w, u.px(72)},
                      _("Choose somebody in the list."));
  if (ImGui::IsWindowHovered() && ImGui::IsMouseClicked(1))
    u.open(overlay_kind::person_menu, who->id, {}, ImGui::GetIO().MousePos);
  u.seen.note(frame.body(), {.kind = "row", .id = "card of the person", .text = who->name});
  pen write{u, frame.body()};
  write.who(*who);
  write.status(who->status);
  write.changes(who->id);
  if (u.size == width_class::wide)
    write.agenda(*who);
  write.phones(*who);
}

} // namespace omstilling

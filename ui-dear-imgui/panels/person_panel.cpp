#include "ui-dear-imgui/panels/person_panel.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/agenda_panel.hpp"
#include "ui-dear-imgui/panels/alternatives.hpp"
#include "ui-dear-imgui/panels/contact_details.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/presence_words.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

constexpr float least_agenda = 78; // three lines

std::string joined(std::initializer_list<const std::string*> parts) {
  std::string result;
  for (const auto* part : parts)
    if (!part->empty())
      result += (result.empty() ? "" : " · ") + *part;
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

  void status(const person& who) {
    const auto& x = who.status;
    const auto local = [&](time_point at) { return at - u_.view.ahead; };
    const float why = why_link(who);
    const float chip = draw_status(u_, row(26, why), x, who.site);
    auto times =
      x.until ? fmt::format("{}–{}", until_text(local(x.since), local(u_.now)),
                            until_text(local(*x.until), local(u_.now)))
              : fmt::format(fmt::runtime(_("since {}")), until_text(local(x.since), local(u_.now)));
    const auto left = x.until ? remaining_text(*x.until, u_.now) : std::string{};
    const bool over = x.until && (x.overrun || *x.until <= u_.now);
    const float room = in_.right() - why - chip - u_.px(10);
    draw_text(u_, face::label, rect{chip + u_.px(10), y_, room, u_.px(26)}, u_.colours.text, times);
    if (x.until) {
      // Beside the times where there is room, else below them.
      const auto font = over ? face::label : face::body;
      const bool below =
        text_width(u_, face::label, times) + text_width(u_, font, left) + u_.px(12) > room;
      if (below)
        y_ += u_.px(24);
      auto place = row(26, below ? 0 : why);
      draw_text(u_, font, place, over ? u_.colours.bad : u_.colours.text2, left,
                below ? align::left : align::right);
      if (over)
        draw_text(u_, face::caption,
                  {below ? place.x + text_width(u_, font, left) + u_.px(8)
                         : place.right() - text_width(u_, font, left) - u_.px(20),
                   place.y, u_.px(18), place.h},
                  u_.colours.bad, icon::warning);
      y_ += u_.px(32);
      bar(x, over);
    } else {
      y_ += u_.px(30);
    }
    if (x.source == claim_source::calendar)
      pair(_("Source"), _("busy in the calendar"));
    else if (const auto* calendar = calendar_word(who))
      pair(_("Calendar"), calendar);
    in_two(_("Start"), actions_text(x.start_actions));
    in_two(_("Finish"), actions_text(x.stop_actions));
    if (const auto* known = presence_of(u_.view, who.id);
        known && !known->claims.empty() && !known->claims.front().alias.empty())
      pair(_("Outside"), status_word(u_.view, known->claims.front().alias, who.site));
    in_two(_("Note"), x.note);
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

  /// As high as the phones below leave room for.
  void agenda(const person& x) {
    const float details = contact_details_height(u_, x);
    const float room = box_.bottom() - y_ - u_.px(28 + 20 + 8) - details;
    // The card scrolls where that is not enough: what is ahead never goes altogether.
    const float height =
      std::min(agenda_panel::lines_height(u_, x), std::max(room, u_.px(least_agenda)));
    draw_text(u_, face::strong, row(24), u_.colours.text, _("Agenda"));
    if (may_set_status(u_.view, x.id)) {
      const button plans{.id = "plans",
                         .text = _("Plans"),
                         .look = button_look::ghost,
                         .enabled = u_.live(),
                         .why_not = _("no connection to the service"),
                         .font = face::caption};
      const float width = button_width(u_, plans);
      if (draw_button(u_, {in_.right() - width + u_.px(8), y_ - u_.px(1), width, u_.px(26)}, plans))
        u_.open(overlay_kind::plans, x.id);
    }
    y_ += u_.px(28);
    agenda_panel::draw_lines(u_, {in_.x, y_, in_.w, height}, x);
    y_ += height;
    divider();
  }

  /// Who else could take it, where she cannot.
  void others(const person& x) {
    const float height = alternatives_height(u_, x);
    if (height <= 0)
      return;
    draw_alternatives(u_, {in_.x, y_, in_.w, height}, x);
    y_ += height - u_.px(10);
    divider();
  }

  void details(const person& x) { y_ = draw_contact_details(u_, {in_.x, y_, in_.w, 0}, x); }
  float below() const { return y_; }

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
  void in_two(const char* name, const std::string& text) {
    const auto* font = u_.fonts[face::body];
    const float room = in_.w - u_.px(80);
    if (text_width(u_, face::body, text) <= room)
      return pair(name, text);
    const auto* end = font->CalcWordWrapPositionA(1, text.data(), text.data() + text.size(), room);
    const auto length = static_cast<std::size_t>(end - text.data());
    pair(name, text.substr(0, length));
    const auto rest = text.find_first_not_of(' ', length);
    if (rest != std::string::npos)
      pair("", text.substr(rest));
  }

  /// The way to the claims behind the status; returns the room that it takes at the right.
  float why_link(const person& who) {
    const button why{
      .id = "why", .text = _("Why?"), .look = button_look::ghost, .font = face::caption};
    const float width = button_width(u_, why);
    const rect place{in_.right() - width + u_.px(8), y_, width, u_.px(26)};
    if (draw_button(u_, place, why))
      u_.chosen.overlay = {.kind = overlay_kind::why,
                           .at = {in_.right(), place.bottom() + u_.px(4)},
                           .person = who.id};
    return width;
  }

  void bar(const person_status& x, bool over) {
    const auto whole = static_cast<float>((*x.until - x.since).count());
    const auto gone = static_cast<float>((u_.now - x.since).count());
    const float part = whole > 0 ? std::clamp(gone / whole, 0.0F, 1.0F) : 1;
    fill(row(6), u_.colours.away_soft, u_.px(3));
    const auto look = look_of(u_, x);
    const auto ink = over ? u_.colours.bad : look.quiet ? u_.colours.accent : look.ink;
    fill({in_.x, y_, in_.w * part, u_.px(6)}, ink, u_.px(3));
    y_ += u_.px(14);
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
  u.seen.note(frame.body(), {.kind = "row", .id = "card of the person", .text = who->name});
  // What does not fit is scrolled to; nothing of it is left out.
  const auto body = frame.body();
  const scroll_area scroll{{body.x, body.y, body.w, body.h - u.px(2)}, "person"};
  if (ImGui::IsWindowHovered() && ImGui::IsMouseClicked(1))
    u.open(overlay_kind::person_menu, who->id, {}, ImGui::GetIO().MousePos);
  const float scrolled = ImGui::GetScrollY();
  pen write{u, {body.x, body.y - scrolled, ImGui::GetContentRegionAvail().x, body.h}};
  write.who(*who);
  write.status(*who);
  write.changes(who->id);
  write.others(*who);
  if (u.size == width_class::wide)
    write.agenda(*who);
  write.details(*who);
  ImGui::SetCursorScreenPos({body.x, write.below()});
  ImGui::Dummy({1, 1});
}

} // namespace omstilling

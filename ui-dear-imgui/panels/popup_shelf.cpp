#include "ui-dear-imgui/panels/popup_shelf.hpp"

#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/motion.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/watch_words.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::chrono::seconds stands_for{20};
constexpr std::size_t most = 3;
constexpr float width = 390, height = 116, gap = 8, return_width = 546, more_height = 30;
constexpr std::int64_t renewed_seconds = 1'800;

std::string detail(const ui& u, const popup_view& x, bool while_away) {
  const auto kind = kind_of(x);
  if (is_promise(kind)) {
    auto text = promise_text(x);
    if (x.deadline)
      text += (text.empty() ? "" : " · ") +
              fmt::format(fmt::runtime(_("before {}")),
                          until_text(*x.deadline - u.view.ahead, u.now - u.view.ahead));
    return text;
  }
  std::string result = kind == popup_kind::watch ? standing_text(u, x.status, x.lamp_state)
                       : kind == popup_kind::phone_by_other ? lamp_word(x.lamp_state)
                                                            : status_word(u.view, x.status);
  if (kind == popup_kind::status_by_other && x.status.until)
    result += ' ' + fmt::format(fmt::runtime(_("until {}")),
                                until_text(*x.status.until - u.view.ahead, u.now - u.view.ahead));
  if (const auto* watch = watch_of(u.view, x))
    result += " · " + fmt::format(fmt::runtime(_("watched: {}")),
                                  condition_text(u.view, watch->condition, watch->once));
  const auto at = until_text(x.at - u.view.ahead, u.now - u.view.ahead);
  return while_away ? fmt::format(fmt::runtime(_("while you were away, {}")), at) + " · " + result
                    : result;
}

/// Buttons from left to right that end the pop-up.
class deeds {
public:
  deeds(ui& u, const rect& in, const popup_id& popup) : u_(u), in_(in), popup_(popup) {}

  void add(button what, std::optional<command> does) {
    what.enabled = does && u_.live();
    what.why_not =
      u_.live() ? _("not in the present state of the call") : _("no connection to the service");
    const float wide = button_width(u_, what);
    // Half a word says nothing; what finds no room is done in the watch list.
    if (used_ + wide > in_.w + 1)
      return;
    if (draw_button(u_, {in_.x + used_, in_.y, wide, in_.h}, what)) {
      u_.ask(std::move(does));
      u_.ask(dismiss_popup{popup_});
    }
    used_ += wide + u_.px(6);
  }

private:
  ui& u_;
  rect in_;
  const popup_id& popup_;
  float used_ = 0;
};

std::string first_word(const std::string& text) { return text.substr(0, text.find(' ')); }

set_status renewed(const popup_view& x) {
  set_status result{.employee = x.employee, .type = x.status.type};
  if (!x.status.note.empty())
    result.note = x.status.note;
  result.for_seconds = renewed_seconds;
  result.start_actions = x.status.start_actions;
  result.stop_actions = x.status.stop_actions;
  result.expiry = on_expiry::pop_up;
  return result;
}

void offer_call(ui& u, deeds& out, const person& who) {
  const call_target to{.employee = who.id, .number = who.extension, .name = who.name};
  if (const auto* call = current_call(u.view))
    out.add(
      {.id = "transfer to popup",
       .text = fmt::format(fmt::runtime(_("Transfer {}")), first_word(party_text(call->caller))),
       .icon = icon::forward,
       .look = button_look::primary},
      transfer_to(u.view, to));
  else
    out.add({.id = "dial popup", .text = fmt::format(fmt::runtime(_("Dial {}")), who.extension)},
            dial(u.view, to));
}

void offer_promise(ui& u, deeds& out, const popup_view& x) {
  if (x.caller) {
    const call_target to{
      .employee = x.caller->employee, .number = x.caller->number, .name = x.caller->name};
    out.add({.id = "call promised",
             .text = _("Call back"),
             .icon = icon::phone,
             .look = button_look::primary},
            current_call(u.view) ? std::nullopt : dial(u.view, to));
  }
  if (x.promise)
    out.add({.id = "close promise", .text = _("Done"), .icon = icon::check},
            close_promise{*x.promise});
}

} // namespace

/// Who is logged in, and since when: what is told from before was missed.
void popup_shelf::follow(const ui& u) {
  if (user_ != u.view.user) {
    user_ = u.view.user;
    here_since_.reset();
    first_seen_.clear();
  }
  if (!u.live())
    here_since_.reset();
  else if (!here_since_)
    here_since_ = u.now;
}

std::vector<const popup_view*> popup_shelf::standing(const ui& u) {
  std::vector<const popup_view*> result;
  std::map<popup_id, time_point> seen;
  for (const auto& one : u.view.popups) {
    const auto before = first_seen_.find(one.id);
    const auto since = before == first_seen_.end() ? u.now : before->second;
    seen.emplace(one.id, since);
    if (u.now - since < stands_for)
      result.push_back(&one);
  }
  first_seen_ = std::move(seen);
  return result;
}

void popup_shelf::draw_popup(ui& u, const rect& box, const popup_view& x, bool last) {
  const shelf_window window{u, box, "popup " + x.id.value, u.colours.accent};
  const rect in = box.inset(u.px(14), u.px(10));
  const auto at = until_text(x.at - u.view.ahead, u.now - u.view.ahead);
  const float time = text_width(u, face::caption, at);
  const auto kind = kind_of(x);
  if (kind == popup_kind::watch)
    draw_lamp(u, {in.x, in.y + u.px(5)}, u.px(16), u.live() ? x.lamp_state : lamp::unknown);
  else
    draw_text(u, face::body, {in.x, in.y, u.px(20), u.px(26)}, u.colours.accent,
              kind == popup_kind::overrun          ? icon::clock
              : is_promise(kind)                   ? icon::back
              : kind == popup_kind::phone_by_other ? icon::desk_phone
                                                   : icon::user);
  draw_text(u, face::strong, {in.x + u.px(26), in.y, in.w - u.px(36) - time, u.px(26)},
            u.colours.text, popup_text(u.view, x));
  draw_text(u, face::caption, {in.right() - time, in.y, time + 1, u.px(26)}, u.colours.text2, at);
  const bool missed = here_since_ && x.at < *here_since_;
  draw_text(u, face::body, {in.x, in.y + u.px(26), in.w, u.px(24)}, u.colours.text2,
            detail(u, x, missed));
  const button close{.id = "close popup",
                     .text = _("Close"),
                     .key = last ? "Esc" : nullptr,
                     .look = button_look::ghost,
                     .enabled = u.live(),
                     .why_not = _("no connection to the service")};
  const float close_width = button_width(u, close);
  const rect row{in.x, in.bottom() - u.px(34), in.w - close_width - u.px(4), u.px(34)};
  if (draw_button(u, {row.right() + u.px(4), row.y, close_width, row.h}, close))
    u.ask(dismiss_popup{x.id});
  deeds list{u, row, x.id};
  if (kind == popup_kind::phone_by_other)
    return;
  if (is_promise(kind))
    return offer_promise(u, list, x);
  if (kind == popup_kind::status_by_other)
    return list.add({.id = "end status", .text = _("Available"), .icon = icon::check},
                    clear_status{x.employee});
  if (kind == popup_kind::overrun) {
    list.add({.id = "renew status", .text = _("30 min more"), .icon = icon::again}, renewed(x));
    list.add({.id = "end status", .text = _("Available"), .icon = icon::check},
             clear_status{x.employee});
    return;
  }
  if (const auto* who = find_person(u.view, x.employee))
    offer_call(u, list, *who);
  if (const auto* watch = watch_of(u.view, x))
    list.add({.id = "stop watch", .text = _("Stop watching")}, remove_watch{watch->id});
}

void popup_shelf::draw(ui& u, const rect& area) {
  follow(u);
  const auto all = standing(u);
  newest_ = all.empty() ? std::nullopt : std::optional{all.back()->id};
  const auto taken = returned_.draw(u, area);
  if (all.empty())
    return;
  const float wide = std::min(u.px(width), area.w), step = u.px(height + gap);
  const bool beside = area.w >= u.px(return_width + gap + width);
  float y = taken.h > 0 && !beside ? taken.y - u.px(gap) : area.bottom();
  // What is above is the list of people: half of it stays in sight.
  const auto room = static_cast<std::size_t>(std::max(1.0F, (y - area.y - area.h * 0.25F) / step));
  const auto shown = std::min({all.size(), most, room});
  for (std::size_t i = 0; i < shown; ++i) {
    y -= u.px(height);
    const auto& one = *all[all.size() - 1 - i];
    const float below = arrival_slide(u, first_seen_.at(one.id));
    draw_popup(u, {area.right() - wide, y + below, wide, u.px(height)}, one, i == 0);
    y -= u.px(gap);
  }
  if (all.size() == shown)
    return;
  const rect more{area.right() - wide, y - u.px(more_height), wide, u.px(more_height)};
  const shelf_window window{u, more, "more popups", u.colours.accent};
  draw_text(u, face::label, more.inset(u.px(14), 0), u.colours.text,
            fmt::format(fmt::runtime(_("and {} more in the watch list")), all.size() - shown));
}

} // namespace omstilling

#include "ui-dear-imgui/panels/call_detail.hpp"

#include "ui-dear-imgui/panels/call_story.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/past_calls.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr float width = 640, head = 44, line_height = 24, foot = 56, bar_height = 64;
constexpr std::size_t most_lines = 16;

/// In the caller's history, or as it was asked for.
const call_history_entry* find(const console_view& view, const call_id& id) {
  const auto& known = *view.answers;
  const auto found = std::find_if(known.history.entries.begin(), known.history.entries.end(),
                                  [&](const auto& x) { return x.call == id; });
  if (found != known.history.entries.end())
    return &*found;
  return known.story && known.story->call == id ? &*known.story : nullptr;
}

std::vector<std::string> lines_of(const ui& u, const call_history_entry& x) {
  std::vector<std::string> result;
  for (const auto& one : x.story)
    result.push_back(story_line(u, one));
  for (const auto& one : x.notes)
    result.push_back(clock_text(one.at - u.view.ahead) + "  " +
                     fmt::format(fmt::runtime(_("{} noted: {}")), one.by.value, one.text));
  if (result.size() > most_lines) {
    const auto rest = result.size() - most_lines;
    result.resize(most_lines);
    result.push_back(fmt::format(fmt::runtime(_("and {} more")), rest));
  }
  return result;
}

menu_item entry_of(const char* id, std::string text, const char* what) {
  return {.id = id, .text = std::move(text), .icon = what};
}

bool is_in_book(const console_view& view, const std::string& number) {
  const auto plain = plain_number(number);
  return std::any_of(view.contacts->begin(), view.contacts->end(),
                     [&](const auto& x) { return x->folded.find(plain) != std::string::npos; });
}

/// What became of the call, its way, and the notes on it.
void draw_told(const ui& u, const rect& in, const call_history_entry& x,
               const std::vector<std::string>& lines) {
  float y = in.y;
  const auto line = [&](face font, ImU32 ink, const std::string& text) {
    if (y + u.px(line_height) <= in.bottom() + 1)
      draw_text(u, font, {in.x, y, in.w, u.px(line_height)}, ink, text);
    y += u.px(line_height);
  };
  line(face::label, u.colours.text, when_text(u, x.at) + " · " + history_text(u, x));
  const auto back = called_back_text(u, x.called_back);
  line(face::body, u.colours.text2,
       x.caller.number + (x.show_in_switchboard.empty() ? "" : " · " + x.show_in_switchboard) +
         (back.empty() ? "" : " · " + back));
  if (x.story.size() > 1) {
    draw_story(u, {in.x, y + u.px(4), in.w, u.px(bar_height)}, x.story);
    y += u.px(bar_height);
  }
  for (const auto& one : lines)
    line(face::body, u.colours.text, one);
}

/// True when something was done, or it is to be closed.
bool draw_foot(ui& u, const rect& in, const call_history_entry* x) {
  float edge = in.right();
  const auto press = [&](const button& made) {
    edge -= button_width(u, made);
    const bool pressed = draw_button(u, {edge, in.y, button_width(u, made), in.h}, made);
    edge -= u.px(8);
    return pressed;
  };
  bool done = press({.id = "close detail", .text = _("Close"), .look = button_look::ghost});
  if (!x)
    return done;
  const auto to = target_of(x->caller);
  if (press({.id = "call detail",
             .text = fmt::format(fmt::runtime(_("Call {}")), x->caller.number),
             .icon = icon::phone,
             .enabled = u.live() && !to.number.empty()})) {
    overview_panel::act(u, to);
    done = true;
  }
  if (may(u.view, right::send_messages) &&
      press({.id = "message detail", .text = _("Message"), .icon = icon::comment})) {
    write_about(u, about_of(*x), true);
    done = true;
  }
  return done;
}

} // namespace

std::vector<menu_item> past_menu(const ui& u, const open_overlay& x) {
  if (!x.past)
    return {};
  const auto about = *x.past;
  const auto to = target_of(about.caller);
  std::vector<menu_item> result{{.id = "title", .text = party_text(about.caller), .title = true}};
  const bool in_call = current_call(u.view) != nullptr;
  auto call = entry_of("call", in_call ? _("Transfer here") : _("Call"),
                       in_call ? icon::forward : icon::phone);
  call.enabled = u.live() && (to.employee || !to.number.empty());
  call.why_not = u.live() ? _("no number") : _("no connection to the service");
  call.run = [to](ui& then) { overview_panel::act(then, to); };
  result.push_back(std::move(call));
  auto message = entry_of("message about", _("Message about the call"), icon::comment);
  message.enabled = may(u.view, right::send_messages);
  message.why_not = _("you lack the right to do this");
  message.run = [about](ui& then) {
    write_about(then, about, true);
    then.chosen.focus_message = true;
  };
  result.push_back(std::move(message));
  if (x.call) {
    auto story = entry_of("story", _("The way of the call"), icon::route);
    story.run = [id = *x.call](ui& then) {
      then.chosen.overlay = {.kind = overlay_kind::call_detail, .call = id};
    };
    result.push_back(std::move(story));
  }
  if (!about.caller.employee && !about.caller.number.empty() &&
      !is_in_book(u.view, about.caller.number)) {
    auto keep = entry_of("keep contact", _("Keep in the phone book …"), icon::book);
    keep.enabled = may(u.view, right::own_contacts);
    keep.why_not = _("you lack the right to do this");
    keep.run = [who = about.caller](ui& then) {
      then.chosen.overlay = {
        .kind = overlay_kind::contact_form, .number = who.number, .name = who.name};
    };
    result.push_back(std::move(keep));
  }
  return result;
}

void call_detail::draw(ui& u, const rect& window, const call_id& id) {
  const auto* x = find(u.view, id);
  if (!x)
    u.chosen.asking.story = id;
  const auto lines = x ? lines_of(u, *x) : std::vector<std::string>{};
  const float wide = std::min(u.px(width), window.w - u.px(16));
  const float bar = x && x->story.size() > 1 ? u.px(bar_height) : 0;
  const float high =
    std::min(window.h - u.px(16), u.px(head + foot + 12) + bar +
                                    u.px(line_height) * static_cast<float>(lines.size() + 2));
  const rect box{window.x + (window.w - wide) / 2, window.y + (window.h - high) / 3, wide, high};
  const overlay_layer layer{u, window, std::exchange(fresh_, false)};
  layer.ground(box);
  const rect in = box.inset(u.px(16), 0);
  draw_text(u, face::lead, {in.x, box.y, in.w - u.px(60), u.px(head)}, u.colours.text,
            x ? party_text(x->caller) : std::string{_("The way of the call")});
  draw_keycap(u, {in.right() - keycap_width(u, "Esc"), box.y, u.px(60), u.px(head)}, "Esc");
  horizontal_line(u, box.x, box.right(), box.y + u.px(head), u.colours.line);
  const rect body{in.x, box.y + u.px(head + 8), in.w, box.h - u.px(head + 8 + foot)};
  if (x)
    draw_told(u, body, *x, lines);
  else
    draw_text(u, face::body, {body.x, body.y, body.w, u.px(line_height)}, u.colours.text2,
              u.view.answers->no_story ? refusal_text(*u.view.answers->no_story)
                                       : std::string{_("Reading …")});
  if (draw_foot(u, {in.x, box.bottom() - u.px(44), in.w, u.px(32)}, x) ||
      layer.clicked_outside(box))
    u.chosen.overlay = {};
}

} // namespace omstilling

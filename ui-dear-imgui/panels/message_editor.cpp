#include "ui-dear-imgui/panels/message_editor.hpp"

#include "ui-dear-imgui/model/sms_size.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>
#include <imgui_internal.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr float templates_height = 28, options_height = 26, ways_height = 34, gap = 6,
                least_for_templates = 150, least_for_subject = 250;
constexpr std::chrono::seconds told_for{6};

std::string size_text(const std::string& text) {
  const auto size = size_as_sms(text);
  return fmt::format(fmt::runtime(_("{} characters · {} SMS")), size.characters, size.parts);
}

} // namespace

void message_editor::draw_templates(ui& u, const rect& box, const message_to& to,
                                    message_draft& x) {
  const button more{.id = "more templates",
                    .text = u.view.message_templates.empty() ? _("Templates …") : _("More"),
                    .icon = icon::caret_down,
                    .font = face::body};
  const float end = box.right() - button_width(u, more) - u.px(gap);
  float at = box.x;
  // Those of the way it goes now stand first, and the one that is taken unless said otherwise
  // before them.
  std::vector<const message_template_view*> all;
  for (const auto& one : u.view.message_templates)
    all.push_back(&one);
  const auto other_way = [&](const auto* one) { return one->channel != x.channel; };
  std::stable_sort(all.begin(), all.end(), [&](const auto* a, const auto* b) {
    return std::pair{other_way(a), !is_default(u.view, *a)} <
           std::pair{other_way(b), !is_default(u.view, *b)};
  });
  for (const auto* one : all) {
    const auto id = (one->global ? "global template " : "template ") + one->id.value;
    const bool on = x.pattern == one->id && x.global == one->global;
    const button made{.id = id.c_str(),
                      .text = one->name,
                      .icon = is_default(u.view, *one)              ? icon::star
                              : one->channel == message_kind::email ? icon::envelope
                                                                    : icon::comment,
                      .look = on ? button_look::chosen : button_look::plain,
                      .font = face::body};
    const float width = std::min(button_width(u, made), u.px(190));
    if (at + width > end)
      break;
    if (draw_button(u, {at, box.y, width, box.h}, made))
      fill_draft(u, to, one, x);
    if (ImGui::IsItemHovered() && ImGui::IsMouseClicked(1) && u.live())
      u.ask(choose_message_template{.channel = one->channel, .id = one->id, .global = one->global});
    at += width + u.px(gap);
  }
  const float width = button_width(u, more);
  const rect place{at, box.y, width, box.h};
  auto& above = u.chosen.overlay;
  const bool pressed = draw_button(u, place, more);
  // The menu that has just gone says which template was chosen in it.
  if (above.pattern &&
      (above.kind == overlay_kind::none || above.kind == overlay_kind::message_form)) {
    if (const auto* pattern = find_template(u.view, *above.pattern, above.shared))
      fill_draft(u, to, pattern, x);
    above.pattern.reset();
    above.channel = message_kind::unknown; // it has been heeded
  }
  if (pressed) {
    above.type = above.kind == overlay_kind::message_form ? "form" : "";
    above.kind = overlay_kind::message_template_menu;
    above.at = {place.x, place.bottom() + u.px(2)};
    above.pattern = x.pattern;
    above.shared = x.global;
  }
}

void message_editor::draw_options(ui& u, const rect& box, const message_to& to, message_draft& x,
                                  bool keys, bool has_subject) {
  const bool can =
    to.employee && x.about && (x.about->caller.employee || !x.about->caller.number.empty());
  const auto text = x.before
                      ? fmt::format(fmt::runtime(_("Ask for a call back before {}")),
                                    until_text(*x.before - u.view.ahead, u.now - u.view.ahead))
                      : std::string{_("Ask for a call back before …")};
  const button tick{.id = "call back before",
                    .text = text,
                    .icon = x.before ? icon::check : icon::clock,
                    .key = keycap(deed::call_back),
                    .look = x.before ? button_look::chosen : button_look::ghost,
                    .enabled = can,
                    .why_not = to.employee ? _("it is about no call") : _("only for employees"),
                    .font = face::caption};
  const float width = std::min(button_width(u, tick), box.w);
  const bool pressed = draw_button(u, {box.x, box.y, width, box.h}, tick);
  if (can && (pressed || (keys && is_pressed(deed::call_back)))) {
    // A deadline that is past already is no choice.
    do
      x.call_back = (x.call_back + 1) % deadline_count();
    while (x.call_back != 0 && *deadline(x.call_back, u.now) <= u.now);
    x.before = deadline(x.call_back, u.now);
  }
  const rect rest{box.x + width + u.px(8), box.y, box.w - width - u.px(8), box.h};
  const bool email = x.channel == message_kind::email;
  // What is too long for its place is in the text itself, or in its own field.
  const auto said =
    email ? fmt::format(fmt::runtime(_("Subject: {}")), x.subject) : size_text(x.text);
  if ((email && !has_subject) || (!email && text_width(u, face::caption, said) <= rest.w))
    draw_text(u, face::caption, rest, u.colours.text2, said, align::right);
}

void message_editor::draw_ways(ui& u, const rect& box, const message_to& to, message_draft& x,
                               bool keys) {
  struct way {
    message_kind kind;
    const char* id;
    const char* text;
    const char* icon;
    deed key;
  };
  const std::array ways{
    way{message_kind::sms, "send sms", "SMS", icon::comment, deed::send_sms},
    way{message_kind::email, "send email", _("E-mail"), icon::envelope, deed::send_email}};
  float right = box.right();
  std::string trouble = x.trouble;
  for (const auto& one : ways) {
    const auto why = why_not(u, to, x, one.kind);
    const bool likely = x.channel == one.kind;
    const button made{.id = one.id,
                      .text = one.text,
                      .icon = one.icon,
                      .key = keycap(one.key),
                      .look = likely ? button_look::primary : button_look::plain,
                      .enabled = why.empty(),
                      .why_not = why};
    const float width = button_width(u, made);
    right -= width;
    const bool pressed = draw_button(u, {right, box.y, width, box.h}, made);
    right -= u.px(8);
    if (why.empty() && (pressed || (keys && is_pressed(one.key))))
      send(u, to, x, one.kind);
    else if (keys && is_pressed(one.key))
      x.trouble = why;
  }
  const rect rest{box.x, box.y, right - box.x, box.h};
  if (!trouble.empty()) {
    draw_text(u, face::body, rest, u.colours.bad, icon::warning);
    draw_text(u, face::caption, {rest.x + u.px(20), rest.y, rest.w - u.px(20), rest.h},
              u.colours.bad, trouble);
  } else if (x.ticket != 0) {
    draw_text(u, face::caption, rest, u.colours.text2, _("Sending …"));
  } else if (!done_.empty() && u.now - done_at_ < told_for && !x.edited) {
    draw_text(u, face::body, rest, u.colours.good, icon::check);
    draw_text(u, face::caption, {rest.x + u.px(20), rest.y, rest.w - u.px(20), rest.h},
              u.colours.text, done_);
  }
}

void message_editor::draw(ui& u, const rect& box, const message_to& to, bool keys) {
  auto& x = draft_for(u, to);
  settle(u, x);
  const bool other = std::exchange(shown_for_, to.key()) != to.key();
  if (other && area_.is_active())
    ImGui::ClearActiveID();
  float y = box.y;
  if (box.h >= u.px(least_for_templates)) {
    draw_templates(u, {box.x, y, box.w, u.px(templates_height)}, to, x);
    y += u.px(templates_height + gap);
  }
  const bool has_subject = x.channel == message_kind::email && box.h >= u.px(least_for_subject);
  if (has_subject) {
    const auto before = x.subject;
    ImGui::PushAllowKeyboardFocus(false);
    draw_field(u, {box.x, y, box.w, u.px(32)}, "##subject", icon::envelope, _("Subject"), x.subject,
               false);
    ImGui::PopAllowKeyboardFocus();
    x.edited = x.edited || before != x.subject;
    y += u.px(32 + gap);
  }
  const float foot = box.bottom() - u.px(ways_height);
  const float options = foot - u.px(options_height + gap);
  if (area_.draw(u, {box.x, y, box.w, std::max(u.px(30), options - u.px(gap) - y)}, "##message",
                 _("Write a message"), x.text,
                 std::exchange(u.chosen.focus_message, false) && keys)) {
    x.edited = true;
    x.trouble.clear();
  }
  // Whoever writes moves about in the text, and not in the list of people.
  if (area_.is_active())
    u.chosen.focused = "message";
  else if (u.chosen.focused == "message")
    u.chosen.focused.clear();
  draw_options(u, {box.x, options, box.w, u.px(options_height)}, to, x, keys, has_subject);
  draw_ways(u, {box.x, foot, box.w, u.px(ways_height)}, to, x, keys);
}

} // namespace omstilling

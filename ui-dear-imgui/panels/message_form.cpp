#include "ui-dear-imgui/panels/message_form.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/template_owner.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr float width = 520, height = 360, head = 44;
constexpr std::size_t by_email = 1;

message_to receiver(const ui& u, const open_overlay& x) {
  const auto* who = x.person ? find_person(u.view, *x.person) : nullptr;
  message_to result{.employee = x.person, .name = who ? who->name : x.name};
  if (!x.person)
    (x.channel == message_kind::email ? result.address : result.number) = x.number;
  return result;
}

} // namespace

void message_form::open(const ui& u) {
  fresh_ = true;
  u.chosen.focus_message = true;
  if (u.chosen.overlay.channel != message_kind::unknown)
    u.chosen.message_channel = u.chosen.overlay.channel;
}

void message_form::draw(ui& u, const rect& window, const open_overlay& x) {
  const auto to = receiver(u, x);
  const bool fresh = std::exchange(fresh_, false);
  const overlay_layer layer{u, window, fresh};
  const float wide = std::min(u.px(width), window.w - u.px(16));
  const float high = std::min(u.px(height), window.h - u.px(16));
  const rect box{window.x + (window.w - wide) / 2, window.y + (window.h - high) / 3, wide, high};
  layer.ground(box);
  const rect in = box.inset(u.px(16), u.px(12));
  const auto title =
    fmt::format(fmt::runtime(_("Message to {}")), to.name.empty() ? x.number : to.name);
  draw_text(u, face::lead, {in.x, box.y, in.w - u.px(60), u.px(head)}, u.colours.text, title);
  draw_keycap(u, {in.right() - keycap_width(u, "Esc"), box.y, u.px(60), u.px(head)}, "Esc");
  horizontal_line(u, box.x, box.right(), box.y + u.px(head), u.colours.line);
  // The field takes the caret once the glass has come to the front.
  u.chosen.focus_message = u.chosen.focus_message && !fresh;
  editor_.draw(u, {in.x, box.y + u.px(head + 10), in.w, box.h - u.px(head + 22)}, to, !fresh);
  if (fresh)
    u.chosen.focus_message = true;
  // Over the page the keys are the form's anyway.
  if (u.chosen.focused == "message")
    u.chosen.focused.clear();
  if (editor_.take_sent() || layer.clicked_outside(box))
    u.chosen.overlay = {};
}

void message_template_form::open(const ui& u, const open_overlay& x) {
  *this = {};
  for (const auto& one : u.view.message_templates)
    if (x.pattern == one.id && x.shared == one.global) {
      old_ = one;
      name_ = one.name;
      subject_ = one.subject;
      text_ = one.text;
      channel_ = one.channel == message_kind::email ? by_email : 0;
      global_ = one.global;
    }
}

std::string message_template_form::why_not(const ui& u) const {
  if (!u.live())
    return _("no connection to the service");
  if (global_ && !may_set_global(u.view))
    return _("you lack the right to do this");
  if (name_.find_first_not_of(' ') == std::string::npos)
    return _("The template needs a name.");
  return text_.find_first_not_of(" \n") == std::string::npos ? _("Write something first.") : "";
}

void message_template_form::draw(ui& u, const rect& window) {
  form page{u,
            window,
            state_,
            620,
            old_ ? _("Change the template") : _("New template"),
            old_ ? old_->name : std::string{}};
  page.text("##message template name", icon::note, _("What the template is called"), name_);
  page.choose("channel",
              {{.id = "sms", .text = "SMS", .icon = icon::comment},
               {.id = "email", .text = _("E-mail"), .icon = icon::envelope}},
              channel_);
  if (channel_ == by_email)
    page.text("##message template subject", icon::envelope, _("Subject"), subject_);
  page.area("##message template text", _("The text"), area_, text_, 150);
  page.line(_("Filled in: {caller} {number} {company} {called} {time} {date}"));
  page.line("{name} {first_name} {me} {note} {origin}");
  if (draw_template_owner(u, page, old_.has_value(), global_)) {
    u.ask(remove_message_template{.global = old_->global, .id = old_->id});
    u.chosen.overlay = {};
  }
  const auto why = why_not(u);
  switch (page.end(_("Save"), why.empty(), why)) {
    case form_end::approved: {
      const bool email = channel_ == by_email;
      put_message_template made{.global = global_,
                                .name = name_,
                                .channel = email ? message_kind::email : message_kind::sms,
                                .text = text_};
      if (old_)
        made.id = old_->id;
      if (email && !subject_.empty())
        made.subject = subject_;
      u.ask(made);
      u.chosen.overlay = {};
      break;
    }
    case form_end::cancelled: u.chosen.overlay = {}; break;
    default: break;
  }
}

} // namespace omstilling

#include "ui-dear-imgui/panels/overlays.hpp"

#include "ui-dear-imgui/panels/call_menu.hpp"
#include "ui-dear-imgui/panels/message_menu.hpp"
#include "ui-dear-imgui/panels/person_menu.hpp"

namespace omstilling {

namespace {

bool same(const open_overlay& a, const open_overlay& b) {
  return a.kind == b.kind && a.person == b.person && a.call == b.call && a.at.x == b.at.x &&
         a.at.y == b.at.y && a.plan == b.plan && a.pattern == b.pattern && a.type == b.type &&
         a.site == b.site && a.contact == b.contact && a.shared == b.shared &&
         a.channel == b.channel && a.number == b.number && a.name == b.name;
}

} // namespace

void overlays::open(ui& u) {
  const auto& now = u.chosen.overlay;
  const auto who = now.person.value_or(employee_id{});
  switch (now.kind) {
    case overlay_kind::person_menu:
    case overlay_kind::past_menu:
    case overlay_kind::message_template_menu:
    case overlay_kind::call_menu: return menu_.open();
    case overlay_kind::contact_form: return contact_.open(u, now);
    case overlay_kind::message_form: return message_.open(u);
    case overlay_kind::message_template_form: return message_template_.open(u, now);
    case overlay_kind::call_detail: return detail_.open();
    case overlay_kind::status_form: return status_.open(u, who, now.plan);
    case overlay_kind::phone_form: return phone_.open(u, who);
    case overlay_kind::watch_form: return watch_.open(now.person);
    case overlay_kind::note_form: return note_.open(now.call.value_or(call_id{}));
    case overlay_kind::why: return why_.open();
    case overlay_kind::plans: return plans_.open(who);
    case overlay_kind::template_form: return template_.open(u, now.pattern);
    case overlay_kind::type_form: return type_.open(u, now.site.value_or(site_id{}), now.type);
    case overlay_kind::view_form: return view_.open(u);
    default: return;
  }
}

void overlays::draw(ui& u, const rect& window) {
  const bool anew = !same(shown_, u.chosen.overlay);
  shown_ = u.chosen.overlay;
  if (anew)
    open(u);
  const auto at = shown_.at;
  switch (shown_.kind) {
    case overlay_kind::person_menu:
      return menu_.draw(u, window, at, person_menu(u, shown_.person.value_or(employee_id{})));
    case overlay_kind::call_menu:
      return menu_.draw(u, window, at, call_menu(u, shown_.call.value_or(call_id{})));
    case overlay_kind::past_menu: return menu_.draw(u, window, at, past_menu(u, shown_));
    case overlay_kind::message_template_menu:
      return menu_.draw(u, window, at, message_template_menu(u, shown_));
    case overlay_kind::contact_form: return contact_.draw(u, window);
    case overlay_kind::message_form: return message_.draw(u, window, shown_);
    case overlay_kind::message_template_form: return message_template_.draw(u, window);
    case overlay_kind::call_detail: return detail_.draw(u, window, shown_.call.value_or(call_id{}));
    case overlay_kind::status_form: return status_.draw(u, window);
    case overlay_kind::phone_form: return phone_.draw(u, window);
    case overlay_kind::watch_form: return watch_.draw(u, window);
    case overlay_kind::note_form: return note_.draw(u, window);
    case overlay_kind::why: return why_.draw(u, window, shown_);
    case overlay_kind::plans: return plans_.draw(u, window);
    case overlay_kind::template_form: return template_.draw(u, window);
    case overlay_kind::type_form: return type_.draw(u, window);
    case overlay_kind::view_form: return view_.draw(u, window);
    default: return;
  }
}

} // namespace omstilling

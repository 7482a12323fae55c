#include "ui-dear-imgui/panels/person_menu.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/status_values.hpp"
#include "ui-dear-imgui/panels/watch_form.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>

namespace omstilling {

namespace {

std::string why_no_call(const ui& u) {
  if (!u.live())
    return _("no connection to the service");
  if (!may(u.view, right::switchboard))
    return _("you lack the right to do this");
  return current_call(u.view) ? _("not in the present state of the call") : _("no call in hand");
}

/// An item that asks for a command, or says why it cannot.
menu_item order(const char* id, const char* text, const char* icon, const char* key,
                const std::optional<command>& does, std::string why_not) {
  menu_item made{.id = id, .text = text, .icon = icon, .key = key, .enabled = does.has_value()};
  made.why_not = std::move(why_not);
  made.run = [does](ui& u) { u.ask(does); };
  return made;
}

menu_item opens(const char* id, const char* text, const char* icon, deed key, overlay_kind kind,
                const employee_id& who) {
  menu_item made{.id = id, .text = text, .icon = icon, .key = keycap(key)};
  made.run = [kind, who](ui& u) { u.open(kind, who); };
  return made;
}

void add_calls(const ui& u, const person& who, std::vector<menu_item>& out) {
  const call_target to{.employee = who.id, .number = who.extension, .name = who.name};
  const bool idle = !current_call(u.view);
  out.push_back(order("dial", _("Dial"), icon::phone, nullptr,
                      idle ? dial(u.view, to) : std::nullopt,
                      idle ? why_no_call(u) : _("there is a call in hand")));
  auto send = order("transfer", _("Transfer here"), icon::forward, keycap(deed::transfer),
                    transfer_to(u.view, to), why_no_call(u));
  send.run = [to](ui& then) {
    then.chosen.last_target = to;
    then.ask(transfer_to(then.view, to));
  };
  out.push_back(std::move(send));
  out.push_back(order("attended", _("Ask first"), icon::exchange, keycap(deed::attended),
                      attended_transfer(u.view, to), why_no_call(u)));
  out.push_back(order("camp on", _("Wait until free"), icon::hourglass, keycap(deed::camp_on),
                      camp_on_for(u.view, to), why_no_call(u)));
  out.push_back(
    order("pick up", _("Pick up"), icon::back, keycap(deed::pick_up), pick_up_at(u.view, to),
          u.live() && may(u.view, right::switchboard) ? _("nothing rings there") : why_no_call(u)));
}

/// A menu is no list of everything: the rest stand in the form.
constexpr std::size_t most_templates = 6;

void add_templates(const ui& u, const employee_id& id, std::vector<menu_item>& out) {
  const auto count = std::min(most_templates, u.view.templates.size());
  if (count == 0)
    return;
  out.push_back({.id = "templates", .text = _("Templates"), .title = true});
  for (std::size_t i = 0; i < count; ++i) {
    const auto& one = u.view.templates[i];
    out.push_back(order("", one.name.c_str(), one.global ? icon::people : icon::note, nullptr,
                        u.live() ? std::optional<command>{applied(one, id)} : std::nullopt,
                        _("no connection to the service")));
    out.back().id = "template " + one.id.value;
  }
}

void add_watches(const ui& u, const employee_id& id, std::vector<menu_item>& out) {
  if (!may_watch(u.view))
    return;
  out.push_back(order("when free", _("Tell me once when free"), icon::bell, keycap(deed::when_free),
                      u.live() ? std::optional<command>{when_free(id)} : std::nullopt,
                      _("no connection to the service")));
  out.push_back(opens("watch", _("Watch …"), icon::eye, deed::watch, overlay_kind::watch_form, id));
}

menu_item opens(const char* id, const char* text, const char* icon, overlay_kind kind,
                const employee_id& who) {
  menu_item made{.id = id, .text = text, .icon = icon};
  made.run = [kind, who](ui& u) { u.open(kind, who); };
  return made;
}

} // namespace

std::vector<menu_item> person_menu(const ui& u, const employee_id& id) {
  const auto* who = find_person(u.view, id);
  if (!who)
    return {};
  std::vector<menu_item> result{{.id = "title", .text = who->name, .title = true}};
  add_calls(u, *who, result);
  add_watches(u, id, result);
  result.push_back(opens("why", _("Why this status?"), icon::info, overlay_kind::why, id));
  if (may_set_status(u.view, id))
    result.push_back(opens("change status", _("Change status …"), icon::people, deed::change_status,
                           overlay_kind::status_form, id));
  if (may_set_phone(u.view, id))
    result.push_back(opens("change phone", _("Change phone …"), icon::desk_phone,
                           deed::change_phone, overlay_kind::phone_form, id));
  menu_item message{.id = "message",
                    .text = _("Write a message"),
                    .icon = icon::comment,
                    .key = keycap(deed::message)};
  message.run = [id](ui& then) {
    then.chosen.person = id;
    then.chosen.side = side_tab::message;
  };
  result.push_back(std::move(message));
  if (may_set_status(u.view, id)) {
    result.push_back(opens("plans", _("Plans …"), icon::clock, overlay_kind::plans, id));
    add_templates(u, id, result);
  }
  return result;
}

} // namespace omstilling

#include "ui-dear-imgui/panels/templates_section.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/presence_words.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

namespace omstilling {

namespace {

/// A row of a list: two lines at the left, buttons at the right; each is one stop of the Tab key.
class list_row {
public:
  list_row(settings_form& form, const rect& box) : form_(form), box_(box), right_(box.right()) {}

  bool act(const std::string& id, const char* text, bool allowed) {
    auto& u = form_.u;
    const button made{.id = id.c_str(),
                      .text = text,
                      .enabled = form_.enabled && allowed,
                      .why_not = form_.enabled ? _("you lack the right to do this") : form_.why_not,
                      .font = face::caption};
    const float width = button_width(u, made);
    right_ -= width;
    const rect place{right_, box_.y + (box_.h - u.px(28)) / 2, width, u.px(28)};
    right_ -= u.px(6);
    return draw_form_button(u, form_.focus, place, made);
  }

  void words(const char* icon, const std::string& name, const std::string& below) {
    const auto& u = form_.u;
    draw_text(u, face::body, {box_.x, box_.y, u.px(20), box_.h}, u.colours.text2, icon);
    const float left = box_.x + u.px(28), room = right_ - left;
    draw_text(u, face::label, {left, box_.y + u.px(3), room, u.px(20)}, u.colours.text, name);
    draw_text(u, face::caption, {left, box_.y + u.px(22), room, u.px(18)}, u.colours.text2, below);
  }

private:
  settings_form& form_;
  rect box_;
  float right_;
};

void draw_new(settings_form& form, settings_rows& rows, const std::string& id, const char* text,
              open_overlay opens) {
  auto& u = form.u;
  const auto place = rows.take(u.px(42));
  const button made{.id = id.c_str(),
                    .text = text,
                    .icon = icon::plus,
                    .enabled = form.enabled,
                    .why_not = form.why_not};
  if (draw_form_button(u, form.focus, {place.x, place.y + u.px(5), button_width(u, made), u.px(32)},
                       made))
    u.chosen.overlay = std::move(opens);
}

void draw_template(settings_form& form, const rect& box, const template_view& x) {
  auto& u = form.u;
  const bool may_change = !x.global || may_set_global(u.view);
  list_row row{form, box};
  if (may_change && row.act("remove template " + x.id.value, _("Delete"), true))
    u.ask(remove_template{.id = x.id, .global = x.global});
  if (may_change && row.act("change template " + x.id.value, _("Change"), true))
    u.chosen.overlay = {.kind = overlay_kind::template_form, .pattern = x.id};
  row.words(x.global ? icon::people : icon::note, x.name,
            (x.global ? std::string{_("global")} + " · " : "") + template_text(u, x));
}

void draw_type(settings_form& form, const rect& box, const site_id& site, const status_type& x) {
  auto& u = form.u;
  list_row row{form, box};
  const bool stays = x.id == "available" || x.id == "away";
  if (!stays && row.act("remove type " + x.id, _("Delete"), true))
    u.ask(remove_status_type{.site = site, .id = x.id});
  if (row.act("change type " + x.id, _("Change"), true))
    u.chosen.overlay = {.kind = overlay_kind::type_form, .site = site, .type = x.id};
  auto below = x.basic == basic_status::closed ? std::string{_("takes no calls")}
                                               : std::string{_("can take calls")};
  if (!x.public_alias.empty() && x.public_alias != x.id)
    below += " · " + fmt::format(fmt::runtime(_("others see: {}")),
                                 status_word(u.view, x.public_alias, site));
  const auto other = words_in_use() == language::da ? x.label_en : x.label_da;
  row.words(look_of(u, {.type = x.id}, site).icon, status_word(u.view, x.id, site),
            other + " · " + below);
}

void draw_types(settings_form& form, settings_rows& rows) {
  auto& u = form.u;
  for (const auto& place : u.view.sites) {
    const auto found = u.view.status_types.find(place.id);
    if (found == u.view.status_types.end())
      continue;
    rows.divider();
    rows.heading(u.view.sites.size() > 1
                   ? fmt::format(fmt::runtime(_("Kinds of status, {}")), place.name)
                   : std::string{_("Kinds of status")});
    ImGui::PushID(place.id.value.c_str());
    for (const auto& one : found->second)
      draw_type(form, rows.take(u.px(44)), place.id, one);
    draw_new(form, rows, "new type " + place.id.value, _("New kind of status"),
             {.kind = overlay_kind::type_form, .site = place.id});
    ImGui::PopID();
  }
}

} // namespace

std::string template_text(const ui& u, const template_view& x) {
  auto result = status_word(u.view, x.type);
  const auto minutes = x.for_seconds.value_or(0) / 60;
  if (minutes > 0 && minutes % 60 == 0)
    result += " · " + fmt::format(fmt::runtime(_("{} h")), minutes / 60);
  else if (minutes > 0)
    result += " · " + fmt::format(fmt::runtime(_("{} min")), minutes);
  for (const auto& text : {actions_text(x.start_actions), x.note})
    if (!text.empty())
      result += " · " + text;
  return result;
}

void draw_templates_section(settings_form& form, settings_rows& rows) {
  auto& u = form.u;
  if (u.view.templates.empty())
    rows.line(_("There are no templates yet. One is made here, or from a status."));
  for (const auto& one : u.view.templates)
    draw_template(form, rows.take(u.px(44)), one);
  draw_new(form, rows, "new template", _("New template"), {.kind = overlay_kind::template_form});
  if (may_set_global(u.view))
    draw_types(form, rows);
}

} // namespace omstilling

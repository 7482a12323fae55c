#include "ui-dear-imgui/panels/message_menu.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/message_draft.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t most_listed = 12;

/// Back to where the menu was asked for, with what was chosen in it.
open_overlay back_from(open_overlay x) {
  x.kind = x.type == "form" ? overlay_kind::message_form : overlay_kind::none;
  x.type.clear();
  x.at = {};
  return x;
}

void add_deeds(const ui& u, const open_overlay& x, std::vector<menu_item>& out) {
  const auto* used = x.pattern ? find_template(u.view, *x.pattern, x.shared) : nullptr;
  if (used) {
    const bool is_now = is_default(u.view, *used);
    menu_item standard{
      .id = "default template",
      .text = is_now ? fmt::format(fmt::runtime(_("No longer the default: {}")), used->name)
                     : fmt::format(fmt::runtime(_("Make the default: {}")), used->name),
      .icon = icon::star};
    standard.enabled = u.live();
    standard.why_not = _("no connection to the service");
    choose_message_template wish{.channel = used->channel};
    if (!is_now) {
      wish.id = used->id;
      wish.global = used->global;
    }
    standard.run = [wish](ui& then) { then.ask(wish); };
    out.push_back(std::move(standard));
    menu_item change{.id = "change template",
                     .text = fmt::format(fmt::runtime(_("Change {} …")), used->name),
                     .icon = icon::pencil};
    change.enabled = !used->global || may_set_global(u.view);
    change.why_not = _("you lack the right to do this");
    change.run = [id = used->id, global = used->global](ui& then) {
      then.chosen.overlay = {
        .kind = overlay_kind::message_template_form, .pattern = id, .shared = global};
    };
    out.push_back(std::move(change));
  }
  menu_item make{.id = "new template", .text = _("New template …"), .icon = icon::plus};
  make.run = [](ui& then) { then.open(overlay_kind::message_template_form); };
  out.push_back(std::move(make));
}

} // namespace

std::vector<menu_item> message_template_menu(const ui& u, const open_overlay& x) {
  std::vector<menu_item> result{{.id = "title", .text = _("Templates"), .title = true}};
  const auto& all = u.view.message_templates;
  for (std::size_t i = 0; i < std::min(all.size(), most_listed); ++i) {
    const auto& one = all[i];
    menu_item made{.id = "use " + one.id.value,
                   .text = one.name,
                   .icon = one.channel == message_kind::email ? icon::envelope : icon::comment,
                   .ticked = x.pattern == one.id && x.shared == one.global};
    made.run = [x, id = one.id, global = one.global](ui& then) {
      then.chosen.overlay = back_from(x);
      then.chosen.overlay.pattern = id;
      then.chosen.overlay.shared = global;
    };
    result.push_back(std::move(made));
  }
  add_deeds(u, x, result);
  return result;
}

} // namespace omstilling

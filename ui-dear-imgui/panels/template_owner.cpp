#include "ui-dear-imgui/panels/template_owner.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/words.hpp"

namespace omstilling {

bool draw_template_owner(const ui& u, form& page, bool exists, bool& global) {
  const bool may = may_set_global(u.view);
  if (may && !exists)
    page.toggle("global", _("Global: for everybody"), global);
  return exists && page.press("delete template", _("Delete"), icon::cross,
                              u.live() && (!global || may), _("you lack the right to do this"));
}

} // namespace omstilling

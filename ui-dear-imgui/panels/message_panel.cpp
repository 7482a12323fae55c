#include "ui-dear-imgui/panels/message_panel.hpp"

#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

namespace omstilling {

void message_panel::draw(ui& u, const rect& box) {
  const auto to = chosen_receiver(u);
  const auto title =
    to ? fmt::format(fmt::runtime(_("Message to {}")), to->name) : std::string{_("Message")};
  card frame{u, box, "message", title, {}};
  frame.head_key(keycap(deed::message_card));
  const auto body = frame.body();
  const rect empty{body.x, body.y, body.w, std::min(body.h, u.px(72))};
  if (!may(u.view, right::send_messages))
    return draw_empty(u, empty, _("you lack the right to do this"));
  if (u.view.missing.messages)
    return draw_empty(u, empty, _("The service sends no messages."));
  if (!to)
    return draw_empty(u, empty, _("Choose somebody in the list."));
  editor_.draw(u, body.inset(u.px(12), u.px(8)), *to, u.chosen.overlay.kind == overlay_kind::none);
}

} // namespace omstilling

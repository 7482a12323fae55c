#include "ui-dear-imgui/panels/history_panel.hpp"

#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

namespace omstilling {

namespace {

const party* counterpart(const ui& u) {
  const auto* call = current_call(u.view);
  const bool known = call && (!call->caller.name.empty() || !call->caller.number.empty());
  return known ? &call->caller : nullptr;
}

} // namespace

float history_panel::wanted_height(const ui& u) {
  return counterpart(u) ? card::head_height(u) + u.px(30) : 0;
}

void history_panel::draw(ui& u, const rect& box) {
  const auto* with = counterpart(u);
  const auto title = with ? fmt::format(fmt::runtime(_("History with {}")), party_text(*with))
                          : std::string{_("History")};
  const card frame{u, box, "history", title, {}};
  draw_text(u, face::body, frame.body().inset(u.px(12), 0), u.colours.text2,
            _("The service keeps no history of calls yet."));
}

} // namespace omstilling

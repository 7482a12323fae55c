#include "ui-dear-imgui/panels/action_bar.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

namespace omstilling {

namespace {

std::string why_not(const ui& u) {
  if (!u.live())
    return _("no connection to the service");
  if (!may(u.view, right::switchboard))
    return _("you lack the right to do this");
  return _("not in the present state of the call");
}

/// Buttons from left to right; one that finds no room loses its words before it loses its place.
class button_row {
public:
  button_row(ui& u, float x, float y, float limit) : u_(u), x_(x), y_(y), limit_(limit) {}

  void add(button what, const std::optional<command>& does) {
    what.enabled = does.has_value();
    what.why_not = why_not(u_);
    if (x_ + button_width(u_, what) > limit_)
      what.text.clear();
    const float width = button_width(u_, what);
    if (draw_button(u_, {x_, y_, width, u_.px(40)}, what))
      u_.ask(does);
    x_ += width + u_.px(8);
  }

private:
  ui& u_;
  float x_, y_, limit_;
};

void draw_target(ui& u, const rect& box, const call_target& to) {
  outline(u, box, u.colours.line_strong, u.px(6));
  const button ring{.id = "dial",
                    .text = _("Dial"),
                    .key = "\xE2\x86\xB5",
                    .enabled = !current_call(u.view) && dial(u.view, to),
                    .why_not = why_not(u)};
  const float width = button_width(u, ring);
  float x = box.x + u.px(12);
  if (to.number.empty() && to.name.empty()) {
    draw_text(u, face::body, rect{x, box.y, box.w - width - u.px(24), box.h}, u.colours.text3,
              _("Number"));
  } else {
    x = draw_text(u, face::lead, rect{x, box.y, box.w - width - u.px(30), box.h}, u.colours.text,
                  to.number) +
        u.px(8);
    const auto* who = to.employee ? find_person(u.view, *to.employee) : nullptr;
    if (who) {
      draw_lamp(u, {x, box.y + (box.h - u.px(14)) / 2}, u.px(14), lamp_now(u, *who));
      draw_text(u, face::body,
                rect{x + u.px(20), box.y, box.right() - width - u.px(12) - x - u.px(20), box.h},
                u.colours.text2, to.name);
    }
  }
  if (draw_button(u, {box.right() - width - u.px(5), box.y + u.px(5), width, box.h - u.px(10)},
                  ring))
    u.ask(dial(u.view, to));
}

} // namespace

call_target target_of(const ui& u) {
  if (looks_like_number(u.chosen.query) && u.chosen.shown.empty())
    return {.employee = {}, .number = plain_number(u.chosen.query), .name = {}};
  const auto* who = u.chosen.person ? find_person(u.view, *u.chosen.person) : nullptr;
  if (!who || (!u.chosen.query.empty() && u.chosen.shown.empty()))
    return {};
  return {.employee = who->id, .number = who->extension, .name = who->name};
}

void action_bar::draw(ui& u, const rect& box) {
  fill(box, u.colours.panel);
  horizontal_line(u, box.x, box.right(), box.bottom(), u.colours.line);
  const bool compact = u.size == width_class::compact;
  const float y = box.y + (box.h - u.px(40)) / 2, h = u.px(40), margin = u.px(compact ? 8 : 12);
  const bool roomy = box.w >= u.px(1'800);
  const rect field{margin, y, u.px(roomy ? 400 : compact ? 228 : 290), h};
  const auto to = target_of(u);
  if (draw_field(u, field, "##search", icon::search,
                 compact ? _("Search") : _("Search name, number, extension"), u.chosen.query,
                 std::exchange(u.chosen.focus_search, false), false,
                 u.chosen.query.empty() ? keycap(deed::search) : "Esc"))
    overview_panel::act(u, to);
  const rect target{field.right() + u.px(8), y, u.px(roomy ? 330 : compact ? 190 : 260), h};
  draw_target(u, target, to);
  const auto* call = current_call(u.view);
  const bool asking = call && call->consulting;
  const bool idle = !call;
  const button end{.id = "end",
                   .text = _("End"),
                   .icon = icon::cross,
                   .key = keycap(deed::end),
                   .look = button_look::bad};
  const float end_width = button_width(u, end);
  const float end_x = box.right() - margin - end_width;
  button_row row{u, target.right() + u.px(roomy ? 20 : 8), y, end_x - u.px(8)};
  row.add({.id = "answer",
           .text = compact ? _("Answer") : _("Answer next"),
           .icon = icon::phone,
           .key = keycap(deed::answer),
           .look = idle ? button_look::good : button_look::plain},
          answer_next(u.view));
  const bool retrieve = call && (call->state == caller_state::held || asking);
  row.add({.id = "hold",
           .text = !retrieve ? _("Hold")
                   : asking  ? _("Swap")
                             : _("Retrieve"),
           .icon = retrieve ? icon::play : icon::pause,
           .key = keycap(deed::hold)},
          hold_or_retrieve(u.view));
  const auto transfer = transfer_to(u.view, to);
  const bool named = roomy && transfer && !asking;
  row.add(
    {.id = "transfer",
     .text = named ? fmt::format(fmt::runtime(_("Transfer to {}")), to.number) : _("Transfer"),
     .icon = icon::forward,
     .key = keycap(deed::transfer),
     .look = button_look::primary},
    transfer);
  row.add({.id = "attended",
           .text = asking ? _("Hand over") : _("Attended"),
           .icon = icon::exchange,
           .key = keycap(deed::attended)},
          attended_transfer(u.view, to));
  row.add({.id = "park",
           .text = compact ? "" : _("Park"),
           .icon = icon::hourglass,
           .key = keycap(deed::park)},
          park(u.view));
  button_row last{u, end_x, y, box.right()};
  last.add(end, end_current(u.view));
}

} // namespace omstilling

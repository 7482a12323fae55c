#include "ui-dear-imgui/panels/agenda_panel.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

namespace omstilling {

namespace {

/// "now–11:30", or since when.
std::string span_text(const ui& u, const person_status& x) {
  const auto now = u.now - u.view.ahead;
  if (x.until)
    return fmt::format(fmt::runtime(_("now–{}")), until_text(*x.until - u.view.ahead, now));
  return fmt::format(fmt::runtime(_("since {}")), until_text(x.since - u.view.ahead, now));
}

const char* source_word(claim_source x) {
  switch (x) {
    case claim_source::calendar: return _("calendar");
    case claim_source::schedule: return _("schedule");
    case claim_source::device:
    case claim_source::agent: return _("phone");
    default: return _("status");
  }
}

} // namespace

void agenda_panel::draw_lines(ui& u, const rect& box, const person& who) {
  const rect line{box.x, box.y, box.w, u.px(24)};
  const auto span = span_text(u, who.status);
  draw_text(u, face::body, {line.x, line.y, u.px(108), line.h}, u.colours.text, span);
  const auto* source = source_word(who.status.source);
  const float used = text_width(u, face::caption, source);
  const float word = line.x + u.px(112);
  draw_text(u, face::body, {word, line.y, line.right() - used - u.px(8) - word, line.h},
            u.colours.text, look_of(u.colours, who.status).word);
  draw_text(u, face::caption, line, u.colours.text2, source, align::right);
  draw_text(u, face::body, {line.x, line.bottom() + u.px(2), line.w, line.h}, u.colours.text2,
            _("No calendar is connected yet."));
}

void agenda_panel::draw(ui& u, const rect& box) {
  const card frame{u, box, "agenda", _("Agenda"), {}};
  const auto* who = u.chosen.person ? find_person(u.view, *u.chosen.person) : nullptr;
  if (!who)
    return draw_empty(u, {frame.body().x, frame.body().y, frame.body().w, u.px(72)},
                      _("Choose somebody in the list."));
  auto in = frame.body().inset(u.px(12), u.px(10));
  draw_text(u, face::lead, {in.x, in.y, in.w, u.px(26)}, u.colours.text, who->name);
  draw_lines(u, {in.x, in.y + u.px(32), in.w, in.h - u.px(32)}, *who);
}

} // namespace omstilling

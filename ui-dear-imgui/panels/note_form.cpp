#include "ui-dear-imgui/panels/note_form.hpp"

#include "ui-dear-imgui/panels/call_menu.hpp"
#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t most_shown = 8;

void draw_note(const ui& u, const rect& box, const call_note& x) {
  const float left = draw_text(u, face::caption, box, u.colours.text2,
                               fmt::format("{} {}", clock_text(x.at - u.view.ahead), x.by.value));
  draw_text(u, face::body, {left + u.px(10), box.y, box.right() - left - u.px(10), box.h},
            u.colours.text, x.text);
}

} // namespace

void note_form::open(const call_id& call) {
  *this = {};
  call_ = call;
}

void note_form::draw(ui& u, const rect& window) {
  const auto* call = find_call(u.view, call_);
  form page{
    u, window, state_, 560, _("Note on the call"), call ? party_text(call->caller) : std::string{}};
  if (call) {
    const auto& notes = call->notes;
    const auto skipped = notes.size() > most_shown ? notes.size() - most_shown : 0;
    if (skipped > 0)
      page.line(fmt::format(fmt::runtime(_("and {} earlier")), skipped));
    for (auto i = skipped; i < notes.size(); ++i)
      draw_note(u, page.row(24), notes[i]);
  }
  page.text("##note", icon::note, _("It goes where the call goes"), text_);
  const bool blank = text_.find_first_not_of(' ') == std::string::npos;
  const std::string why = !call       ? _("the call is over")
                          : !u.live() ? _("no connection to the service")
                          : blank     ? _("Write something first.")
                                      : "";
  switch (page.end(_("Keep the note"), why.empty(), why)) {
    case form_end::approved: u.ask(note_call{.call = call_, .text = text_}); [[fallthrough]];
    case form_end::cancelled: u.chosen.overlay = {}; break;
    default: break;
  }
}

} // namespace omstilling

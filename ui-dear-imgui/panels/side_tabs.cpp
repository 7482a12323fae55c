#include "ui-dear-imgui/panels/side_tabs.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/tab_strip.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

struct place {
  side_tab what;
  deed key;
};

constexpr std::array places{
  place{side_tab::person, deed::person_card}, place{side_tab::agenda, deed::agenda_card},
  place{side_tab::message, deed::message_card}, place{side_tab::log, deed::log_card},
  place{side_tab::watches, deed::watches_card}};

std::size_t chosen_place(const ui& u) {
  const auto found = std::find_if(places.begin(), places.end(),
                                  [&](const auto& x) { return x.what == u.chosen.side; });
  return static_cast<std::size_t>(found - places.begin());
}

std::optional<std::size_t> watched(const ui& u) {
  return u.view.watches.empty() ? std::nullopt : std::optional{u.view.watches.size()};
}

} // namespace

void side_tabs::keys(ui& u) {
  for (const auto& one : places)
    if (is_pressed(one.key))
      u.chosen.side = one.what;
  if (is_pressed(deed::next_tab)) {
    const auto step = ImGui::GetIO().KeyShift ? places.size() - 1 : 1;
    u.chosen.side = places[(chosen_place(u) + step) % places.size()].what;
  }
}

rect side_tabs::draw(ui& u, const rect& box) {
  fill(box, u.colours.panel, u.px(8));
  const rect head{box.x, box.y, box.w, card::head_height(u)};
  const std::vector<tab> tabs{{"tab person", _("Person")},
                              {"tab agenda", _("Agenda")},
                              {"tab message", _("Message")},
                              {"tab log", _("Log")},
                              {"tab watches", _("Watching"), watched(u)}};
  if (const auto pressed = draw_tabs(u, head, tabs, chosen_place(u)))
    u.chosen.side = places[*pressed].what;
  outline(u, box, u.colours.line, u.px(8));
  return {box.x + u.px(1), head.bottom(), box.w - u.px(2), box.h - head.h - u.px(1)};
}

} // namespace omstilling

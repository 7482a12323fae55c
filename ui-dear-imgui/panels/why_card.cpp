#include "ui-dear-imgui/panels/why_card.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/form_controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/overlay_layer.hpp"
#include "ui-dear-imgui/panels/presence_words.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr float width = 480, head_height = 40, pad = 14, source_column = 124;

std::string times_text(const ui& u, const claim_view& x) {
  const auto local = [&](time_point at) {
    return until_text(at - u.view.ahead, u.now - u.view.ahead);
  };
  if (!x.until)
    return fmt::format(fmt::runtime(_("since {}")), local(x.since));
  return fmt::format("{}–{}", local(x.since), local(*x.until));
}

/// What stands below: the note, what else is known, and whether the source is silent.
std::vector<std::string> details(const ui& u, const claim_view& x, const site_id& site) {
  std::vector<std::string> result;
  if (!x.note.empty())
    result.push_back(x.note);
  if (x.overrun && x.until)
    result.push_back(remaining_text(*x.until, u.now));
  if (const auto start = actions_text(x.start_actions); !start.empty())
    result.push_back(fmt::format(fmt::runtime(_("start: {}")), start));
  if (const auto stop = actions_text(x.stop_actions); !stop.empty())
    result.push_back(fmt::format(fmt::runtime(_("finish: {}")), stop));
  if (!x.alias.empty())
    result.push_back(
      fmt::format(fmt::runtime(_("others see: {}")), status_word(u.view, x.alias, site)));
  return result;
}

float draw_claim(const ui& u, const rect& box, const claim_view& x, const site_id& site,
                 bool decides) {
  const auto& c = u.colours;
  const rect line{box.x, box.y + u.px(6), box.w, u.px(24)};
  const auto ink = decides ? c.text : c.text2;
  if (decides)
    draw_text(u, face::caption, {line.x, line.y, u.px(18), line.h}, c.accent, icon::check);
  draw_text(u, face::caption, {line.x + u.px(20), line.y, u.px(20), line.h}, ink,
            source_icon(x.source));
  draw_text(u, decides ? face::label : face::body,
            {line.x + u.px(42), line.y, u.px(source_column - 42), line.h}, ink,
            source_word(x.source));
  const auto times = times_text(u, x);
  const float used = text_width(u, face::body, times);
  const float left = line.x + u.px(source_column);
  draw_text(u, face::body, line, ink, times, align::right);
  person_status shown{.type = x.type, .source = x.source};
  draw_status(u, {left, line.y, line.right() - used - u.px(12) - left, line.h}, shown, site);
  u.seen.note(line, {.kind = "row",
                     .id = "claim " + x.id,
                     .text = std::string{source_word(x.source)} + ": " +
                             status_word(u.view, x.type, site) + ", " + times,
                     .on = decides});
  float y = line.bottom();
  const rect below{left, 0, line.right() - left, 0};
  for (const auto& one : details(u, x, site))
    y = draw_lines(u, face::caption, {below.x, y, below.w, 0}, c.text2, one);
  if (x.stale_since) {
    const auto since = until_text(*x.stale_since - u.view.ahead, u.now - u.view.ahead);
    draw_text(u, face::caption, {below.x, y, u.px(18), u.px(18)}, c.warn, icon::warning);
    draw_text(u, face::caption, {below.x + u.px(18), y, below.w - u.px(18), u.px(18)}, c.warn,
              fmt::format(fmt::runtime(_("not heard since {}")), since));
    y += u.px(18);
  }
  return y + u.px(6);
}

} // namespace

void why_card::draw(ui& u, const rect& window, const open_overlay& asked) {
  const auto* who = asked.person ? find_person(u.view, *asked.person) : nullptr;
  if (!who) {
    u.chosen.overlay = {};
    return;
  }
  const bool fresh = std::exchange(fresh_, false);
  const overlay_layer layer{u, window, fresh};
  const float w = std::min(u.px(width), window.w - u.px(16));
  const bool by_key = asked.at.x == 0 && asked.at.y == 0;
  const float x = by_key ? window.x + (window.w - w) / 2 : asked.at.x - w;
  const float y = by_key ? window.y + window.h / 4 : asked.at.y;
  rect box{std::clamp(x, window.x + u.px(8), window.right() - w - u.px(8)),
           std::max(window.y + u.px(8), std::min(y, window.bottom() - height_ - u.px(8))), w, 0};
  ImDrawListSplitter split;
  split.Split(ImGui::GetWindowDrawList(), 2);
  split.SetCurrentChannel(ImGui::GetWindowDrawList(), 1);
  const auto in = box.inset(u.px(pad), 0);
  const rect head{in.x, box.y, in.w, u.px(head_height)};
  const float end = draw_text(u, face::lead, head, u.colours.text, _("Why this status?"));
  draw_text(u, face::body, {end + u.px(10), head.y, head.right() - end - u.px(60), head.h},
            u.colours.text2, who->name);
  draw_keycap(u, {head.right() - keycap_width(u, "Esc"), head.y, u.px(60), head.h}, "Esc");
  float bottom = head.bottom();
  const auto* known = presence_of(u.view, who->id);
  const auto claims = known ? known->claims : std::vector<claim_view>{};
  for (const auto& one : claims) {
    horizontal_line(u, box.x, box.right(), bottom, u.colours.line);
    bottom = draw_claim(u, {in.x, bottom, in.w, 0}, one, who->site, &one == &claims.front());
  }
  if (claims.empty()) {
    horizontal_line(u, box.x, box.right(), bottom, u.colours.line);
    const auto* text = !known || (!known->known && !known->refused) ? _("Not known yet.")
                       : known->refused ? _("The service does not tell why.")
                                        : _("No source says anything.");
    bottom = draw_lines(u, face::body, {in.x, bottom + u.px(12), in.w, 0}, u.colours.text2, text) +
             u.px(10);
  } else if (claims.size() > 1) {
    horizontal_line(u, box.x, box.right(), bottom, u.colours.line);
    bottom = draw_lines(u, face::caption, {in.x, bottom + u.px(8), in.w, 0}, u.colours.text2,
                        _("The first one is in force; when it ends, the next one shows.")) +
             u.px(6);
  }
  box.h = bottom + u.px(4) - box.y;
  u.chosen.redraw = u.chosen.redraw || height_ != box.h;
  height_ = box.h;
  split.SetCurrentChannel(ImGui::GetWindowDrawList(), 0);
  layer.ground(box);
  split.Merge(ImGui::GetWindowDrawList());
  if (layer.clicked_outside(box))
    u.chosen.overlay = {};
}

} // namespace omstilling

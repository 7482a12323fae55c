#include "ui-dear-imgui/panels/history_panel.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/past_calls.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::int64_t at_first = 30, more_rows = 100;
constexpr std::size_t rows_at_ease = 3;

const party* counterpart(const ui& u) {
  const auto* call = current_call(u.view);
  const bool known = call && (!call->caller.name.empty() || !call->caller.number.empty());
  return known ? &call->caller : nullptr;
}

/// What is known of the one who calls now; null until it was read.
const caller_history* history_of(const ui& u, const party& with) {
  const auto& answers = *u.view.answers;
  return answers.history_of == with.number && answers.history.known ? &answers.history : nullptr;
}

log_line line_of(const ui& u, const call_history_entry& x) {
  const auto kind = kind_of(x);
  const bool missed = kind == log_kind::missed, back = missed && x.called_back;
  log_line result{.id = "past " + x.call.value,
                  .icon = log_icon(kind),
                  .ink = missed                       ? (back ? u.colours.warn : u.colours.bad)
                         : kind == log_kind::outgoing ? u.colours.good
                                                      : u.colours.text2,
                  .when = when_text(u, x.at),
                  .name = history_text(u, x),
                  .tail_ink = u.colours.text2};
  if (!missed)
    result.tail = elapsed_text(time_point{}, time_point{} + std::chrono::seconds{x.talk_seconds});
  result.says = fmt::format("{} {}: {}", log_word(kind), result.when, result.name);
  for (const auto& one : x.notes)
    result.says += " · " + one.text;
  return result;
}

void open_detail(ui& u, const call_history_entry& x) {
  u.chosen.overlay = {.kind = overlay_kind::call_detail, .call = x.call};
}

} // namespace

bool history_panel::is_wanted(const ui& u) { return counterpart(u) != nullptr; }

float history_panel::wanted_height(const ui& u) {
  const auto* with = counterpart(u);
  if (!with)
    return 0;
  const auto* known = history_of(u, *with);
  const auto rows = std::clamp<std::size_t>(known ? known->entries.size() : 1, 1, rows_at_ease);
  return card::head_height(u) + u.px(30) * static_cast<float>(rows) + u.px(5);
}

void history_panel::draw_rows(ui& u, const rect& box, log_cursor& cursor, const char* name) {
  const auto* with = counterpart(u);
  const rect line{box.x, box.y, box.w, std::min(box.h, u.px(34))};
  if (!with)
    return draw_empty(u, line, _("Nobody is talked to."));
  if (with->number.empty())
    return draw_empty(u, line, _("A hidden number has no history."));
  u.chosen.asking.history = with->number;
  u.chosen.asking.history_rows = at_first;
  const auto* known = history_of(u, *with);
  if (!known)
    return draw_empty(u, line, u.live() ? _("Reading …") : _("no connection to the service"));
  if (known->why)
    return draw_empty(u, line,
                      known->why->reason == error_reason::not_supported
                        ? std::string{_("The service keeps no history of calls.")}
                        : refusal_text(*known->why));
  const auto& all = known->entries;
  if (all.empty())
    return draw_empty(u, line, _("No earlier calls."));
  if (cursor.keys(u, name, all.size()))
    open_detail(u, all[cursor.at()]);
  const bool end = draw_log_rows(u, box, all.size(), cursor, [&](std::size_t i, const rect& row) {
    const auto did = draw_log_line(u, row, line_of(u, all[i]), false, cursor.is_at(i));
    const auto about = about_of(all[i]);
    double_clicked(u, did, about, false);
    if (did.right_clicked)
      u.chosen.overlay = {.kind = overlay_kind::past_menu,
                          .at = ImGui::GetIO().MousePos,
                          .call = all[i].call,
                          .past = about};
    if (did.clicked)
      cursor.put(i);
  });
  if (end)
    u.chosen.asking.history_rows = static_cast<std::int64_t>(all.size()) + more_rows;
}

void history_panel::draw(ui& u, const rect& box) {
  const auto* with = counterpart(u);
  const auto title = with ? fmt::format(fmt::runtime(_("History with {}")), party_text(*with))
                          : std::string{_("History")};
  card frame{u, box, "history", title, {}};
  frame.head_key(keycap(deed::history_card));
  draw_rows(u, frame.body(), cursor_, "history");
}

} // namespace omstilling

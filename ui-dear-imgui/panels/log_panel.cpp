#include "ui-dear-imgui/panels/log_panel.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/history_panel.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/log_words.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/past_calls.hpp"
#include "ui-dear-imgui/panels/tab_strip.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::int64_t more_rows = 100;
constexpr float room_for_search = 190, least_for_words = 440, least_for_counts = 340;

void draw_waiting(const ui& u, const rect& box, bool missing, bool known, const char* not_there,
                  const char* empty, right needed) {
  if (!may(u.view, needed)) {
    missing = true;
    not_there = _("you lack the right to do this");
  }
  draw_empty(u, {box.x, box.y, box.w, std::min(box.h, u.px(72))},
             missing              ? not_there
             : known || !u.live() ? empty
                                  : _("Reading …"));
}

void open_menu(ui& u, const message_about& about) {
  u.chosen.overlay = {.kind = overlay_kind::past_menu,
                      .at = ImGui::GetIO().MousePos,
                      .call = about.call,
                      .past = about};
}

bool is_deleted() {
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Delete), false) &&
         !ImGui::GetIO().WantTextInput;
}

} // namespace

std::vector<log_panel::shown> log_panel::tabs(const ui& u) const {
  std::vector<shown> result{shown::calls, shown::missed};
  if (may(u.view, right::send_messages)) {
    result.push_back(shown::messages);
    result.push_back(shown::promises);
  }
  if (u.size != width_class::wide && history_panel::is_wanted(u))
    result.push_back(shown::history);
  return result;
}

/// Short words where there is little room, and no counts where there is less.
std::vector<std::pair<log_panel::shown, tab>> log_panel::words_of_tabs(const ui& u, float width) {
  const bool short_words = width < u.px(least_for_words), counts = width >= u.px(least_for_counts);
  const auto count = [&](const auto& list, auto is) -> std::optional<std::size_t> {
    const auto found = static_cast<std::size_t>(std::count_if(list.begin(), list.end(), is));
    return counts && found > 0 ? std::optional{found} : std::nullopt;
  };
  return {{shown::calls, {"log calls", short_words ? _("Calls") : _("My call log")}},
          {shown::missed,
           {"log missed", _("Missed"),
            count(u.view.log->entries,
                  [](const auto& x) { return x.log == log_kind::missed && !x.called_back; })}},
          {shown::messages,
           {"log messages", short_words ? _("Messages") : _("Sent messages"),
            count(u.view.messages->entries, [](const auto& x) { return is_unsettled(x.state); })}},
          {shown::promises,
           {"log promises", _("Promises"),
            count(u.view.promises, [](const auto& x) { return is_open(x.state); })}},
          {shown::history, {"log history", _("History")}}};
}

void log_panel::draw_strip(ui& u, const rect& box) {
  const auto order = tabs(u);
  if (std::find(order.begin(), order.end(), tab_) == order.end())
    tab_ = shown::calls;
  auto made = words_of_tabs(u, box.w);
  std::erase_if(made, [&](const auto& x) {
    return std::find(order.begin(), order.end(), x.first) == order.end();
  });
  std::vector<tab> drawn;
  for (auto& [_, one] : made)
    drawn.push_back(std::move(one));
  auto at = static_cast<std::size_t>(std::find(order.begin(), order.end(), tab_) - order.begin());
  if (u.chosen.focused == "log" && !ImGui::GetIO().WantTextInput) {
    const auto pressed = [](ImGuiKey x) {
      return ImGui::IsKeyPressed(ImGui::GetKeyIndex(x), false);
    };
    if (pressed(ImGuiKey_RightArrow))
      tab_ = order[(at + 1) % order.size()];
    if (pressed(ImGuiKey_LeftArrow))
      tab_ = order[(at + order.size() - 1) % order.size()];
    at = static_cast<std::size_t>(std::find(order.begin(), order.end(), tab_) - order.begin());
  }
  if (const auto pressed = draw_tabs(u, box, drawn, at)) {
    tab_ = order[*pressed];
    cursor_.put(0);
  }
}

void log_panel::draw_calls(ui& u, const rect& box) {
  const bool missed = tab_ == shown::missed;
  u.chosen.asking.log_rows = call_rows_;
  u.chosen.asking.missed_only = missed;
  std::vector<const call_log_entry*> all;
  for (const auto& one : u.view.log->entries)
    if (!missed || one.log == log_kind::missed)
      all.push_back(&one);
  if (all.empty())
    return draw_waiting(u, box, u.view.missing.log, u.view.log->known && !u.view.log->asked,
                        _("The service keeps no call log."),
                        missed ? _("No missed calls.") : _("No calls yet."), right::own_calls);
  const bool entered = cursor_.keys(u, "log", all.size());
  if (entered)
    overview_panel::act(u, target_of(all[cursor_.at()]->with));
  const bool end = draw_log_rows(u, box, all.size(), cursor_, [&](std::size_t i, const rect& row) {
    const auto& x = *all[i];
    const auto did = draw_log_line(u, row, line_of(u, x), false, cursor_.is_at(i));
    const auto about = about_of(x);
    if (did.clicked)
      cursor_.put(i);
    if (did.clicked && x.with.employee)
      u.chosen.person = x.with.employee;
    if (did.right_clicked)
      open_menu(u, about);
    if (double_clicked(u, did, about, true) || did.pressed)
      overview_panel::act(u, target_of(x.with));
  });
  if (end)
    call_rows_ = static_cast<std::int64_t>(u.view.log->entries.size()) + more_rows;
}

void log_panel::draw_messages(ui& u, const rect& box) {
  u.chosen.asking.message_rows = message_rows_;
  u.chosen.asking.messages_with = words_;
  auto list = box;
  if (box.h >= u.px(room_for_search) || !words_.empty()) {
    const rect field{box.x + u.px(8), box.y + u.px(6), box.w - u.px(16), u.px(32)};
    ImGui::PushAllowKeyboardFocus(false);
    draw_field(u, field, "##messages", icon::search, _("Search in messages"), words_, false);
    ImGui::PopAllowKeyboardFocus();
    list = {box.x, box.y + u.px(44), box.w, box.h - u.px(44)};
  }
  const auto& all = u.view.messages->entries;
  if (all.empty())
    return draw_waiting(
      u, list, u.view.missing.messages, u.view.messages->known && !u.view.messages->asked,
      _("The service sends no messages."),
      words_.empty() ? _("No messages sent.") : _("No such message."), right::send_messages);
  cursor_.keys(u, "log", all.size());
  const auto cancel = [&](const message_view& x) {
    if (x.state == message_state::queued && u.live())
      u.ask(cancel_message{x.id});
  };
  if (cursor_.has_keys() && is_deleted())
    cancel(all[cursor_.at()]);
  const bool end = draw_log_rows(u, list, all.size(), cursor_, [&](std::size_t i, const rect& row) {
    const auto did = draw_log_line(u, row, line_of(u, all[i]), false, cursor_.is_at(i));
    if (did.clicked)
      cursor_.put(i);
    if (did.clicked && all[i].employee)
      u.chosen.person = all[i].employee;
    if (did.pressed)
      cancel(all[i]);
  });
  if (end)
    message_rows_ = static_cast<std::int64_t>(all.size()) + more_rows;
}

void log_panel::draw_promises(ui& u, const rect& box) {
  const auto& all = u.view.promises;
  if (all.empty())
    return draw_waiting(u, box, u.view.missing.messages, true, _("The service sends no messages."),
                        _("No promises to call back."), right::send_messages);
  const auto close = [&](const promise_view& x) {
    if (is_open(x.state) && u.live())
      u.ask(close_promise{x.id});
  };
  if (cursor_.keys(u, "log", all.size()))
    overview_panel::act(u, target_of(all[cursor_.at()].caller));
  if (cursor_.has_keys() && is_deleted())
    close(all[cursor_.at()]);
  draw_log_rows(u, box, all.size(), cursor_, [&](std::size_t i, const rect& row) {
    const auto& x = all[i];
    const auto did = draw_log_line(u, row, line_of(u, x), false, cursor_.is_at(i));
    if (did.clicked)
      cursor_.put(i);
    if (did.clicked && find_person(u.view, x.owner))
      u.chosen.person = x.owner;
    if (did.double_clicked)
      overview_panel::act(u, target_of(x.caller));
    if (did.pressed)
      close(x);
  });
}

void log_panel::draw(ui& u, const rect& box) {
  const card frame{u, box, "own log", "", {}};
  const rect strip{box.x, box.y, box.w, card::head_height(u)};
  const auto* key = keycap(deed::log_card);
  const float cap = u.bare ? 0 : keycap_width(u, key) + u.px(8);
  draw_strip(u, {strip.x, strip.y, strip.w - cap, strip.h});
  if (cap > 0) {
    draw_keycap(u, {strip.right() - cap - u.px(4), strip.y, cap, strip.h}, key);
    horizontal_line(u, strip.x, strip.right(), strip.bottom(), u.colours.line);
  }
  const rect body{box.x, strip.bottom(), box.w, box.h - strip.h};
  switch (tab_) {
    case shown::messages: return draw_messages(u, body);
    case shown::promises: return draw_promises(u, body);
    case shown::history: return history_panel::draw_rows(u, body, cursor_, "log");
    default: return draw_calls(u, body);
  }
}

} // namespace omstilling

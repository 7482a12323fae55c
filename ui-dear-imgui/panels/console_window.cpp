#include "ui-dear-imgui/panels/console_window.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/alternatives.hpp"
#include "ui-dear-imgui/panels/call_drag.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <array>

namespace omstilling {

console_window::console_window(std::string server, std::string user, theme_name colours)
  : login_(server, std::move(user)) {
  chosen.colours = colours;
  chosen.server = std::move(server);
}

call_target console_window::target(const console_view& view) const {
  const auto* who = chosen.person ? find_person(view, *chosen.person) : nullptr;
  return who ? call_target{.employee = who->id, .number = who->extension, .name = who->name}
             : call_target{};
}

void console_window::call_keys(ui& u) {
  const auto to = target_of(u);
  const auto sent_to = [&](std::optional<command> order, const call_target& whom) {
    if (order)
      u.chosen.last_target = whom;
    u.ask(std::move(order));
  };
  if (is_pressed(deed::answer))
    u.ask(answer_next(u.view));
  if (is_pressed(deed::hold))
    u.ask(hold_or_retrieve(u.view));
  if (is_pressed(deed::end))
    u.ask(end_current(u.view));
  if (is_pressed(deed::transfer))
    sent_to(transfer_to(u.view, to), to);
  if (is_pressed(deed::repeat_target)) {
    // One that came back goes to whom it was meant for, whoever was asked since.
    if (auto again = try_again(u.view))
      u.ask(std::move(again));
    else if (u.chosen.last_target)
      u.ask(transfer_to(u.view, *u.chosen.last_target));
  }
  if (is_pressed(deed::attended))
    u.ask(attended_transfer(u.view, to));
  if (is_pressed(deed::park))
    u.ask(park(u.view));
  if (is_pressed(deed::pull_back))
    u.ask(pull_back_last(u.view));
  if (is_pressed(deed::conference))
    u.ask(conference(u.view));
  if (is_pressed(deed::camp_on))
    u.ask(camp_on_for(u.view, to));
  if (is_pressed(deed::back_to_queue))
    u.ask(back_to_queue(u.view));
  if (is_pressed(deed::pick_up))
    u.ask(pick_up_at(u.view, to));
  if (const auto* call = current_call(u.view); call && is_pressed(deed::note))
    u.open(overlay_kind::note_form, {}, call->id);
  if (is_pressed(deed::pause) && u.live() && u.view.desk)
    u.ask(set_agent_state{u.view.desk->agent == agent_state::not_ready ||
                              u.view.desk->agent == agent_state::logged_off
                            ? agent_state::ready
                            : agent_state::not_ready});
}

/// Tab goes from the list to the filter's rows of chips, the heads, and back.
void console_window::move_focus(ui& u) {
  static constexpr std::array stops{"", "status", "place", "lamps", "views", "heads"};
  auto& focused = u.chosen.focused;
  // What is being written, and the rows of another card, have the keys until Tab or Esc.
  static constexpr std::array others{"message", "log", "history", "contacts"};
  const bool elsewhere = std::find(others.begin(), others.end(), focused) != others.end();
  const auto& io = ImGui::GetIO();
  const bool tab = !io.KeyCtrl && !io.KeyAlt && ImGui::IsKeyPressed(key::tab, false);
  if (!u.chosen.query.empty() ||
      (io.WantTextInput && !tab && focused != "message" && focused != "contacts") ||
      is_pressed(deed::overview_card))
    return focused.clear();
  if (elsewhere && tab) {
    ImGui::ClearActiveID();
    return focused.clear();
  }
  if (!tab)
    return;
  if (io.WantTextInput)
    ImGui::ClearActiveID();
  const auto found = std::find(stops.begin(), stops.end(), focused);
  const auto at = found == stops.end() ? 0 : found - stops.begin();
  const auto step = io.KeyShift ? stops.size() - 1 : 1;
  focused = stops[(static_cast<std::size_t>(at) + step) % stops.size()];
}

/// In its card where there is one, else over the page.
void console_window::write_message(ui& u) {
  const auto size = ImGui::GetIO().DisplaySize;
  if (!has_desk(u, {0, 0, size.x, size.y}))
    return u.chosen.person ? u.open(overlay_kind::message_form, u.chosen.person) : void();
  u.chosen.side = side_tab::message;
  u.chosen.focus_message = true;
}

void console_window::people_keys(ui& u) {
  if (is_pressed(deed::search))
    u.chosen.focus_search = true;
  const auto& who = u.chosen.person;
  if (who && may_set_status(u.view, *who) && is_pressed(deed::change_status))
    u.open(overlay_kind::status_form, u.chosen.person);
  if (who && may_set_phone(u.view, *who) && is_pressed(deed::change_phone))
    u.open(overlay_kind::phone_form, u.chosen.person);
  if (may_watch(u.view) && is_pressed(deed::watch))
    u.open(overlay_kind::watch_form, u.chosen.person);
  if (who && u.live() && may_watch(u.view) && is_pressed(deed::when_free))
    u.ask(when_free(*who));
  if (is_pressed(deed::message) || is_pressed(deed::message_card))
    write_message(u);
  if (is_pressed(deed::log_card))
    u.chosen.focused = "log";
  if (is_pressed(deed::history_card)) {
    u.chosen.focused = u.size == width_class::wide ? "history" : "log";
    u.chosen.side = side_tab::log;
  }
  alternative_keys(u);
  if (u.view.employee && is_pressed(deed::own_status))
    u.open(overlay_kind::status_form, u.view.employee);
  if (who && is_menu_pressed()) {
    u.open(overlay_kind::person_menu, who);
    u.chosen.scroll_to_person = true;
  }
  move_focus(u);
  if (!u.chosen.focused.empty())
    return; // the arrows and Enter belong to the chips
  const auto arrow = [](ImGuiKey x) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(x), true); };
  if (arrow(ImGuiKey_DownArrow))
    overview_panel::move(u, 1);
  if (arrow(ImGuiKey_UpArrow))
    overview_panel::move(u, -1);
  if (arrow(ImGuiKey_PageDown))
    overview_panel::move(u, 10);
  if (arrow(ImGuiKey_PageUp))
    overview_panel::move(u, -10);
  if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false) &&
      !ImGui::GetIO().WantTextInput)
    overview_panel::act(u, target_of(u));
}

void console_window::size_keys(ui& u) {
  const bool larger = is_pressed(deed::larger);
  if (!u.view.settings || !u.live() || (!larger && !is_pressed(deed::smaller)))
    return;
  // A second press counts from the first, also before the service has kept that one.
  const double own = asked_size_.value_or(u.view.settings->text_size);
  if (const auto next = next_text_size(own > 0 ? own : static_cast<double>(u.scale), larger)) {
    asked_size_ = *next;
    u.ask(set_settings{.text_size = *next});
  }
}

double console_window::wanted_scale(const console_view& view) {
  return view.settings ? view.settings->text_size : 0;
}

void console_window::keys(ui& u) {
  const bool in_settings = u.chosen.where == page::settings;
  if (in_settings && settings_.holds_keys())
    return;
  const bool escape = ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false);
  if (u.chosen.overlay.kind != overlay_kind::none) {
    if (escape || is_pressed(deed::help))
      u.chosen.overlay = {};
    return;
  }
  if (is_pressed(deed::help))
    return u.open(overlay_kind::help);
  if (is_pressed(deed::settings))
    u.chosen.where = u.chosen.where == page::settings ? page::desk : page::settings;
  if (is_pressed(deed::phone_book))
    u.chosen.where = u.chosen.where == page::phone_book ? page::desk : page::phone_book;
  // A call may ring whatever page is open, and is answered from there.
  call_keys(u);
  size_keys(u);
  if (u.chosen.where != page::desk) {
    if (escape && !(in_settings && settings_.holds_escape()))
      u.chosen.where = page::desk;
    return;
  }
  if (escape && !u.chosen.focused.empty())
    return u.chosen.focused.clear();
  const auto size = ImGui::GetIO().DisplaySize;
  if (has_desk(u, {0, 0, size.x, size.y}))
    side_tabs::keys(u);
  people_keys(u);
  employee_.keys(u);
  if (escape) {
    const bool something_else =
      !u.chosen.query.empty() || !u.view.refusals.empty() || ImGui::GetIO().WantTextInput;
    if (const auto popup = shelf_.newest(); popup && !something_else && u.live())
      u.ask(dismiss_popup{*popup});
    u.chosen.query.clear();
    u.chosen.scroll_to_person = true;
    ImGui::ClearActiveID();
    for (const auto& one : u.view.refusals)
      u.wishes.emplace_back(dismiss_wish{one.id});
  }
}

/// Who else could take a call, while she cannot; asked again now and then, since that changes.
void console_window::ask_for_others(const console_view& view, time_point now) {
  constexpr std::chrono::seconds asked_again{10};
  const auto* who = looked_at_ ? find_person(view, *looked_at_) : nullptr;
  if (!who || view.phase != link_phase::live ||
      (who->lamp_state == lamp::idle && status_key(who->status) == "available"))
    return;
  chosen.asking.alternatives = who->id;
  chosen.asking.round = now.time_since_epoch() / asked_again;
}

/// Whoever runs through the list asks for nobody's agenda on the way.
void console_window::follow_choice(const console_view& view, time_point now) {
  constexpr int frames_to_settle = 8;
  if (looked_at_ == chosen.person)
    return ask_for_others(view, now);
  frames_still_ = last_choice_ == chosen.person ? frames_still_ + 1 : 0;
  last_choice_ = chosen.person;
  if (frames_still_ >= frames_to_settle || (chosen.person && view.employee == chosen.person))
    looked_at_ = chosen.person;
  else
    chosen.redraw = true;
}

/// A call that comes back brings the person it was meant for to the front, once.
void console_window::bring_target_forward(const console_view& view) {
  for (const auto& call : view.calls)
    if (call.returned && call.target && call.target->employee && returned_ != call.id) {
      returned_ = call.id;
      chosen.person = call.target->employee;
      chosen.scroll_to_person = true;
    }
}

void console_window::follow_settings(const console_view& view) {
  if (!view.settings || followed_ == view.settings)
    return;
  // What the user chose here and now stands until the settings say something else.
  if (!followed_ || followed_->theme != view.settings->theme)
    chosen.colours = theme_for(view.settings->theme);
  if (followed_ ? followed_->words != view.settings->words
                : view.settings->words != language::unknown)
    use_language(view.settings->words);
  if (!followed_ || followed_->text_size != view.settings->text_size)
    asked_size_.reset();
  followed_ = view.settings;
}

/// Where there is no room for all cards, the right one shows one of them.
void console_window::draw_side(ui& u, const layout& place) {
  if (place.message.h > 0)
    return person_.draw(u, place.person);
  const auto body = side_tabs_.draw(u, place.person);
  const bool bare = std::exchange(u.bare, true);
  switch (u.chosen.side) {
    case side_tab::agenda: agenda_.draw(u, body); break;
    case side_tab::message: message_.draw(u, body); break;
    case side_tab::log: log_.draw(u, body); break;
    case side_tab::watches: watches_.draw(u, body); break;
    default: person_.draw(u, body);
  }
  u.bare = bare;
}

void console_window::draw_desk(ui& u, const rect& window) {
  const auto place = arrange(window.w, window.h, u.scale, banner::is_needed(u.view),
                             {.current = current_calls_panel::wanted_height(u),
                              .sent = sent_calls_panel::wanted_height(u),
                              .history = history_panel::wanted_height(u)},
                             edges_.widths(u));
  app_bar_.draw(u, place.app_bar);
  action_bar_.draw(u, place.action_bar);
  if (place.banner.h > 0)
    banner_.draw(u, place.banner);
  current_.draw(u, place.current);
  if (place.history.h > 0)
    history_.draw(u, place.history);
  waiting_.draw(u, place.waiting);
  sent_.draw(u, place.sent);
  overview_.draw(u, place.overview);
  if (place.log.h > 0)
    log_.draw(u, place.log);
  if (place.watches.h > 0)
    watches_.draw(u, place.watches);
  draw_side(u, place);
  if (place.message.h > 0)
    message_.draw(u, place.message);
  status_bar_.draw(u, place.status_bar);
  edges_.draw(u, place);
  shelf_.draw(u, {place.overview.x, place.overview.y, place.overview.w,
                  place.status_bar.y - u.px(8) - place.overview.y});
  refusals_.draw(u, {place.overview.x, place.action_bar.bottom(), place.overview.w, 0});
}

bool console_window::has_desk(const ui& u, const rect& window) {
  return is_switchboard(u.view) && window.w >= u.px(900);
}

void console_window::draw_employee(ui& u, const rect& window) {
  employee_.draw(u, window, {overview_, watches_, current_, log_});
  const rect below{window.x, window.y + employee_window::head_height(u), window.w,
                   window.h - employee_window::head_height(u) - u.px(38)};
  shelf_.draw(u, below.inset(u.px(8), 0));
  refusals_.draw(u, {below.x, below.y, below.w, 0});
}

void console_window::draw_page(ui& u, const rect& window) {
  bring_target_forward(u.view);
  overview_.update(u);
  keys(u);
  overview_.update(u);
  if (u.chosen.where == page::settings) {
    settings_.draw(u, window);
    refusals_.draw(u, {0, u.px(44), window.w, 0});
  } else if (u.chosen.where == page::phone_book)
    phone_book_.draw(u, window);
  else if (has_desk(u, window))
    draw_desk(u, window);
  else
    draw_employee(u, window);
  if (u.chosen.overlay.kind == overlay_kind::help)
    help_.draw(u, window);
  overlays_.draw(u, window);
  end_drag(u);
}

std::vector<wish> console_window::draw(const console_view& view, const font_set& fonts, float scale,
                                       time_point local_now) {
  follow_settings(view);
  if (styled_ != chosen.colours || styled_scale_ != scale) {
    styled_ = chosen.colours;
    styled_scale_ = scale;
    apply_style(theme_of(chosen.colours), scale);
  }
  chosen.redraw = false;
  chosen.asking = {};
  seen_ = {.colours = theme_word(chosen.colours)};
  std::vector<wish> wishes;
  const auto size = ImGui::GetIO().DisplaySize;
  const rect window{0, 0, size.x, size.y};
  const auto place = arrange(size.x, size.y, scale, false, {});
  ui u{view,
       theme_of(chosen.colours),
       fonts,
       scale,
       local_now + view.ahead,
       place.size,
       chosen,
       wishes,
       seen_};
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  ImGui::Begin("console", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                 ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                 ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
  const bool before_first_picture = !view.fresh_at;
  if (view.phase == link_phase::logged_out || before_first_picture)
    login_.draw(u, window);
  else
    draw_page(u, window);
  ImGui::End();
  follow_choice(view, local_now + view.ahead);
  return wishes;
}

} // namespace omstilling

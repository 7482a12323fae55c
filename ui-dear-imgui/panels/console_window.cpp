#include "ui-dear-imgui/panels/console_window.hpp"

#include "ui-dear-imgui/panels/keys.hpp"

#include <imgui_internal.h>

namespace omstilling {

console_window::console_window(std::string server, std::string user, theme_name colours)
  : login_(std::move(server), std::move(user)) {
  chosen.colours = colours;
}

void console_window::keys(ui& u) {
  const auto& io = ImGui::GetIO();
  const auto pressed = [](int code) { return ImGui::IsKeyPressed(code, false); };
  const auto to = target_of(u);
  if (pressed(key::f2))
    u.ask(answer_next(u.view));
  if (pressed(key::f3))
    u.ask(hold_or_retrieve(u.view));
  if (pressed(key::f4))
    u.ask(end_current(u.view));
  if (pressed(key::f6))
    u.ask(transfer_to(u.view, to));
  if (pressed(key::f7))
    u.ask(attended_transfer(u.view, to));
  if (pressed(key::f9))
    u.ask(pull_back_last(u.view));
  if (pressed(key::f10) && u.live() && u.view.desk)
    u.ask(set_agent_state{u.view.desk->agent == agent_state::not_ready ? agent_state::ready
                                                                       : agent_state::not_ready});
  if (io.KeyCtrl && pressed(key::k))
    u.chosen.focus_search = true;
  const auto arrow = [](ImGuiKey x) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(x), true); };
  if (arrow(ImGuiKey_DownArrow))
    overview_panel::move(u, 1);
  if (arrow(ImGuiKey_UpArrow))
    overview_panel::move(u, -1);
  if (arrow(ImGuiKey_PageDown))
    overview_panel::move(u, 10);
  if (arrow(ImGuiKey_PageUp))
    overview_panel::move(u, -10);
  if (pressed(ImGui::GetKeyIndex(ImGuiKey_Escape))) {
    u.chosen.query.clear();
    u.chosen.scroll_to_person = true;
    ImGui::ClearActiveID();
    for (const auto& one : u.view.refusals)
      u.wishes.emplace_back(dismiss_wish{one.id});
  }
  if (pressed(ImGui::GetKeyIndex(ImGuiKey_Enter)) && !io.WantTextInput)
    overview_panel::act(u, to);
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

void console_window::draw_desk(ui& u, float width, float height) {
  bring_target_forward(u.view);
  overview_.update(u);
  keys(u);
  overview_.update(u);
  const auto place =
    arrange(width, height, u.scale, banner::is_needed(u.view),
            {current_calls_panel::wanted_height(u), sent_calls_panel::wanted_height(u)});
  app_bar_.draw(u, place.app_bar);
  action_bar_.draw(u, place.action_bar);
  if (place.banner.h > 0)
    banner_.draw(u, place.banner);
  current_.draw(u, place.current);
  waiting_.draw(u, place.waiting);
  sent_.draw(u, place.sent);
  overview_.draw(u, place.overview);
  person_.draw(u, place.person);
  status_bar_.draw(u, place.status_bar);
  refusals_.draw(u, {place.overview.x, place.action_bar.bottom(), place.overview.w, 0});
}

std::vector<wish> console_window::draw(const console_view& view, const font_set& fonts, float scale,
                                       time_point local_now) {
  if (styled_ != chosen.colours || styled_scale_ != scale) {
    styled_ = chosen.colours;
    styled_scale_ = scale;
    apply_style(theme_of(chosen.colours), scale);
  }
  std::vector<wish> wishes;
  const auto size = ImGui::GetIO().DisplaySize;
  const auto place = arrange(size.x, size.y, scale, false, {});
  ui u{view,  theme_of(chosen.colours), fonts, scale, local_now + view.ahead, place.size, chosen,
       wishes};
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  ImGui::Begin("console", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                 ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                 ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
  const bool before_first_picture = !view.fresh_at;
  if (view.phase == link_phase::logged_out || before_first_picture)
    login_.draw(u, {0, 0, size.x, size.y});
  else
    draw_desk(u, size.x, size.y);
  ImGui::End();
  return wishes;
}

} // namespace omstilling

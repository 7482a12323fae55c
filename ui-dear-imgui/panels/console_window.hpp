#pragma once

#include "ui-dear-imgui/panels/action_bar.hpp"
#include "ui-dear-imgui/panels/agenda_panel.hpp"
#include "ui-dear-imgui/panels/app_bar.hpp"
#include "ui-dear-imgui/panels/banner.hpp"
#include "ui-dear-imgui/panels/column_edges.hpp"
#include "ui-dear-imgui/panels/current_calls_panel.hpp"
#include "ui-dear-imgui/panels/employee_window.hpp"
#include "ui-dear-imgui/panels/help_sheet.hpp"
#include "ui-dear-imgui/panels/history_panel.hpp"
#include "ui-dear-imgui/panels/log_panel.hpp"
#include "ui-dear-imgui/panels/login_panel.hpp"
#include "ui-dear-imgui/panels/message_panel.hpp"
#include "ui-dear-imgui/panels/overlays.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/person_panel.hpp"
#include "ui-dear-imgui/panels/phone_book_page.hpp"
#include "ui-dear-imgui/panels/popup_shelf.hpp"
#include "ui-dear-imgui/panels/refusals.hpp"
#include "ui-dear-imgui/panels/sent_calls_panel.hpp"
#include "ui-dear-imgui/panels/settings_page.hpp"
#include "ui-dear-imgui/panels/side_tabs.hpp"
#include "ui-dear-imgui/panels/waiting_calls_panel.hpp"
#include "ui-dear-imgui/panels/watch_panel.hpp"

namespace omstilling {

/// The whole console: login, then all panels in their places, and what the keys do.
class console_window {
public:
  console_window(std::string server, std::string user, theme_name colours);

  /// Draws one frame between ImGui::NewFrame and ImGui::Render; returns what is wanted.
  std::vector<wish> draw(const console_view& view, const font_set& fonts, float scale,
                         time_point local_now);

  /// How large everything should be; 0: as the desktop asks for.
  static double wanted_scale(const console_view& view);

  /// What the last frame showed.
  const screen& seen() const { return seen_; }

  /// Whom a transfer by a global hotkey reaches: the chosen person.
  call_target target(const console_view& view) const;

  /// Whose claims, plans and agenda are wanted: the chosen person, once the choice stands still.
  const std::optional<employee_id>& looked_at() const { return looked_at_; }

  /// What the window would like to know beside what is followed.
  const inquiry& wanted() const { return chosen.asking; }

  choices chosen;

private:
  void follow_choice(const console_view& view, time_point now);
  void ask_for_others(const console_view& view, time_point now);
  void write_message(ui& u);
  void keys(ui& u);
  void size_keys(ui& u);
  void call_keys(ui& u);
  void people_keys(ui& u);
  void move_focus(ui& u);
  void follow_settings(const console_view& view);
  void bring_target_forward(const console_view& view);
  void draw_page(ui& u, const rect& window);
  void draw_desk(ui& u, const rect& window);
  void draw_side(ui& u, const layout& place);
  void draw_employee(ui& u, const rect& window);
  static bool has_desk(const ui& u, const rect& window);

  login_panel login_;
  app_bar app_bar_;
  action_bar action_bar_;
  banner banner_;
  current_calls_panel current_;
  history_panel history_;
  waiting_calls_panel waiting_;
  sent_calls_panel sent_;
  overview_panel overview_;
  log_panel log_;
  watch_panel watches_;
  person_panel person_;
  message_panel message_;
  side_tabs side_tabs_;
  agenda_panel agenda_;
  status_bar status_bar_;
  refusals_panel refusals_;
  popup_shelf shelf_;
  overlays overlays_;
  help_sheet help_;
  settings_page settings_;
  phone_book_page phone_book_;
  employee_window employee_;
  column_edges edges_;
  screen seen_;
  std::optional<call_id> returned_;
  std::optional<employee_id> looked_at_, last_choice_;
  int frames_still_ = 0;
  std::optional<theme_name> styled_;
  std::optional<settings_view> followed_;
  std::optional<double> asked_size_; // of the text, and not kept yet
  float styled_scale_ = 0;
};

} // namespace omstilling

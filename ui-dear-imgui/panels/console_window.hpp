#pragma once

#include "ui-dear-imgui/panels/action_bar.hpp"
#include "ui-dear-imgui/panels/app_bar.hpp"
#include "ui-dear-imgui/panels/banner.hpp"
#include "ui-dear-imgui/panels/current_calls_panel.hpp"
#include "ui-dear-imgui/panels/login_panel.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/person_panel.hpp"
#include "ui-dear-imgui/panels/refusals.hpp"
#include "ui-dear-imgui/panels/sent_calls_panel.hpp"
#include "ui-dear-imgui/panels/waiting_calls_panel.hpp"

namespace omstilling {

/// The whole console: login, then all panels in their places, and what the keys do.
class console_window {
public:
  console_window(std::string server, std::string user, theme_name colours);

  /// Draws one frame between ImGui::NewFrame and ImGui::Render; returns what is wanted.
  std::vector<wish> draw(const console_view& view, const font_set& fonts, float scale,
                         time_point local_now);

  choices chosen;

private:
  void keys(ui& u);
  void bring_target_forward(const console_view& view);
  void draw_desk(ui& u, float width, float height);

  login_panel login_;
  app_bar app_bar_;
  action_bar action_bar_;
  banner banner_;
  current_calls_panel current_;
  waiting_calls_panel waiting_;
  sent_calls_panel sent_;
  overview_panel overview_;
  person_panel person_;
  status_bar status_bar_;
  refusals_panel refusals_;
  std::optional<call_id> returned_;
  std::optional<theme_name> styled_;
  float styled_scale_ = 0;
};

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/contact_list.hpp"
#include "ui-dear-imgui/panels/current_calls_panel.hpp"
#include "ui-dear-imgui/panels/log_panel.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/own_status_card.hpp"
#include "ui-dear-imgui/panels/watch_panel.hpp"

namespace omstilling {

/// The panels that the ordinary client shares with the switchboard.
struct employee_parts {
  overview_panel& colleagues;
  watch_panel& watches;
  current_calls_panel& calls;
  log_panel& log;
};

/// The ordinary client: own status, colleagues, watch list and own log in one column, or in two
/// where there is room (S16.6).
class employee_window {
public:
  /// Alt and a number, before anything is drawn.
  void keys(ui& u);
  void draw(ui& u, const rect& window, employee_parts parts);
  static float head_height(const ui& u) { return u.px(44); }

private:
  enum class shown { colleagues, watches, log, contacts, ahead };
  void show(ui& u, shown x);
  void draw_head(ui& u, const rect& box);
  void draw_foot(ui& u, const rect& box);
  static void draw_ahead(ui& u, const rect& box);
  void draw_calls(ui& u, rect& column, employee_parts& parts, float kept);
  void draw_tabs_card(ui& u, const rect& box, employee_parts& parts, bool with_watches);

  own_status_card status_;
  contact_book contacts_;
  shown tab_ = shown::colleagues;
};

} // namespace omstilling

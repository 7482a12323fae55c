#pragma once

#include "ui-dear-imgui/panels/log_rows.hpp"

namespace omstilling {

/// Area 6: earlier calls with whoever is talked to: who talked with them, and whether somebody
/// called back since.
class history_panel {
public:
  /// Whether there is somebody to have a history with.
  static bool is_wanted(const ui& u);
  /// 0 while there is nobody to have a history with.
  static float wanted_height(const ui& u);
  void draw(ui& u, const rect& box);
  /// Only the rows, for who has the keys under this name.
  static void draw_rows(ui& u, const rect& box, log_cursor& cursor, const char* name);

private:
  log_cursor cursor_;
};

} // namespace omstilling

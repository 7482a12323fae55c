#pragma once

#include "ui-dear-imgui/panels/log_rows.hpp"
#include "ui-dear-imgui/panels/tab_strip.hpp"

namespace omstilling {

/// Areas 9 and 7: own calls, missed ones, messages sent and promises to call back; where the
/// caller's history has no card of its own, that too.
class log_panel {
public:
  void draw(ui& u, const rect& box);

private:
  enum class shown { calls, messages, missed, promises, history };
  std::vector<shown> tabs(const ui& u) const;
  static std::vector<std::pair<shown, tab>> words_of_tabs(const ui& u, float width);
  void draw_strip(ui& u, const rect& box);
  void draw_calls(ui& u, const rect& box);
  void draw_messages(ui& u, const rect& box);
  void draw_promises(ui& u, const rect& box);

  shown tab_ = shown::calls;
  log_cursor cursor_;
  std::int64_t call_rows_ = 60, message_rows_ = 60;
  std::string words_; // that messages are searched for
};

} // namespace omstilling

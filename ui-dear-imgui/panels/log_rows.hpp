#pragma once

#include "ui-dear-imgui/panels/call_rows.hpp"

#include <functional>

namespace omstilling {

/// One line of what has been: a call, a message, a promise.
struct log_line {
  std::string id;
  const char* icon = nullptr;
  ImU32 ink = 0;
  std::string when;
  std::string name;
  std::string middle; // the number, or to whom
  std::string tail;   // how long, or what became of it
  ImU32 tail_ink = 0;
  std::string says;      // the whole of it, beside the mouse
  const char* does = ""; // a button at its end; empty: none
  const char* does_icon = nullptr;
  std::string does_id;
  bool possible = true;      // it may be pressed now
  bool middle_counts = true; // else it gives way to the name and the tail
};

struct log_events : row_events {
  bool pressed = false; // the button
};

/// In a narrow place a line takes two.
bool is_narrow(const ui& u, float width);
float log_line_height(const ui& u, float width);
log_events draw_log_line(ui& u, const rect& box, const log_line& x, bool chosen, bool ringed);

/// Which of so many rows the arrow keys are at, while the card with this name has the keys.
class log_cursor {
public:
  /// True when Enter was pressed on a row.
  bool keys(ui& u, const char* name, std::size_t count);
  bool is_at(std::size_t row) const { return here_ && row == at_; }
  std::size_t at() const { return at_; }
  void put(std::size_t row) { at_ = row; }
  bool moved() const { return moved_; }
  bool has_keys() const { return here_; }

private:
  std::size_t at_ = 0;
  bool here_ = false, moved_ = false;
};

/// The rows of a list that scrolls; `row` draws one of them. True when the end is in sight.
bool draw_log_rows(ui& u, const rect& box, std::size_t count, const log_cursor& cursor,
                   const std::function<void(std::size_t, const rect&)>& row);

} // namespace omstilling

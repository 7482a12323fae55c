#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// A call that came back to this receptionist and is not settled yet: who calls, whom it was meant
/// for and why that failed, and what can be done.
class return_card {
public:
  /// Draws at the foot of the area's left; returns what it took, empty without such a call.
  rect draw(ui& u, const rect& area);

private:
  const call_view* find(const ui& u) const;

  std::optional<call_id> put_away_;
};

/// A window over the page that leaves the keys where they are, with its ground, while it lives.
class shelf_window {
public:
  shelf_window(const ui& u, const rect& box, const std::string& id, ImU32 border);
  ~shelf_window();
  shelf_window(const shelf_window&) = delete;
  shelf_window& operator=(const shelf_window&) = delete;
};

} // namespace omstilling

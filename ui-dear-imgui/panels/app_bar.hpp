#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

#include <span>

namespace omstilling {

/// The top line: queues to choose from, who is logged in, light or dark, the time.
class app_bar {
public:
  void draw(ui& u, const rect& box);
};

/// A key and what it does on this page.
struct key_hint {
  const char* key;
  const char* does;
};

/// The bottom line: each part of the service, and the keys of a page; those that find no room are
/// left out from the left.
class status_bar {
public:
  /// The desk's keys.
  void draw(ui& u, const rect& box);
  void draw(ui& u, const rect& box, std::span<const key_hint> hints);
};

} // namespace omstilling

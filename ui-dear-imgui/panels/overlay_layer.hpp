#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// A sheet of glass over the whole window while it lives: what is behind it is seen, and not
/// reached by the mouse.
class overlay_layer {
public:
  /// `fresh` in the first frame: it comes to the front then, and takes the keys from fields behind.
  overlay_layer(const ui& u, const rect& window, bool fresh);
  ~overlay_layer();
  overlay_layer(const overlay_layer&) = delete;
  overlay_layer& operator=(const overlay_layer&) = delete;

  /// The shade, ground and border of what stands on it.
  void ground(const rect& box) const;
  bool clicked_outside(const rect& box) const;

private:
  const ui& u_;
  bool fresh_;
};

} // namespace omstilling

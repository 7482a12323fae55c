#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"
#include "ui-dear-imgui/panels/soft_wrap.hpp"

namespace omstilling {

/// A field of several lines whose text is broken to its width while it is written.
class text_area {
public:
  /// True when the text was changed by hand in this frame.
  bool draw(ui& u, const rect& box, const char* id, const char* hint, std::string& text,
            bool focus);
  bool is_active() const { return active_; }

private:
  soft_text now_;
  std::string plain_;
  float width_ = 0;
  bool active_ = false;
};

} // namespace omstilling

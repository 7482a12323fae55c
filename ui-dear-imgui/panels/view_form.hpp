#pragma once

#include "ui-dear-imgui/panels/form.hpp"

namespace omstilling {

/// A name for the filter in use, so that it can be chosen again (areas 20 and 21).
class view_form {
public:
  void open(const ui& u);
  void draw(ui& u, const rect& window);

private:
  std::string why_not(const ui& u) const;

  form_state state_;
  saved_view made_;
};

} // namespace omstilling

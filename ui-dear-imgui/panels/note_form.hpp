#pragma once

#include "ui-dear-imgui/panels/form.hpp"

namespace omstilling {

/// A note on a call, below those that are there (B1.7).
class note_form {
public:
  void open(const call_id& call);
  void draw(ui& u, const rect& window);

private:
  call_id call_;
  form_state state_;
  std::string text_;
};

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/form.hpp"

namespace omstilling {

/// The local start of a plan's next time, as its exceptions name it; empty where none is known.
std::string next_start(const plan_view& x);

/// What is planned for a person: to change, leave out once, end now or take away (S14.2, S14.4).
class plans_form {
public:
  void open(const employee_id& who);
  void draw(ui& u, const rect& window);

private:
  void draw_plan(ui& u, form& page, const person& who, const plan_view& x);

  employee_id who_;
  form_state state_;
};

} // namespace omstilling

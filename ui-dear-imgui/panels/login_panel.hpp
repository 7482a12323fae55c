#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Who are you: user name and password, and why the last attempt failed.
class login_panel {
public:
  login_panel(std::string server, std::string user)
    : server_(std::move(server)), user_(std::move(user)) {}

  void draw(ui& u, const rect& window);

private:
  void send(ui& u);
  float draw_problem(ui& u, const rect& box);

  std::string server_, user_, password_, complaint_;
  bool wants_focus_ = true, was_busy_ = false;
};

} // namespace omstilling

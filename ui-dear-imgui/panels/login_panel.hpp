#pragma once

#include "ui-dear-imgui/panels/form_controls.hpp"

namespace omstilling {

/// Who are you: service, user name and password, and why the last attempt failed (S22.2).
class login_panel {
public:
  login_panel(std::string server, std::string user)
    : server_(std::move(server)), user_(std::move(user)) {}

  void draw(ui& u, const rect& window);

private:
  void send(ui& u);
  float draw_head(ui& u, const rect& in);
  float draw_problem(ui& u, const rect& box);
  float draw_fields(ui& u, const rect& in, float y, bool& entered);
  float draw_remember(ui& u, const rect& in, float y);
  void draw_foot(ui& u, const rect& box);
  void choose_focus(bool busy);
  void watch_caps();

  form_focus focus_;
  std::string server_, user_, password_, complaint_;
  bool wants_focus_ = true, was_busy_ = false, remember_ = false, shown_ = false;
  int capitals_ = 0; // typed one after the other without Shift
};

} // namespace omstilling

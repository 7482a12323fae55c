#pragma once

#include "ui-dear-imgui/panels/form.hpp"
#include "ui-dear-imgui/panels/message_editor.hpp"

namespace omstilling {

/// A message over the page: to a contact, or where the page has no card for messages.
class message_form {
public:
  void open(const ui& u);
  void draw(ui& u, const rect& window, const open_overlay& x);

private:
  message_editor editor_;
  bool fresh_ = true;
};

/// Makes or changes a message written in advance (area 5): one's own, or with the right a global
/// one.
class message_template_form {
public:
  void open(const ui& u, const open_overlay& x);
  void draw(ui& u, const rect& window);

private:
  std::string why_not(const ui& u) const;

  form_state state_;
  std::optional<message_template_view> old_;
  std::string name_, subject_, text_;
  std::optional<std::size_t> channel_ = 0;
  bool global_ = false;
  text_area area_;
};

} // namespace omstilling

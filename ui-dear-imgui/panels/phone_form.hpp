#pragma once

#include "ui-dear-imgui/panels/form.hpp"

#include <array>

namespace omstilling {

/// Do-not-disturb and forwarding of a person's phones (S13.3); only what was changed is asked for.
class phone_form {
public:
  void open(const ui& u, const employee_id& who);
  void draw(ui& u, const rect& window);

private:
  struct edit {
    phone as_it_was;
    bool do_not_disturb = false;
    std::array<std::string, 3> to{}; // immediate, busy, no answer
  };

  void draw_phone(ui& u, form& page, edit& x);
  static std::string wrong_with(const edit& x, std::size_t rule);
  static std::vector<forwarding_rule> rules_of(const edit& x);
  std::vector<set_phone> changes() const;
  std::string why_not(const ui& u) const;

  employee_id who_;
  form_state state_;
  std::vector<edit> phones_;
  std::optional<std::size_t> shown_;
};

} // namespace omstilling

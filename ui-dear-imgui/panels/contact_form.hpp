#pragma once

#include "ui-dear-imgui/panels/form.hpp"

namespace omstilling {

/// Makes, changes or deletes a contact (S15.1, S15.5). Where somebody else changes the same one
/// meanwhile, it shows what, and by whom, and lets one take that or write over it.
class contact_form {
public:
  void open(const ui& u, const open_overlay& x);
  void draw(ui& u, const rect& window);

private:
  void take(const contact_view& x);
  contact_view written() const;
  std::string why_not(const ui& u) const;
  void settle(ui& u);
  void draw_other(ui& u, form& page);
  void draw_fields(ui& u, form& page);
  void draw_numbers(form& page);
  void save(ui& u);

  form_state state_;
  std::optional<contact_view> base_; // as it was when this form took it; none: a new one
  bool shared_ = false;
  std::string name_, company_, title_, department_, address_, email_, keywords_, note_;
  std::vector<contact_number> numbers_; // the last is empty: room for one more
  std::int64_t ticket_ = 0;
  bool removing_ = false;
  bool told_ = false;   // of the other's change, by two more buttons at the top
  bool gone_ = false;   // somebody deleted it meanwhile
  std::string trouble_; // why it was not kept
};

} // namespace omstilling

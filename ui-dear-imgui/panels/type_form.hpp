#pragma once

#include "ui-dear-imgui/panels/form.hpp"

namespace omstilling {

/// The id that a kind of status gets from its English name: "Parental leave" is `parental_leave`.
std::string type_id_of(std::string_view label);

/// A kind of status of a site: what it is called, what it means to other programs and to outsiders;
/// for those with the right to what is everybody's.
class type_form {
public:
  void open(const ui& u, const site_id& site, const std::string& type);
  void draw(ui& u, const rect& window);

private:
  std::string why_not(const ui& u) const;
  put_status_type made() const;

  form_state state_;
  site_id site_;
  std::optional<status_type> old_;
  std::string label_da_, label_en_;
  std::optional<std::size_t> activity_, basic_;
  std::string alias_;
};

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/form.hpp"
#include "ui-dear-imgui/panels/status_values.hpp"

namespace omstilling {

/// The part of a form that says what a status is, whatever it is for: now, planned or a template.
class status_fields {
public:
  void open(const status_values& x);
  void draw_type(const ui& u, form& page, const site_id& site);
  void draw_note(form& page);
  void draw_actions(form& page);
  /// `why_no_end`: why there is nothing to choose for the end; empty where it has one.
  void draw_expiry(const ui& u, form& page, const site_id& site, const char* why_no_end);
  void draw_alias(const ui& u, form& page, const site_id& site);

  const std::string& type() const { return type_; }
  std::string why_not(bool has_end) const;
  status_values made(bool has_end) const;

private:
  std::string type_, note_, forced_, alias_;
  actions_draft actions_;
  std::optional<std::size_t> expiry_, shown_;
};

} // namespace omstilling

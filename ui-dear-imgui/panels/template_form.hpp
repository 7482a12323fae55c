#pragma once

#include "ui-dear-imgui/panels/status_fields.hpp"

namespace omstilling {

/// A status set in advance: made, changed, renamed or deleted; a global one with the right (S19.1-
/// S19.3).
class template_form {
public:
  /// Without an id a new one.
  void open(const ui& u, const std::optional<template_id>& which);
  void draw(ui& u, const rect& window);

private:
  void draw_length(form& page);
  std::optional<std::int64_t> seconds() const;
  std::string why_not(const ui& u) const;
  put_template made() const;

  form_state state_;
  status_fields fields_;
  std::optional<template_view> old_;
  std::optional<std::size_t> length_;
  std::string name_, minutes_;
  bool global_ = false;
};

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/form_controls.hpp"

#include <string>
#include <vector>

namespace omstilling {

/// What all cards of the settings page share while one frame is drawn.
struct settings_form {
  ui& u;
  form_focus& focus;
  const settings_view& now;
  std::vector<std::string> sought; // what the rows must contain
  bool enabled = true;
  std::string why_not;
  bool asked = false; // a change was sent in this frame

  void change(set_settings x) {
    u.ask(std::move(x));
    asked = true;
  }
  bool matches(std::string_view text) const;
  form_item item(std::string id, std::string text = {}, std::string help = {}) const {
    return {std::move(id), std::move(text), std::move(help), enabled, why_not};
  }
};

/// Rows from the top down in a part that scrolls; a row that is not searched for is left out.
class settings_rows {
public:
  settings_rows(settings_form& form, const rect& box, const char* id, float label_width,
                float row_height = 44);
  ~settings_rows();
  settings_rows(const settings_rows&) = delete;
  settings_rows& operator=(const settings_rows&) = delete;

  /// A label and the place of its control; nothing when it is not searched for.
  std::optional<rect> row(const std::string& label, float control_height = 32);
  /// Small text below the control of the last row.
  void help(const std::string& text, bool bad = false);
  void fact(const std::string& label, const std::string& text);
  /// A switch that stands for one member of the settings.
  void toggle(const char* id, const char* label, const char* help, bool on,
              std::optional<bool> set_settings::*member);
  /// The same; true when it was pressed.
  bool toggle(const form_item& x, bool on);
  void choice(const form_item& x, const std::vector<form_option>& options,
              std::optional<std::size_t> chosen, std::optional<std::size_t>& taken);
  void heading(const std::string& text);
  void line(const std::string& text);
  void divider();
  /// Room of this height over the whole width.
  rect take(float height);
  bool empty() const { return empty_; }

private:
  settings_form& form_;
  rect box_;
  float x_, w_, y_, top_, label_, row_;
  bool above_; // the label stands above its control
  bool empty_ = true;
  scroll_area scroll_;
};

} // namespace omstilling

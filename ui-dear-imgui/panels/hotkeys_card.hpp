#pragma once

#include "ui-dear-imgui/panels/settings_form.hpp"

namespace omstilling {

/// The global hotkeys (S16.11-S16.13): edited here, in force once they are approved.
class hotkeys_card {
public:
  /// Its ground and head are drawn as well.
  void draw(settings_form& form, const rect& box);
  float wanted_height(const settings_form& form);
  /// The next key belongs to it.
  bool is_recording() const { return recording_; }

private:
  struct row_state {
    std::string trouble; // why its keys will not do, or not alone
    bool twice = false;  // refused by the service
  };
  void follow(const settings_form& form);
  void record();
  row_state state_of(const settings_form& form, std::size_t place) const;
  void draw_head(settings_form& form, const rect& box);
  void draw_rows(settings_form& form, const rect& box);
  void draw_row(settings_form& form, const rect& box, std::size_t place);
  void row_keys(settings_form& form);
  void draw_foot(settings_form& form, const rect& box);
  void approve(settings_form& form);

  std::vector<hotkey> draft_, base_; // one of each action
  std::optional<std::vector<hotkey>> seen_;
  std::size_t selected_ = 0;
  bool recording_ = false;
  std::string complaint_;
};

} // namespace omstilling

#pragma once

#include "ui-dear-imgui/panels/hotkeys_card.hpp"
#include "ui-dear-imgui/panels/settings_sections.hpp"

namespace omstilling {

/// Area 16: what the user chose, kept by the service.
class settings_page {
public:
  void draw(ui& u, const rect& window);
  /// All keys belong to it: a hotkey is being recorded.
  bool holds_keys() const { return hotkeys_.is_recording(); }
  /// Escape belongs to it: it closes a list, leaves a field or ends a search.
  bool holds_escape() const { return holds_keys() || focus_.holds_escape() || !sought_.empty(); }

private:
  void draw_bar(ui& u, const rect& box);
  void draw_list(ui& u, const rect& box);
  void draw_section_choice(ui& u, const rect& box);
  void draw_foot(ui& u, const rect& box);
  void draw_cards(settings_form& form, const rect& box);
  void draw_section_card(settings_form& form, const rect& box, settings_section section);
  void draw_appearance_card(settings_form& form, const rect& box);
  void choose(settings_section x);
  void follow(const ui& u);
  bool side_by_side(const ui& u, const rect& box) const;

  form_focus focus_;
  hotkeys_card hotkeys_;
  address_draft address_;
  settings_section section_ = settings_section::general;
  std::string sought_;
  std::optional<settings_view> before_; // when the last change was sent
  std::optional<queue_id> queue_before_;
  std::optional<time_point> saved_at_;
};

} // namespace omstilling

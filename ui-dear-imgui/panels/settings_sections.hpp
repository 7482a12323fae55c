#pragma once

#include "ui-dear-imgui/panels/settings_form.hpp"

namespace omstilling {

enum class settings_section {
  general,
  queue,
  phones,
  hotkeys,
  templates,
  watches,
  appearance,
  about,
};

inline constexpr settings_section all_sections[] = {
  settings_section::general,    settings_section::queue,     settings_section::phones,
  settings_section::hotkeys,    settings_section::templates, settings_section::watches,
  settings_section::appearance, settings_section::about};

const char* section_id(settings_section x);
std::string section_name(settings_section x);
const char* section_icon(settings_section x);

/// The address of the desk phone, while it is typed.
struct address_draft {
  std::string text, error;
  std::optional<std::string> shown; // what the settings said when the text was taken from them
};

void draw_general(settings_form& form, settings_rows& rows, address_draft& address);
void draw_queue_section(settings_form& form, settings_rows& rows);
void draw_phones_section(settings_form& form, settings_rows& rows, address_draft& address);
void draw_watches_section(settings_form& form, settings_rows& rows);
void draw_appearance(settings_form& form, settings_rows& rows);
void draw_about(settings_form& form, settings_rows& rows);

/// The next size of the text above or below the one in use; nothing where there is none.
std::optional<double> next_text_size(double now, bool larger);

} // namespace omstilling

#pragma once

#include <string>
#include <vector>

/// What each key of the keyboard does in the console; the sheet on F1 and every keycap read it
/// here.
namespace omstilling {

enum class deed {
  help,
  answer,
  hold,
  end,
  repeat_target,
  transfer,
  attended,
  park,
  pull_back,
  pause,
  conference,
  camp_on,
  pick_up,
  back_to_queue,
  search,
  note,
  message,
  send_email,
  send_sms,
  call_back,
  first_alternative,
  second_alternative,
  third_alternative,
  new_contact,
  edit_contact,
  change_status,
  change_phone,
  watch,
  when_free,
  phone_book,
  settings,
  own_status,
  larger,
  smaller,
  overview_card,
  message_card,
  history_card,
  log_card,
  watches_card,
  person_card,
  agenda_card,
  next_tab,
};

enum class key_group { call, people, message, window, cards };

struct key_binding {
  deed what;
  key_group group;
  int code;         // as the window's library reports it: ImGui 1.86 has no names for these
  const char* held; // "", "Ctrl" or "Alt"
  const char* name; // of the key
  const char* does; // English; for gettext
};

const std::vector<key_binding>& key_bindings();

/// What stands on its keycap: `F2`, `Ctrl+K`.
const char* keycap(deed x);

/// Whether it was pressed in this frame.
bool is_pressed(deed x);

/// Shift+F10 or the menu key: what can be done with what is chosen.
bool is_menu_pressed();

namespace key {
inline constexpr int tab = 258;
inline constexpr int menu = 348;
inline constexpr int f1 = 290;
inline constexpr int f2 = f1 + 1, f3 = f1 + 2, f4 = f1 + 3, f5 = f1 + 4, f6 = f1 + 5, f7 = f1 + 6,
                     f8 = f1 + 7, f9 = f1 + 8, f10 = f1 + 9, f11 = f1 + 10, f12 = f1 + 11;
} // namespace key

} // namespace omstilling

#include "ui-dear-imgui/panels/keys.hpp"

#include "ui-dear-imgui/panels/words.hpp"

#include <imgui.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace omstilling {

// Ctrl+W, Ctrl+S and Ctrl+Q close, keep and quit elsewhere: they do nothing here, so that no finger
// ends a call by habit.
const std::vector<key_binding>& key_bindings() {
  using enum key_group;
  static const std::vector<key_binding> all{
    {deed::answer, call, key::f2, "", "F2", n_("Answer what rings, or waited longest")},
    {deed::hold, call, key::f3, "", "F3", n_("Hold and retrieve; swap while asking")},
    {deed::end, call, key::f4, "", "F4", n_("End the call; stop asking")},
    {deed::repeat_target, call, key::f5, "", "F5", n_("Transfer to the same one as last time")},
    {deed::transfer, call, key::f6, "", "F6", n_("Transfer to the selected person")},
    {deed::attended, call, key::f7, "", "F7", n_("Ask first, then hand over")},
    {deed::park, call, key::f8, "", "F8", n_("Park")},
    {deed::pull_back, call, key::f9, "", "F9", n_("Pull back the call that was sent on last")},
    {deed::pause, call, key::f10, "", "F10", n_("Pause and resume")},
    {deed::conference, call, key::f11, "", "F11", n_("All three talk")},
    {deed::camp_on, call, key::f12, "", "F12", n_("Let the caller wait until the person is free")},
    {deed::back_to_queue, call, 'U', "Ctrl", "U", n_("Back into the queue")},
    {deed::pick_up, call, 'G', "Ctrl", "G", n_("Pick up what rings at the selected person")},
    {deed::note, call, 'N', "Ctrl", "N", n_("Write a note on the call")},
    {deed::search, people, 'K', "Ctrl", "K", n_("Search")},
    {deed::change_status, people, 'P', "Ctrl", "P", n_("Change the selected person's status")},
    {deed::change_phone, people, 'T', "Ctrl", "T", n_("Change the selected person's phone")},
    {deed::watch, people, 'O', "Ctrl", "O", n_("Watch the selected person")},
    {deed::when_free, people, 'O', "Alt", "O", n_("Tell me once when the person is free")},
    {deed::first_alternative, people, '1', "Ctrl", "1", n_("Transfer to the best alternative")},
    {deed::second_alternative, people, '2', "Ctrl", "2", n_("Transfer to the second alternative")},
    {deed::third_alternative, people, '3', "Ctrl", "3", n_("Transfer to the third alternative")},
    {deed::message, message, 'M', "Ctrl", "M", n_("Write to the selected person")},
    {deed::send_email, message, 'E', "Ctrl", "E", n_("Send as e-mail")},
    {deed::send_sms, message, 'J', "Ctrl", "J", n_("Send as SMS")},
    {deed::call_back, message, 'L', "Ctrl", "L", n_("Ask for a call back, and by when")},
    {deed::phone_book, people, 'B', "Ctrl", "B", n_("Phone book")},
    {deed::new_contact, people, 'N', "Alt", "N", n_("New contact")},
    {deed::edit_contact, people, 'E', "Alt", "E", n_("Change the contact in the phone book")},
    {deed::own_status, window, 'S', "Alt", "S", n_("Change own status")},
    {deed::settings, window, ',', "Ctrl", ",", n_("Settings")},
    {deed::larger, window, '=', "Ctrl", "+", n_("Larger text")},
    {deed::smaller, window, '-', "Ctrl", "-", n_("Smaller text")},
    {deed::overview_card, cards, '4', "Alt", "4", n_("Employees")},
    {deed::message_card, cards, '5', "Alt", "5", n_("Message")},
    {deed::history_card, cards, '6', "Alt", "6", n_("History with the caller")},
    {deed::log_card, cards, '7', "Alt", "7", n_("Log")},
    {deed::watches_card, cards, '8', "Alt", "8", n_("Watch list")},
    {deed::person_card, cards, '9', "Alt", "9", n_("Selected person")},
    {deed::agenda_card, cards, '0', "Alt", "0", n_("Agenda")},
    {deed::next_tab, cards, key::tab, "Ctrl", "Tab", n_("Next tab; with Shift the one before")},
    {deed::help, window, key::f1, "", "F1", n_("All keys")},
  };
  return all;
}

namespace {

const key_binding& binding_of(deed x) {
  const auto& all = key_bindings();
  return *std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.what == x; });
}

} // namespace

const char* keycap(deed x) {
  static const auto caps = [] {
    std::map<deed, std::string> made;
    for (const auto& one : key_bindings())
      made[one.what] = std::string_view{one.held}.empty() ? std::string{one.name}
                                                          : std::string{one.held} + '+' + one.name;
    return made;
  }();
  return caps.at(x).c_str();
}

bool is_pressed(deed x) {
  const auto& io = ImGui::GetIO();
  const auto& one = binding_of(x);
  const std::string_view held{one.held};
  // Shift+F10 asks for a menu, as everywhere.
  if (io.KeyShift && one.code >= key::f1)
    return false;
  return io.KeyCtrl == (held == "Ctrl") && io.KeyAlt == (held == "Alt") &&
         ImGui::IsKeyPressed(one.code, false);
}

bool is_menu_pressed() {
  return ImGui::IsKeyPressed(key::menu, false) ||
         (ImGui::GetIO().KeyShift && ImGui::IsKeyPressed(key::f10, false));
}

} // namespace omstilling

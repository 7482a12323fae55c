#include "ui-dear-imgui/platform/key_grabs.hpp"

#include "ui-dear-imgui/platform/xcb_pointer.hpp"

#include <X11/keysym.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace omstilling {

namespace {

constexpr std::array<std::pair<std::string_view, xcb_keysym_t>, 13> named_keys{
  {{"Space", XK_space},
   {"Enter", XK_Return},
   {"Insert", XK_Insert},
   {"Delete", XK_Delete},
   {"Home", XK_Home},
   {"End", XK_End},
   {"PageUp", XK_Page_Up},
   {"PageDown", XK_Page_Down},
   {"Up", XK_Up},
   {"Down", XK_Down},
   {"Left", XK_Left},
   {"Right", XK_Right},
   {"Pause", XK_Pause}}};

xcb_keysym_t symbol_of(const std::string& key) {
  for (const auto& [name, symbol] : named_keys)
    if (name == key)
      return symbol;
  const auto first = static_cast<xcb_keysym_t>(key.empty() ? '\0' : key[0]);
  if (key.size() > 1 && first == 'F') {
    xcb_keysym_t number = 0;
    for (const char digit : key.substr(1))
      number = number * 10 + static_cast<xcb_keysym_t>(digit - '0');
    return XK_F1 + number - 1;
  }
  return first >= 'A' && first <= 'Z' ? first - 'A' + XK_a : first;
}

} // namespace

key_grabs::key_grabs(xcb_connection_t& x, xcb_window_t root)
  : x_(x), root_(root), events_(x), symbols_(xcb_key_symbols_alloc(&x)) {}

key_grabs::~key_grabs() {
  set({});
  xcb_key_symbols_free(symbols_);
}

key_troubles key_grabs::set(const hotkeys& wanted) {
  find_modifiers();
  key_troubles conflicts;
  std::map<place, int> all;
  for (const auto& [id, combination] : wanted) {
    const auto places = places_of(combination);
    if (places.empty())
      conflicts[id] = key_trouble::no_key;
    else if (std::any_of(places.begin(), places.end(), [&](auto x) { return all.contains(x); }))
      conflicts[id] = key_trouble::twice;
    else
      for (const auto& one : places)
        all[one] = id;
  }
  // What stays is not let go for a moment: X servers tell of a new keyboard with every change from
  // one keyboard to another, and nothing that is pressed meanwhile may be lost.
  for (const auto& [one, id] : grabbed_)
    if (!all.contains(one))
      ungrab(one);
  for (const auto& [one, id] : all)
    if (!grabbed_.contains(one) && !grab(one))
      conflicts[id] = key_trouble::taken;
  for (const auto& [one, id] : all)
    if (conflicts.contains(id))
      ungrab(one); // nor is half of a combination kept
  std::erase_if(all, [&](const auto& x) { return conflicts.contains(x.second); });
  grabbed_ = std::move(all);
  // What was let go is free by the time that this returns.
  const xcb_pointer<xcb_get_input_focus_reply_t> done{
    xcb_get_input_focus_reply(&x_, xcb_get_input_focus(&x_), nullptr)};
  return conflicts;
}

bool key_grabs::changed(const xcb_generic_event_t& x) {
  if (!events_.is_change(x))
    return false;
  xcb_key_symbols_free(symbols_);
  symbols_ = xcb_key_symbols_alloc(&x_);
  return true;
}

std::optional<int> key_grabs::pressed(const xcb_key_press_event_t& x) {
  if (held_ == x.detail)
    return {};
  held_ = x.detail; // only the key that was pressed last repeats
  const auto modifiers = static_cast<std::uint16_t>(x.state & 0xff & ~lock_mask_);
  const auto one = grabbed_.find({x.detail, modifiers});
  return one == grabbed_.end() ? std::nullopt : std::optional{one->second};
}

void key_grabs::find_modifiers() {
  const auto or_else = [](std::uint16_t found, std::uint16_t usual) {
    return found ? found : usual;
  };
  alt_ = or_else(modifier(XK_Alt_L), XCB_MOD_MASK_1);
  const auto before = lock_mask_;
  lock_mask_ = static_cast<std::uint16_t>(XCB_MOD_MASK_LOCK | modifier(XK_Num_Lock) |
                                          modifier(XK_Scroll_Lock));
  if (lock_mask_ == before)
    return;
  xcb_ungrab_key(&x_, XCB_GRAB_ANY, root_, XCB_MOD_MASK_ANY);
  grabbed_.clear();
  locks_.clear();
  for (unsigned state = 0; state <= lock_mask_; ++state)
    if ((state & ~static_cast<unsigned>(lock_mask_)) == 0)
      locks_.push_back(static_cast<std::uint16_t>(state));
}

std::uint16_t key_grabs::modifier(xcb_keysym_t wanted) const {
  const xcb_pointer<xcb_get_modifier_mapping_reply_t> mapping{
    xcb_get_modifier_mapping_reply(&x_, xcb_get_modifier_mapping(&x_), nullptr)};
  if (!mapping)
    return 0;
  const auto codes = codes_of(wanted);
  const auto* const keys = xcb_get_modifier_mapping_keycodes(mapping.get());
  for (int i = 0; i < 8 * mapping->keycodes_per_modifier; ++i)
    if (std::find(codes.begin(), codes.end(), keys[i]) != codes.end())
      return static_cast<std::uint16_t>(1 << (i / mapping->keycodes_per_modifier));
  return 0;
}

std::vector<xcb_keycode_t> key_grabs::codes_of(xcb_keysym_t wanted) const {
  const xcb_pointer<xcb_keycode_t> list{xcb_key_symbols_get_keycode(symbols_, wanted)};
  std::vector<xcb_keycode_t> plain, all;
  for (const auto* code = list.get(); code && *code != XCB_NO_SYMBOL; ++code) {
    all.push_back(*code);
    if (xcb_key_symbols_get_keysym(symbols_, *code, 0) == wanted)
      plain.push_back(*code);
  }
  // French keyboards have the digits above other signs; elsewhere AltGr repeats some keys.
  return plain.empty() ? all : plain;
}

std::vector<key_grabs::place> key_grabs::places_of(const key_combination& x) const {
  const auto modifiers = static_cast<std::uint16_t>(
    (x.ctrl ? XCB_MOD_MASK_CONTROL : 0) | (x.shift ? XCB_MOD_MASK_SHIFT : 0) | (x.alt ? alt_ : 0));
  std::vector<place> result;
  for (const auto code : codes_of(symbol_of(x.key)))
    result.emplace_back(code, modifiers);
  return result;
}

bool key_grabs::grab(const place& x) {
  std::vector<xcb_void_cookie_t> asked;
  for (const auto lock : locks_)
    asked.push_back(xcb_grab_key_checked(&x_, 0, root_, x.second | lock, x.first,
                                         XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC));
  bool all = true;
  for (const auto& cookie : asked) // every answer is to be fetched
    all = !xcb_pointer<xcb_generic_error_t>{xcb_request_check(&x_, cookie)} && all;
  return all;
}

void key_grabs::ungrab(const place& x) {
  for (const auto lock : locks_)
    xcb_ungrab_key(&x_, x.first, root_, x.second | lock);
}

} // namespace omstilling
